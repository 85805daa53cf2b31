import { Button, Code, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";

/** The sheet that a participant takes home: the page, the code and whom to telephone. */
export function ReportSheetButton({ participantId }: { readonly participantId: string }): ReactNode {
  const { report, common } = useMessages();
  const words = report.sheet;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.button}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.title}
        closeButtonProps={{ "aria-label": common.close }}
      >
        <Sheet participantId={participantId} />
      </Modal>
    </>
  );
}

function Sheet({ participantId }: { readonly participantId: string }): ReactNode {
  const { report } = useMessages();
  const words = report.sheet;
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/participants/:participantId/report-sheet", {
    params: { studyId, participantId },
  });
  return (
    <Answered query={query}>
      {({ code, independentPerson, telephone }) => (
        <Stack>
          <Text size="sm" c="dimmed" className="vigil-no-print">
            {words.lead}
          </Text>
          <Text>{words.text}</Text>
          <Text>{`${words.address}: ${window.location.origin}/report?study=${studyId}`}</Text>
          <Text size="lg">
            {`${words.code}: `}
            <Code fz="lg">{code}</Code>
          </Text>
          {independentPerson === null ? null : (
            <Text>{`${words.telephone}: ${independentPerson}, ${telephone}`}</Text>
          )}
          <Button className="vigil-no-print" onClick={() => window.print()}>
            {words.print}
          </Button>
        </Stack>
      )}
    </Answered>
  );
}
