import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { VersionCard } from "./version-card.tsx";

/** The versions of the protocol, the newest first: what each changed, and at which sites it stands how. */
export function DesignsPage(): ReactNode {
  const { design: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/designs", { params: { studyId } });
  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={query}>
        {({ versions, current }) =>
          versions.length === 0 ? (
            <Stack gap={2}>
              <Text fw={600}>{words.noVersion}</Text>
              <Text size="sm" c="dimmed">
                {words.noVersionHelp}
              </Text>
            </Stack>
          ) : (
            <Stack gap="lg">
              {versions.map((version, index) => (
                <VersionCard
                  key={version.version}
                  version={version}
                  isCurrent={version.version === current}
                  isFirst={index === versions.length - 1}
                />
              ))}
            </Stack>
          )
        }
      </Answered>
    </Page>
  );
}
