import { Button, Group, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { HistoryEntry } from "../history-page.tsx";
import { type HistoryFilter, noHistoryFilter, type RecordNames, visitOfEntry } from "./history-filter.ts";

type Option = { readonly value: string; readonly label: string };

/** Narrows the history down by what, form, visit and person: only what occurs in it is offered. */
export function HistoryFilters({
  entries,
  names,
  filter,
  onFilter,
}: {
  readonly entries: readonly HistoryEntry[];
  readonly names: RecordNames;
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
}): ReactNode {
  const { history: texts } = useMessages().participants;
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const label = itemLabel(entries, filter);
  return (
    <Group gap="sm" align="flex-end" className="vigil-no-print">
      <Choice
        label={texts.what}
        all={texts.anything}
        options={optionsOf(
          entries.map(({ type }) => type),
          (type) => texts.types[type] ?? type,
        )}
        value={filter.type}
        onChange={(type) => onFilter({ ...filter, type })}
      />
      <Choice
        label={texts.form}
        all={texts.anyForm}
        options={optionsOf(
          entries.map(({ formKey }) => formKey),
          (key) => names.forms.get(key) ?? key,
        )}
        value={filter.formKey}
        onChange={(formKey) => onFilter({ ...filter, formKey, path: null })}
      />
      <Choice
        label={texts.visit}
        all={texts.anyVisit}
        options={optionsOf(entries.map(visitOfEntry), (id) => names.visits.get(id)).filter(({ value }) =>
          names.visits.has(value),
        )}
        value={filter.visitId}
        onChange={(visitId) => onFilter({ ...filter, visitId })}
      />
      <Choice
        label={texts.who}
        all={texts.anybody}
        options={optionsOf(
          entries.map(({ by }) => by),
          (by) => by,
        )}
        value={filter.by}
        onChange={(by) => onFilter({ ...filter, by })}
      />
      {filter.path === null ? null : (
        <Button variant="light" onClick={() => onFilter({ ...filter, path: null })}>
          {texts.onlyItem(label)} ✕
        </Button>
      )}
      {isFiltered ? (
        <Button variant="subtle" onClick={() => onFilter(noHistoryFilter)}>
          {texts.clear}
        </Button>
      ) : null}
    </Group>
  );
}

function Choice({
  label,
  all,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly all: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}): ReactNode {
  return (
    <Select
      label={label}
      placeholder={all}
      data={[...options]}
      value={value}
      onChange={onChange}
      clearable
      searchable
      w={210}
    />
  );
}

function optionsOf(
  values: readonly (string | null)[],
  nameOf: (value: string) => string | undefined,
): readonly Option[] {
  const known = [...new Set(values.filter((value): value is string => value !== null))];
  return known
    .map((value) => ({ value, label: nameOf(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function itemLabel(entries: readonly HistoryEntry[], { path, formKey }: HistoryFilter): string {
  const changes = entries.filter((entry) => entry.formKey === formKey).flatMap((entry) => entry.changes);
  return changes.find((change) => change.path === path)?.label ?? path ?? "";
}
