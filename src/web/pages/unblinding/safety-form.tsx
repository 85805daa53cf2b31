import { Button, Checkbox, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useRefresh } from "../../api/use-answer.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { type Proof, ProofFields, useProofEntry } from "../../components/proof-fields.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ArmShown } from "./arm-shown.tsx";
import type { ToUnblind } from "./unblind-page.tsx";
import { useOpening } from "./use-opening.ts";

const criteria = ["isSerious", "isUnexpected", "isSuspected"] as const;

/** Opens the arm for the report of one serious, unexpected, suspected adverse reaction. */
export function SafetyForm({ found }: { readonly found: ToUnblind }): ReactNode {
  const { unblinding: words } = useMessages();
  if (found.adverseEvents.length === 0) return <Text>{words.noEvents}</Text>;
  return <Asking found={found} />;
}

function Asking({ found }: { readonly found: ToUnblind }): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const refresh = useRefresh();
  const [formKey, setFormKey] = useState(found.adverseEvents[0]?.formKey ?? "");
  const [reportNumber, setReportNumber] = useState("");
  const [met, setMet] = useState<readonly string[]>([]);
  const [why, setWhy] = useState("");
  const entry = useProofEntry(true);
  const opening = useOpening(
    "POST /api/studies/:studyId/participants/:subjectId/commands/unblind-for-safety",
    { studyId, subjectId: found.participantId },
  );
  const isComplete = met.length === criteria.length && reportNumber.trim() !== "" && why.trim() !== "";
  const ask = async (proof: Proof): Promise<void> => {
    const basis = { isSerious: true, isUnexpected: true, isSuspected: true };
    const data = { formKey, reportNumber: reportNumber.trim(), basis, why: { freeText: why.trim() } };
    await opening.send({ data, proof });
    entry.setPassword("");
    entry.clearCode();
    await refresh();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isComplete && entry.isReady && !opening.isSending) void ask(entry.proof);
  };
  if (opening.opened)
    return <ArmShown opened={opening.opened} recorded={words.safetyLead} onHide={opening.forget} />;
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={640}>
        <NativeSelect
          label={words.eventLabel}
          value={formKey}
          onChange={(event) => setFormKey(event.currentTarget.value)}
          data={found.adverseEvents.map((one) => ({
            value: one.formKey,
            label: words.eventWithTerm(one.formKey, one.term),
          }))}
        />
        <TextInput
          label={words.reportNumber}
          value={reportNumber}
          onChange={(event) => setReportNumber(event.currentTarget.value)}
          required
        />
        {criteria.map((criterion) => (
          <Checkbox
            key={criterion}
            label={words.basis[criterion]}
            checked={met.includes(criterion)}
            onChange={({ currentTarget }) =>
              setMet(currentTarget.checked ? [...met, criterion] : met.filter((one) => one !== criterion))
            }
          />
        ))}
        <Textarea
          label={words.why}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          autosize
          minRows={2}
          required
        />
        <ProofFields entry={entry} onPasskey={ask} />
        <ProblemNote problem={opening.problem ?? entry.failure} />
        <Button
          type="submit"
          color="red"
          loading={opening.isSending}
          disabled={!isComplete || !entry.isReady}
          style={{ alignSelf: "flex-start" }}
        >
          {words.showArm}
        </Button>
      </Stack>
    </form>
  );
}
