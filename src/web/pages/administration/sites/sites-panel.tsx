import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../../api/use-answer.ts";
import { Answered } from "../../../components/answered.tsx";
import { compiledDesign } from "../../../form/compiled.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { ApprovalDialog } from "./approval-dialog.tsx";
import type { ConsentForm, Site } from "./approvals.ts";
import { OpenSiteDialog } from "./open-site-dialog.tsx";
import { SiteSection } from "./site-section.tsx";

/** The sites that the person reaches, each with what its ethics committee approved. */
export function SitesPanel(): ReactNode {
  const { administration } = useMessages();
  const { studyId, may } = useStudy();
  const sites = useAnswer("GET /api/studies/:studyId/sites", { params: { studyId } });
  const { versions, consents } = useApprovable();
  const [opens, setOpens] = useState(false);
  const [approves, setApproves] = useState<Site>();
  return (
    <Stack gap="xl">
      {may("open-site") ? (
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setOpens(true)}>
            {administration.openSite}
          </Button>
        </Group>
      ) : null}
      <Answered query={sites}>
        {(rows) =>
          rows.length === 0 ? (
            <Text size="sm" c="dimmed">
              {may("open-site") ? administration.noSites : administration.noSitesHere}
            </Text>
          ) : (
            rows.map((site) => (
              <SiteSection
                key={site.siteId}
                site={site}
                consents={consents}
                canApprove={versions.length > 0}
                onApprove={() => setApproves(site)}
              />
            ))
          )
        }
      </Answered>
      <OpenSiteDialog opened={opens} onClose={() => setOpens(false)} />
      <ApprovalDialog
        key={approves?.siteId ?? ""}
        site={approves}
        versions={versions}
        consents={consents}
        onClose={() => setApproves(undefined)}
      />
    </Stack>
  );
}

/** What an ethics committee could approve: the published versions, and the consent forms of the newest. */
function useApprovable(): {
  readonly versions: readonly string[];
  readonly consents: readonly ConsentForm[];
} {
  const { studyId, overview } = useStudy();
  const version = overview.study.designVersion ?? "";
  const designs = useAnswer("GET /api/studies/:studyId/designs", { params: { studyId } });
  const newest = useAnswer(
    "GET /api/studies/:studyId/designs/:version",
    { params: { studyId, version } },
    { enabled: version !== "" },
  );
  return {
    versions: (designs.data?.versions ?? []).map((one) => one.version),
    consents: newest.data ? compiledDesign(newest.data.design).design.consents : [],
  };
}
