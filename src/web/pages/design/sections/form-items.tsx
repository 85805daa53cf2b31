import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, type CompiledForm, type FormItem, printExpression, withUnit } from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";

type FormItemsProps = { readonly compiled: CompiledDesign; readonly form: CompiledForm };

/** The items of a form by their groups: type, unit, range, codes, when they show, what is checked. */
export function FormItems({ compiled, form }: FormItemsProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.forms;
  const columns = useColumns({ compiled, form });
  const ungrouped = [...form.items.values()].filter(({ groupId }) => groupId === undefined);
  const groups = [
    ...(ungrouped.length > 0 ? [{ id: "", title: say.ungrouped, items: ungrouped }] : []),
    ...[...form.groups.values()].map(({ group, items }) => {
      const title = group.label ?? group.id;
      return { id: group.id, title: group.repeating ? say.groupRepeats(title) : title, items };
    }),
  ];
  return (
    <Stack gap="sm">
      {groups.map(({ id, title, items }) => (
        <Stack key={id} gap={4}>
          <Title order={3} size="h6">
            {title}
          </Title>
          <RowsTable label={title} rows={items} columns={columns} rowKey={(item) => item.id} empty="" />
        </Stack>
      ))}
      {form.checks.length === 0 ? null : (
        <Stack gap={2}>
          <Title order={3} size="h6">
            {say.checksOfForm}
          </Title>
          {form.checks.map(({ check }) => (
            <Text size="sm" key={check.id}>
              {say.check(say.severities[check.severity], check.message)}
            </Text>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function useColumns({ compiled, form }: FormItemsProps): readonly Column<FormItem>[] {
  const { design: words } = useMessages();
  const say = words.forms;
  return [
    {
      key: "item",
      head: say.columns.item,
      cell: (item) => (
        <>
          <Text size="sm">{item.required ? item.label : `${item.label} (${say.optional})`}</Text>
          <Group gap={6}>
            <Text size="xs" c="dimmed" ff="monospace">
              {item.id}
            </Text>
            {item.critical ? <StatusBadge tone="attention">{say.critical}</StatusBadge> : null}
            {item.potentiallyUnblinding ? <StatusBadge tone="neutral">{say.unblinding}</StatusBadge> : null}
          </Group>
        </>
      ),
    },
    {
      key: "type",
      head: say.columns.type,
      cell: ({ type, unit }) => {
        const readable = unit ? withUnit("", unit).trim() : "";
        return readable === "" ? say.types[type] : say.unit(say.types[type], readable);
      },
    },
    { key: "range", head: say.columns.range, cell: (item) => <Range item={item} /> },
    {
      key: "rules",
      head: say.columns.rules,
      cell: (item) => (
        <Stack gap={2}>
          {rulesOf(item, { compiled, form }, say).map((rule) => (
            <Text size="xs" key={rule}>
              {rule}
            </Text>
          ))}
        </Stack>
      ),
    },
  ];
}

function Range({ item }: { readonly item: FormItem }): ReactNode {
  const { design: words } = useMessages();
  const say = words.forms;
  const { limits, expected, codes, nullFlavors } = item;
  const lines = [
    between(limits, say),
    between(expected, say) === "" ? "" : say.expected(between(expected, say)),
    codes ? [...codes.values()].join(" · ") : "",
    nullFlavors.length > 0
      ? say.nullFlavors(nullFlavors.map((one) => one.replaceAll("-", " ")).join(", "))
      : "",
  ].filter(Boolean);
  return lines.map((line) => (
    <Text size="xs" key={line}>
      {line}
    </Text>
  ));
}

type Words = ReturnType<typeof useMessages>["design"]["forms"];

function between({ minimum, maximum }: FormItem["limits"], say: Words): string {
  if (minimum !== undefined && maximum !== undefined) return say.between(String(minimum), String(maximum));
  if (minimum !== undefined) return say.atLeast(String(minimum));
  return maximum === undefined ? "" : say.atMost(String(maximum));
}

/** In plain English: when the item is asked, how it is computed, what is checked. */
function rulesOf(item: FormItem, { compiled, form }: FormItemsProps, say: Words): readonly string[] {
  const { vocabularies } = compiled;
  const vocabulary =
    item.repeating && item.groupId !== undefined
      ? vocabularies.inRow(form.form.id, item.groupId)
      : vocabularies.inForm(form.form.id);
  return [
    ...item.visibleWhen.map((rule) => say.shownWhen(printExpression(rule, vocabulary))),
    ...(item.computedBy ? [say.computedBy(printExpression(item.computedBy, vocabulary))] : []),
    ...item.checks.map(({ check }) => say.check(say.severities[check.severity], check.message)),
  ];
}
