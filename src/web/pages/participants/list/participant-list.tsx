import { Button, Checkbox, Group, MultiSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { filterRows, type ListFilter, noFilter, type ParticipantRow, type SortOrder } from "./list-filter.ts";
import { focusRow, ParticipantTable } from "./participant-table.tsx";

const stages = ["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"];

/** The list with what narrows it down. */
export function ParticipantList({ rows }: { readonly rows: readonly ParticipantRow[] }): ReactNode {
  const { list } = useMessages().participants;
  const { overview } = useStudy();
  const [filter, setFilter] = useState<ListFilter>(noFilter);
  const [order, setOrder] = useState<SortOrder>();
  const names = useMemo(
    () => new Map(overview.sites.map(({ site }) => [site.siteId, `${site.number} ${site.name}`])),
    [overview.sites],
  );
  const found = useMemo(
    () => filterRows(rows, filter, order, (id) => names.get(id) ?? ""),
    [rows, filter, order, names],
  );
  if (rows.length === 0) return <Text c="dimmed">{list.empty}</Text>;
  return (
    <Stack gap="sm">
      <Filters filter={filter} onFilter={setFilter} />
      <Text size="sm" c="dimmed" aria-live="polite">
        {list.count(found.length, rows.length)}
      </Text>
      {found.length > 0 ? (
        <ParticipantTable rows={found} siteNames={names} order={order} onOrder={setOrder} />
      ) : (
        <Group>
          <Text>{list.nothingFound}</Text>
          <Button variant="light" onClick={() => setFilter(noFilter)}>
            {list.clearFilters}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Filters({
  filter,
  onFilter,
}: {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}): ReactNode {
  const { list } = useMessages().participants;
  const stageWord = useWord("stage");
  const { overview } = useStudy();
  const intoList = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    focusRow(0);
  };
  return (
    <Group gap="sm" align="flex-end" wrap="wrap">
      <TextInput
        label={list.searchLabel}
        type="search"
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.currentTarget.value })}
        onKeyDown={intoList}
        w={240}
      />
      <MultiSelect
        label={list.stage}
        placeholder={filter.stages.length === 0 ? list.allStages : ""}
        data={stages.map((stage) => ({ value: stage, label: stageWord(stage) }))}
        value={[...filter.stages]}
        onChange={(chosen) => onFilter({ ...filter, stages: chosen })}
        clearable
        w={280}
      />
      {overview.sites.length > 1 ? (
        <Select
          label={list.site}
          placeholder={list.allSites}
          data={overview.sites.map(({ site }) => ({
            value: site.siteId,
            label: `${site.number} ${site.name}`,
          }))}
          value={filter.siteId}
          onChange={(siteId) => onFilter({ ...filter, siteId })}
          clearable
          w={200}
        />
      ) : null}
      <Checkbox
        label={list.onlyLate}
        checked={filter.onlyLate}
        onChange={(event) => onFilter({ ...filter, onlyLate: event.currentTarget.checked })}
        mb={8}
      />
    </Group>
  );
}
