import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import type { EmergencyReason } from "#trial";
import type { Answer } from "../../api/call.ts";
import { useCall } from "../../api/use-call.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { DoorFrame } from "../../layout/door-frame.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { ArmShown } from "./arm-shown.tsx";
import { CareAdvice } from "./care-advice.tsx";
import { ReasonChoice } from "./reason-choice.tsx";
import { useOpening } from "./use-opening.ts";
import "./unblinding.css";

type Entry = {
  readonly username: string;
  readonly code: string;
  readonly study: string;
  readonly participant: string;
};
type Advice = Answer<"POST /api/emergency/advice">;

/** Breaking a code without signing in, by a printed one-time code: who, whose, how to treat without it, then the arm. */
export function BreakGlassPage(): ReactNode {
  const { unblinding: words, account } = useMessages();
  const [entry, setEntry] = useState<Entry>({ username: "", code: "", study: "", participant: "" });
  const [advice, setAdvice] = useState<Advice>();
  const asking = useCall("POST /api/emergency/advice");
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAdvice(await asking.send({ body: entry }));
  };
  return (
    <DoorFrame title={words.emergencyTitle} lead={words.emergencyLead} isWide={advice !== undefined}>
      {advice ? (
        <Breaking entry={entry} advice={advice} onBack={() => setAdvice(undefined)} />
      ) : (
        <form onSubmit={ask} noValidate>
          <Stack>
            <EntryFields entry={entry} onEntry={setEntry} />
            <ProblemNote problem={asking.problem} />
            <Button
              type="submit"
              size="md"
              loading={asking.isSending}
              disabled={!isComplete(entry)}
              fullWidth
            >
              {words.next}
            </Button>
            <Anchor component={Link} to="/sign-in" size="sm">
              {account.signIn}
            </Anchor>
          </Stack>
        </form>
      )}
    </DoorFrame>
  );
}

function isComplete({ username, code, participant }: Entry): boolean {
  return username.trim() !== "" && code.trim() !== "" && participant.trim() !== "";
}

function EntryFields({
  entry,
  onEntry,
}: {
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
}): ReactNode {
  const { unblinding: words, account } = useMessages();
  return (
    <>
      <TextInput
        label={account.username}
        autoComplete="username"
        value={entry.username}
        onChange={(event) => onEntry({ ...entry, username: event.currentTarget.value })}
        required
      />
      <PasswordInput
        label={words.emergencyCode}
        description={words.emergencyCodeHelp}
        autoComplete="off"
        value={entry.code}
        onChange={(event) => onEntry({ ...entry, code: event.currentTarget.value })}
        required
      />
      <TextInput
        label={words.protocolNumber}
        description={words.protocolNumberHelp}
        value={entry.study}
        onChange={(event) => onEntry({ ...entry, study: event.currentTarget.value })}
      />
      <TextInput
        label={words.numberLabel}
        description={words.numberHelp}
        value={entry.participant}
        onChange={(event) => onEntry({ ...entry, participant: event.currentTarget.value })}
        required
      />
    </>
  );
}

function Breaking({
  entry,
  advice,
  onBack,
}: {
  readonly entry: Entry;
  readonly advice: Advice;
  readonly onBack: () => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  const [reason, setReason] = useState<EmergencyReason>();
  const opening = useOpening("POST /api/emergency/break-code");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason && !opening.isSending) void opening.send({ entry, data: { reason } });
  };
  if (opening.opened) {
    return (
      <ArmShown opened={opening.opened} recorded={words.recorded} onHide={onBack}>
        <Text size="sm">{words.emergencyDone}</Text>
      </ArmShown>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <CareAdvice care={advice.care} number={advice.number} />
        <ReasonChoice value={reason} onChange={setReason} />
        <ProblemNote problem={opening.problem} />
        <Group>
          <Button variant="default" onClick={onBack}>
            {words.back}
          </Button>
          <Button type="submit" color="red" loading={opening.isSending} disabled={reason === undefined}>
            {words.showArm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
