import { Button, Text, Title } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { commandEnvelope } from "../../api/envelope.ts";
import { useCall } from "../../api/use-call.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { blankReport, isTelling, ReportFields, reportData } from "./report-fields.tsx";

/** On a device in a participant's hands: beside the form, a way to tell something that the site does not read. */
export function HandedOverReport({ onBack }: { readonly onBack: () => void }): ReactNode {
  const { report: words } = useMessages();
  const [entry, setEntry] = useState(blankReport);
  const [envelope] = useState(commandEnvelope);
  const [isSent, setSent] = useState(false);
  const sending = useCall("POST /api/handed-over/report");
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await sending.send({ body: { ...envelope, data: reportData(entry) } })) === undefined) return;
    setEntry(blankReport);
    setSent(true);
  };
  return (
    <form className="vigil-calm-page" onSubmit={send} noValidate>
      <Title order={1} size="h2">
        {isSent ? words.sent : words.title}
      </Title>
      {isSent ? null : (
        <>
          <Text size="lg">{words.lead}</Text>
          <Text>{words.emergency}</Text>
          <ReportFields entry={entry} onEntry={setEntry} />
          <ProblemNote problem={sending.problem} />
          <Button type="submit" size="xl" loading={sending.isSending} disabled={!isTelling(entry)}>
            {words.send}
          </Button>
        </>
      )}
      <Button variant="default" size="lg" onClick={onBack}>
        {words.back}
      </Button>
    </form>
  );
}
