import { Button, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import type { Proof } from "../../../components/proof-fields.tsx";
import { SignDialog } from "../../../components/sign-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import type { Eligibility, Point } from "../eligibility-page.tsx";

/** An investigator's confirmation, by signature, on exactly the data that are shown. */
export function ConfirmEligibility({
  eligibility,
  participantId,
  at,
}: {
  readonly eligibility: Eligibility;
  readonly participantId: string;
  readonly at: Point;
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  const word = useWord("eligibilityPoint");
  const { studyId, may } = useStudy();
  const [isOpen, setOpen] = useState(false);
  const command = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/confirm-eligibility",
    { studyId, subjectId: participantId },
  );
  const { contentHash, eligible, version } = eligibility;
  if (!may("confirm-eligibility")) return null;
  const sign = async (proof: Proof): Promise<void> => {
    if (contentHash === null) return;
    if (await command.send({ basedOn: version, proof, data: { at, contentHash } })) setOpen(false);
  };
  return (
    <>
      <Button
        disabled={eligible !== true || contentHash === null}
        onClick={() => {
          command.forget();
          setOpen(true);
        }}
      >
        {texts.confirm}
      </Button>
      <SignDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={texts.confirmTitle}
        meaning={texts.meaning}
        isSending={command.isSending}
        problem={command.problem}
        onSign={sign}
      >
        <Text size="sm">{texts.confirmLead(word(at).toLowerCase())}</Text>
      </SignDialog>
    </>
  );
}
