import { Button, Checkbox, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type CompiledDesign, type Parameter, withUnit } from "#design";
import { useCommand } from "../../../api/use-command.ts";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { SignDialog } from "../../../components/sign-dialog.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";
import type { DesignAnswer } from "../use-design.ts";

type Confirmations = DesignAnswer["confirmations"];

type ParametersSectionProps = {
  readonly compiled: CompiledDesign;
  readonly confirmations: Confirmations;
};

/** Every number that a rule uses, with its source; the medical monitor signs for those that the sources leave open. */
export function ParametersSection({ compiled, confirmations }: ParametersSectionProps): ReactNode {
  const { design: words } = useMessages();
  const { parameters } = compiled.design;
  return (
    <DesignSection id="parameters" title={words.sections.parameters}>
      {parameters.length === 0 ? (
        <Nothing>{words.parameters.none}</Nothing>
      ) : (
        <Parameters compiled={compiled} confirmations={confirmations} />
      )}
    </DesignSection>
  );
}

function Parameters({ compiled, confirmations }: ParametersSectionProps): ReactNode {
  const { design: words } = useMessages();
  const { may } = useStudy();
  const say = words.parameters;
  const { parameters, version } = compiled.design;
  const confirmed = new Map(confirmations.map((one) => [one.parameterId, one]));
  const open = parameters.filter(
    ({ id, confirmation }) => confirmation !== "published" && !confirmed.has(id),
  );
  const [shown, setShown] = useState<"all" | "open">("all");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isSigning, setSigning] = useState(false);
  const mayConfirm = may("confirm-parameters") && open.length > 0;
  const chosen = open.filter(({ id }) => selected.has(id));
  const columns = useColumns(confirmed, mayConfirm ? { open, selected, setSelected } : undefined);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say.help}
      </Text>
      <Group justify="space-between" className="vigil-no-print">
        <SegmentedControl
          aria-label={say.filter}
          value={shown}
          onChange={(value) => setShown(value as "all" | "open")}
          data={[
            { value: "all", label: say.all(parameters.length) },
            { value: "open", label: say.open(open.length) },
          ]}
        />
        {mayConfirm ? (
          <Group gap="md">
            <Checkbox
              label={say.selectAll}
              checked={chosen.length === open.length}
              indeterminate={chosen.length > 0 && chosen.length < open.length}
              onChange={({ currentTarget: { checked } }) =>
                setSelected(new Set(checked ? open.map(({ id }) => id) : []))
              }
            />
            <Button disabled={chosen.length === 0} onClick={() => setSigning(true)}>
              {say.confirm(chosen.length)}
            </Button>
          </Group>
        ) : null}
      </Group>
      <RowsTable
        label={words.sections.parameters}
        rows={shown === "all" ? parameters : open}
        columns={columns}
        rowKey={({ id }) => id}
        empty={say.allDone}
      />
      <ConfirmDialog
        opened={isSigning}
        onClose={() => setSigning(false)}
        version={version}
        chosen={chosen}
        onDone={() => setSelected(new Set())}
      />
    </Stack>
  );
}

type Selection = {
  readonly open: readonly Parameter[];
  readonly selected: ReadonlySet<string>;
  readonly setSelected: (selected: ReadonlySet<string>) => void;
};

function useColumns(
  confirmed: ReadonlyMap<string, Confirmations[number]>,
  selection: Selection | undefined,
): readonly Column<Parameter>[] {
  const { design: words } = useMessages();
  const say = words.parameters;
  const columns: readonly Column<Parameter>[] = [
    {
      key: "label",
      head: say.columns.label,
      cell: ({ label, id }) => (
        <>
          <Text size="sm">{label}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {id}
          </Text>
        </>
      ),
      sortBy: ({ label }) => label,
    },
    {
      key: "value",
      head: say.columns.value,
      cell: (parameter) => (
        <Text size="sm" fw={600} style={{ whiteSpace: "nowrap" }}>
          {shownValue(parameter, say)}
        </Text>
      ),
    },
    {
      key: "source",
      head: say.columns.source,
      cell: ({ source, note }) => (
        <>
          <Text size="sm">{source}</Text>
          {note ? (
            <Text size="xs" c="dimmed">
              {note}
            </Text>
          ) : null}
        </>
      ),
      sortBy: ({ source }) => source,
    },
    {
      key: "confirmation",
      head: say.columns.confirmation,
      cell: ({ id, confirmation }) => {
        const known = confirmed.get(id);
        if (confirmation === "published") return <StatusBadge tone="neutral">{say.published}</StatusBadge>;
        if (!known) return <StatusBadge tone="attention">{say.toConfirm}</StatusBadge>;
        return (
          <>
            <StatusBadge tone="good">{say.confirmed}</StatusBadge>
            <Text size="xs" c="dimmed">
              {say.confirmedBy(known.by, formatDate(known.at))}
            </Text>
          </>
        );
      },
      sortBy: ({ id, confirmation }) => (confirmation === "published" ? 2 : confirmed.has(id) ? 1 : 0),
    },
  ];
  return selection ? [selectColumn(selection, say), ...columns] : columns;
}

type Words = ReturnType<typeof useMessages>["design"]["parameters"];

function selectColumn({ open, selected, setSelected }: Selection, say: Words): Column<Parameter> {
  const ids = new Set(open.map(({ id }) => id));
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return {
    key: "select",
    head: say.columns.select,
    cell: ({ id, label }) =>
      ids.has(id) ? (
        <Checkbox aria-label={say.select(label)} checked={selected.has(id)} onChange={() => toggle(id)} />
      ) : null,
  };
}

function shownValue({ value, unit }: Parameter, say: Words): string {
  if (typeof value === "boolean") return value ? say.yes : say.no;
  return withUnit(String(value), unit);
}

type ConfirmDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly version: string;
  readonly chosen: readonly Parameter[];
  readonly onDone: () => void;
};

/** The physician's signature under the parameters that were chosen, which are shown once more. */
function ConfirmDialog({ opened, onClose, version, chosen, onDone }: ConfirmDialogProps): ReactNode {
  const { design: words } = useMessages();
  const { studyId } = useStudy();
  const say = words.parameters;
  const command = useCommand("POST /api/studies/:studyId/commands/confirm-parameters", { studyId });
  return (
    <SignDialog
      opened={opened}
      onClose={onClose}
      title={say.confirmTitle(chosen.length, version)}
      meaning={say.meaning}
      isSending={command.isSending}
      problem={command.problem}
      onSign={async (proof) => {
        const data = { version, parameterIds: chosen.map(({ id }) => id) };
        if (!(await command.send({ data, proof }))) return;
        onDone();
        onClose();
      }}
    >
      <Stack component="ul" gap={2} m={0} ps="lg" mah={220} style={{ overflowY: "auto" }} tabIndex={0}>
        {chosen.map((parameter) => (
          <Text component="li" size="sm" key={parameter.id}>
            {parameter.label}: {shownValue(parameter, say)}
          </Text>
        ))}
      </Stack>
    </SignDialog>
  );
}
