import { Button, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { readKitCode } from "#trial";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useWitnessEntry, WitnessFields } from "../../components/witness-fields.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type Stock, useStockCommand } from "./kit-data.ts";

type Count = Stock["counts"][number];
type Opened = { readonly act: "count" } | { readonly act: "explain"; readonly count: Count };

/** What two persons counted, and what was said of each difference. */
export function CountsSection({ stock }: { readonly stock: Stock }): ReactNode {
  const { counts: say } = useMessages().kits;
  const { mayAt } = useStudy();
  const [opened, setOpened] = useState<Opened>();
  const close = (): void => setOpened(undefined);
  const mayExplain = mayAt("explain-discrepancy", stock.siteId);
  const columns: readonly Column<Count>[] = [
    { key: "on", head: say.columns.on, isOneLine: true, cell: ({ on }) => formatDate(on) },
    { key: "counted", head: say.columns.counted, align: "end", cell: ({ counted }) => counted },
    { key: "missing", head: say.columns.missing, cell: ({ missing }) => missing.join(", ") },
    { key: "unexpected", head: say.columns.unexpected, cell: ({ unexpected }) => unexpected.join(", ") },
    {
      key: "explanation",
      head: say.columns.explanation,
      cell: (count) =>
        isOpen(count) && mayExplain ? (
          <Button variant="light" onClick={() => setOpened({ act: "explain", count })}>
            {say.explain}
          </Button>
        ) : (
          count.explanation
        ),
    },
  ];
  const action = mayAt("count-stock", stock.siteId) ? (
    <Button variant="light" onClick={() => setOpened({ act: "count" })}>
      {say.act}
    </Button>
  ) : undefined;
  return (
    <Section title={say.title} lead={say.lead} actions={action}>
      <RowsTable
        label={say.title}
        rows={stock.counts.toReversed()}
        columns={columns}
        rowKey={({ countId }) => countId}
        empty={say.none}
      />
      {opened?.act === "count" ? <CountDialog siteId={stock.siteId} onClose={close} /> : null}
      {opened?.act === "explain" ? (
        <ExplainDialog siteId={stock.siteId} count={opened.count} onClose={close} />
      ) : null}
    </Section>
  );
}

function isOpen({ missing, unexpected, explanation }: Count): boolean {
  return missing.length + unexpected.length > 0 && explanation === null;
}

function CountDialog({
  siteId,
  onClose,
}: {
  readonly siteId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { counts: say } = useMessages().kits;
  const [typed, setTyped] = useState("");
  const witness = useWitnessEntry();
  const command = useStockCommand("count-stock", siteId);
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  const wrong = lines.filter((line) => readKitCode(line) === undefined);
  const found = [...new Set(lines.flatMap((line) => readKitCode(line) ?? []))];
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { found }, witness: witness.witness })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.dialog}
      lead={say.lead}
      action={say.act}
      size="lg"
      isSending={command.isSending}
      isReady={wrong.length === 0 && witness.isReady}
      problem={command.problem}
      onSubmit={submit}
    >
      <Textarea
        label={say.codes}
        description={`${say.codesHelp} ${say.found(found.length)}`}
        error={wrong.length > 0 ? say.unreadable(wrong.join(", ")) : undefined}
        autosize
        minRows={5}
        maxRows={12}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <WitnessFields entry={witness} />
    </ActionDialog>
  );
}

function ExplainDialog({
  siteId,
  count: { countId, missing, unexpected },
  onClose,
}: {
  readonly siteId: string;
  readonly count: Count;
  readonly onClose: () => void;
}): ReactNode {
  const { counts: say } = useMessages().kits;
  const [explanation, setExplanation] = useState("");
  const command = useStockCommand("explain-discrepancy", siteId);
  const submit = async (): Promise<void> => {
    if (await command.send({ data: { countId, explanation: explanation.trim() } })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.explainTitle}
      lead={[...missing, ...unexpected].join(", ")}
      action={say.explain}
      isSending={command.isSending}
      isReady={explanation.trim() !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextInput
        label={say.explanation}
        description={say.explanationHelp}
        required
        value={explanation}
        onChange={(event) => setExplanation(event.currentTarget.value)}
        data-autofocus
      />
    </ActionDialog>
  );
}
