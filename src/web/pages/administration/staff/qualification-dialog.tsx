import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { DateInput } from "../../../components/date-input.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import type { StaffMember } from "./use-staff.ts";

type Kind = "license" | "training" | "certificate" | "degree";
const kinds: readonly Kind[] = ["license", "training", "certificate", "degree"];

type QualificationDialogProps = {
  readonly opened: boolean;
  readonly members: readonly StaffMember[];
  readonly onClose: () => void;
};

type Entry = {
  readonly kind: Kind;
  readonly name: string;
  readonly issuer: string;
  readonly number: string;
  readonly validFrom: string;
  readonly validUntil: string;
};

/** A license, training, certificate or degree of somebody in the study. */
export function QualificationDialog({ opened, members, onClose }: QualificationDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const [userId, setUserId] = useState(members[0]?.userId ?? "");
  const [entry, setEntry] = useState<Entry>({
    kind: "license",
    name: "",
    issuer: "",
    number: "",
    validFrom: "",
    validUntil: "",
  });
  const change = (part: Partial<Entry>): void => setEntry((before) => ({ ...before, ...part }));
  const record = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/record-credential", {
    studyId,
    subjectId: userId,
  });
  const submit = async (): Promise<void> => {
    const { kind, name, issuer, number, validFrom, validUntil } = entry;
    const data = {
      kind,
      name: name.trim(),
      issuer: issuer.trim(),
      validFrom,
      ...(number.trim() === "" ? {} : { number: number.trim() }),
      ...(validUntil === "" ? {} : { validUntil }),
    };
    if (await record.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={administration.recordQualification}
      action={administration.record}
      isSending={record.isSending}
      isReady={
        userId !== "" && entry.name.trim() !== "" && entry.issuer.trim() !== "" && entry.validFrom !== ""
      }
      problem={record.problem}
      onSubmit={submit}
      size="lg"
    >
      <NativeSelect
        label={administration.member}
        value={userId}
        onChange={(event) => setUserId(event.currentTarget.value)}
        data={members.map((member) => ({ value: member.userId, label: member.name }))}
        data-autofocus
      />
      <QualificationFields entry={entry} onChange={change} />
    </ActionDialog>
  );
}

function QualificationFields({
  entry,
  onChange: change,
}: {
  readonly entry: Entry;
  readonly onChange: (part: Partial<Entry>) => void;
}): ReactNode {
  const { administration } = useMessages();
  const word = useWord("credentialKind");
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label={administration.kindOfQualification}
          value={entry.kind}
          onChange={(event) => change({ kind: event.currentTarget.value as Kind })}
          data={kinds.map((value) => ({ value, label: word(value) }))}
        />
        <TextInput
          label={administration.name}
          value={entry.name}
          maxLength={200}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={administration.issuer}
          value={entry.issuer}
          maxLength={200}
          onChange={(event) => change({ issuer: event.currentTarget.value })}
        />
        <TextInput
          label={administration.number}
          value={entry.number}
          maxLength={200}
          onChange={(event) => change({ number: event.currentTarget.value })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateInput
          label={administration.validFrom}
          value={entry.validFrom}
          max={today()}
          onChange={(validFrom) => change({ validFrom })}
        />
        <DateInput
          label={administration.validUntil}
          value={entry.validUntil}
          min={entry.validFrom}
          onChange={(validUntil) => change({ validUntil })}
        />
      </SimpleGrid>
    </>
  );
}
