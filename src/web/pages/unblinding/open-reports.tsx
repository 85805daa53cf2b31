import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ReportDialog } from "./report-dialog.tsx";

/** Reports on broken codes that are still to be given, as the person's worklist has them. */
export function OpenReports(): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const [reported, setReported] = useState<{ unblindingId: string; participantId: string }>();
  const worklist = useAnswer("GET /api/studies/:studyId/worklist", { params: { studyId } });
  const open = (worklist.data?.items ?? []).filter(({ kind }) => kind === "unblinding-to-report");
  if (open.length === 0) return null;
  return (
    <Section title={words.reportsTitle} lead={words.reportsLead}>
      <Stack gap="xs">
        {open.map(({ taskId, number, participantId, subject }) => (
          <Group key={taskId} gap="sm">
            <Text fw={600}>{number}</Text>
            <Button
              size="xs"
              variant="light"
              onClick={() =>
                setReported({
                  unblindingId: subject["unblindingId"] ?? "",
                  participantId: participantId ?? "",
                })
              }
            >
              {words.giveReport}
            </Button>
          </Group>
        ))}
      </Stack>
      {reported ? (
        <ReportDialog
          line={{ ...reported, whoKnows: ["investigator"] }}
          onClose={() => setReported(undefined)}
        />
      ) : null}
    </Section>
  );
}
