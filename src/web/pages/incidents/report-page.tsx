import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { commandEnvelope } from "../../api/envelope.ts";
import { useCall } from "../../api/use-call.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { DoorFrame } from "../../layout/door-frame.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { blankReport, isTelling, ReportFields, reportData } from "./report-fields.tsx";

/** For a participant with a printed code: telling something in confidence, without a sign-in and round the site. */
export function ReportPage(): ReactNode {
  const { report: words } = useMessages();
  const { study = "" } = useSearch({ strict: false }) as { readonly study?: string };
  const [code, setCode] = useState("");
  const [entry, setEntry] = useState(blankReport);
  const [envelope, setEnvelope] = useState(commandEnvelope);
  const [isSent, setSent] = useState(false);
  const sending = useCall("POST /api/reports");
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { ...envelope, study, code: code.trim(), data: reportData(entry) };
    if ((await sending.send({ body })) === undefined) return;
    setEntry(blankReport);
    setEnvelope(commandEnvelope());
    setSent(true);
  };
  if (isSent) {
    return (
      <DoorFrame title={words.sent} lead={words.sentHelp}>
        <Button variant="default" size="md" onClick={() => setSent(false)} fullWidth>
          {words.another}
        </Button>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={words.title} lead={words.lead} isWide>
      <form onSubmit={send} noValidate>
        <Stack>
          <Alert color="yellow" variant="light" role="note">
            <Text size="sm">{words.emergency}</Text>
          </Alert>
          <TextInput
            label={words.code}
            description={words.codeHelp}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
          />
          <ReportFields entry={entry} onEntry={setEntry} />
          <ProblemNote problem={sending.problem} />
          <Button
            type="submit"
            size="md"
            loading={sending.isSending}
            disabled={code.trim() === "" || !isTelling(entry)}
            fullWidth
          >
            {words.send}
          </Button>
        </Stack>
      </form>
    </DoorFrame>
  );
}
