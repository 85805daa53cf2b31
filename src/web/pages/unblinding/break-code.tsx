import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { EmergencyReason } from "#trial";
import { useRefresh } from "../../api/use-answer.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { type Proof, useProofEntry } from "../../components/proof-fields.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ArmShown } from "./arm-shown.tsx";
import { ReasonChoice } from "./reason-choice.tsx";
import type { ToUnblind } from "./unblind-page.tsx";
import { useOpening } from "./use-opening.ts";

/** One tap for the reason, the password, and the arm. */
export function BreakCode({ found }: { readonly found: ToUnblind }): ReactNode {
  const { unblinding: words, account } = useMessages();
  const { studyId } = useStudy();
  const refresh = useRefresh();
  const [reason, setReason] = useState<EmergencyReason>();
  const entry = useProofEntry(true);
  const opening = useOpening("POST /api/studies/:studyId/participants/:subjectId/commands/break-code", {
    studyId,
    subjectId: found.participantId,
  });
  const ask = async (proof: Proof): Promise<void> => {
    await opening.send({ data: { reason }, proof });
    entry.setPassword("");
    await refresh();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason && entry.password !== "" && !opening.isSending) void ask({ password: entry.password });
  };
  if (opening.opened) {
    return <ArmShown opened={opening.opened} recorded={words.recorded} onHide={opening.forget} />;
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={760}>
        <ReasonChoice value={reason} onChange={setReason} />
        <PasswordInput
          label={words.proofTitle}
          description={
            entry.demonstrationPassword
              ? account.demonstrationPassword(entry.demonstrationPassword)
              : words.proofHelp
          }
          autoComplete="current-password"
          value={entry.password}
          onChange={(event) => entry.setPassword(event.currentTarget.value)}
          maw={360}
        />
        <ProblemNote problem={opening.problem ?? entry.failure} />
        <Button
          type="submit"
          color="red"
          size="md"
          loading={opening.isSending}
          disabled={reason === undefined || entry.password === ""}
          style={{ alignSelf: "flex-start" }}
        >
          {words.showArm}
        </Button>
        {entry.offersPasskey ? (
          <Button
            variant="light"
            disabled={reason === undefined}
            onClick={() => entry.withPasskey(ask)}
            style={{ alignSelf: "flex-start" }}
          >
            {words.usePasskey}
          </Button>
        ) : null}
      </Stack>
    </form>
  );
}
