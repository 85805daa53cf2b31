import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { Link, useLocation, useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import type { CompiledDesign } from "#design";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import styles from "./design.module.css";
import { AmendmentsSection } from "./sections/amendments-section.tsx";
import { BlindingSection } from "./sections/blinding-section.tsx";
import { ConsentsSection } from "./sections/consents-section.tsx";
import { DosesSection } from "./sections/doses-section.tsx";
import { EligibilitySection } from "./sections/eligibility-section.tsx";
import { FormsSection } from "./sections/forms-section.tsx";
import { ObjectivesSection } from "./sections/objectives-section.tsx";
import { OverviewSection } from "./sections/overview-section.tsx";
import { ParametersSection } from "./sections/parameters-section.tsx";
import { ScheduleSection } from "./sections/schedule-section.tsx";
import { SchemaSection } from "./sections/schema-section.tsx";
import { TimelinesSection } from "./sections/timelines-section.tsx";
import { type DesignAnswer, useReadDesign } from "./use-design.ts";

/** One version of the protocol, whole: for reading, for printing, and for links into its parts. */
export function DesignPage(): ReactNode {
  const { studyId } = useStudy();
  const { version = "" } = useParams({ strict: false }) as { readonly version?: string };
  const query = useAnswer("GET /api/studies/:studyId/designs/:version", { params: { studyId, version } });
  return <Answered query={query}>{(answer) => <Version answer={answer} version={version} />}</Answered>;
}

type VersionProps = { readonly answer: DesignAnswer; readonly version: string };

function Version({ answer, version }: VersionProps): ReactNode {
  const { design: words } = useMessages();
  const { studyId } = useStudy();
  const read = useReadDesign(answer.design);
  const title = read.isRead ? read.compiled.design.name : words.title;
  return (
    <Page
      title={`${title}, ${words.version(version)}`}
      lead={
        <Group gap={6}>
          <Anchor component={Link} to={`/studies/${studyId}/design`} size="sm">
            {words.back}
          </Anchor>
          <Text size="sm" c="dimmed" component="span" title={`${words.hashHelp} ${answer.hash}`}>
            {[words.published(formatDate(answer.publishedAt)), words.hash(answer.hash), answer.summary]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        </Group>
      }
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {words.print}
        </Button>
      }
    >
      {answer.isReduced ? (
        <Text size="sm" c="dimmed" role="note">
          {words.isReduced}
        </Text>
      ) : null}
      {read.isRead ? (
        <Parts compiled={read.compiled} confirmations={answer.confirmations} />
      ) : (
        <Alert color="red" title={words.unreadable}>
          {read.why}
        </Alert>
      )}
    </Page>
  );
}

type PartsProps = {
  readonly compiled: CompiledDesign;
  readonly confirmations: DesignAnswer["confirmations"];
};

function Parts({ compiled, confirmations }: PartsProps): ReactNode {
  const { design: words } = useMessages();
  useNamedPart();
  return (
    <>
      <nav aria-label={words.contents} className={styles["contents"]}>
        {Object.entries(words.shortSections).map(([id, title]) => (
          <Anchor key={id} href={`#${id}`} underline="never">
            {title}
          </Anchor>
        ))}
      </nav>
      <OverviewSection compiled={compiled} />
      <SchemaSection compiled={compiled} />
      <ScheduleSection compiled={compiled} />
      <TimelinesSection compiled={compiled} />
      <EligibilitySection compiled={compiled} />
      <ObjectivesSection compiled={compiled} />
      <ParametersSection compiled={compiled} confirmations={confirmations} />
      <DosesSection compiled={compiled} />
      <FormsSection compiled={compiled} />
      <ConsentsSection compiled={compiled} />
      <BlindingSection compiled={compiled} />
      <AmendmentsSection compiled={compiled} />
    </>
  );
}

/** The part that the address names comes into view once the design is there. */
function useNamedPart(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
}
