import { Select, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { FlowPicture } from "./funnel/flow-picture.tsx";
import { useFlowSteps } from "./funnel/flow-steps.ts";
import { FlowTable } from "./funnel/flow-table.tsx";
import { SiteTable } from "./funnel/site-table.tsx";
import { SourceList } from "./funnel/source-list.tsx";

export type Funnel = Answer<"GET /api/studies/:studyId/funnel">;
export type Flow = Funnel["all"];

/** Recruitment from the first contact on: how many at each step, and why the others left. */
export function FunnelPage(): ReactNode {
  const { funnel: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const funnel = useAnswer("GET /api/studies/:studyId/funnel", { params: { studyId } });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Answered query={funnel}>{(answer) => <FunnelView funnel={answer} />}</Answered>
    </Page>
  );
}

function FunnelView({ funnel }: { readonly funnel: Funnel }): ReactNode {
  const { funnel: texts } = useMessages().participants;
  const { overview } = useStudy();
  const [siteId, setSiteId] = useState<string | null>(null);
  const sites = overview.sites.filter(({ site }) => funnel.sites.some((one) => one.siteId === site.siteId));
  const flow = funnel.sites.find((one) => one.siteId === siteId)?.flow ?? funnel.all;
  const steps = useFlowSteps(flow);
  if (funnel.all.contacted === 0) return <Text c="dimmed">{texts.empty}</Text>;
  return (
    <Stack gap="xl">
      {sites.length > 1 ? (
        <Select
          label={texts.site}
          placeholder={texts.allSites}
          data={sites.map(({ site }) => ({ value: site.siteId, label: `${site.number} ${site.name}` }))}
          value={siteId}
          onChange={setSiteId}
          clearable
          w={260}
          className="vigil-no-print"
        />
      ) : null}
      <section aria-label={texts.picture}>
        <FlowPicture steps={steps} flow={flow} />
      </section>
      <Section title={texts.table}>
        <FlowTable steps={steps} />
      </Section>
      {sites.length > 1 ? (
        <Section title={texts.bySite}>
          <SiteTable funnel={funnel} />
        </Section>
      ) : null}
      <Section title={texts.sources}>
        <SourceList flow={flow} />
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </div>
  );
}
