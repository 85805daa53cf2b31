import { Alert, Button, List, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { useCall } from "../../api/use-call.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { ProofFields, useProofEntry } from "../../components/proof-fields.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";

type Mapped = Answer<"POST /api/studies/:studyId/sites/:subjectId/open-kit-map">[number];

/** What is in the kits of the site, once it was asked for by name and purpose. It is kept on the screen alone. */
export function MapSection({ siteId }: { readonly siteId: string }): ReactNode {
  const { map: say } = useMessages().kits;
  const [isAsking, setAsking] = useState(false);
  const [shown, setShown] = useState<readonly Mapped[]>();
  const act = shown ? (
    <Button variant="default" onClick={() => setShown(undefined)}>
      {say.hide}
    </Button>
  ) : (
    <Button variant="light" color="red" onClick={() => setAsking(true)}>
      {say.act}
    </Button>
  );
  return (
    <Section title={say.shown} lead={say.lead} actions={act}>
      {shown ? <KitMap kits={shown} /> : null}
      <OpenDialog
        siteId={siteId}
        opened={isAsking}
        onClose={() => setAsking(false)}
        onOpened={(kits) => {
          setAsking(false);
          setShown(kits);
        }}
      />
    </Section>
  );
}

function OpenDialog({
  siteId,
  opened,
  onClose,
  onOpened,
}: {
  readonly siteId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onOpened: (kits: readonly Mapped[]) => void;
}): ReactNode {
  const { map: say } = useMessages().kits;
  const { studyId } = useStudy();
  const [purpose, setPurpose] = useState("");
  const entry = useProofEntry(opened);
  const calling = useCall("POST /api/studies/:studyId/sites/:subjectId/open-kit-map");
  const open = async (proof: typeof entry.proof): Promise<void> => {
    const body = { ...commandEnvelope(), proof, data: { purpose: purpose.trim() } };
    const kits = await calling.send({ params: { studyId, subjectId: siteId }, body });
    if (kits) onOpened(kits);
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={say.title}
      lead={say.lead}
      action={say.act}
      isDangerous
      isSending={calling.isSending}
      isReady={entry.isReady && purpose.trim() !== ""}
      problem={calling.problem ?? entry.failure}
      onSubmit={() => open(entry.proof)}
    >
      <TextInput
        label={say.purpose}
        required
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <ProofFields entry={entry} onPasskey={open} />
    </ActionDialog>
  );
}

function KitMap({ kits }: { readonly kits: readonly Mapped[] }): ReactNode {
  const { map: say } = useMessages().kits;
  const kind = useWord("kitKind");
  const state = useWord("kitState");
  const columns: readonly Column<Mapped>[] = [
    {
      key: "code",
      head: say.columns.code,
      isOneLine: true,
      sortBy: ({ code }) => code,
      cell: ({ code }) => <Text ff="monospace">{code}</Text>,
    },
    { key: "arm", head: say.columns.arm, sortBy: ({ arm }) => arm, cell: ({ armName }) => armName },
    { key: "kind", head: say.columns.kind, sortBy: (kit) => kit.kind, cell: (kit) => kind(kit.kind) },
    { key: "level", head: say.columns.level, sortBy: ({ level }) => level, cell: ({ level }) => level },
    { key: "dose", head: say.columns.dose, align: "end", cell: ({ milligrams }) => say.dose(milligrams) },
    { key: "lot", head: say.columns.lot, sortBy: ({ lot }) => lot, cell: ({ lot }) => lot },
    { key: "state", head: say.columns.state, sortBy: (kit) => kit.state, cell: (kit) => state(kit.state) },
    { key: "who", head: say.columns.who, sortBy: ({ number }) => number ?? "", cell: ({ number }) => number },
  ];
  return (
    <>
      <Alert color="red" variant="light" role="note">
        {say.warning}
      </Alert>
      <Text fw={600} size="sm">
        {say.byArm}
      </Text>
      <List size="sm">
        {onShelf(kits).map(({ key, kit, number }) => (
          <List.Item key={key}>{say.line(kit.armName, kit.level, kind(kit.kind), number)}</List.Item>
        ))}
      </List>
      <RowsTable
        label={say.shown}
        rows={kits}
        columns={columns}
        rowKey={({ code }) => code}
        empty={say.none}
      />
    </>
  );
}

function onShelf(kits: readonly Mapped[]) {
  const counts = new Map<string, { readonly kit: Mapped; number: number }>();
  for (const kit of kits) {
    const key = `${kit.arm} ${kit.level} ${kit.kind}`;
    const known = counts.get(key) ?? { kit, number: 0 };
    counts.set(key, { kit, number: known.number + (kit.state === "available" ? 1 : 0) });
  }
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, { kit, number }]) => ({ key, kit, number }));
}
