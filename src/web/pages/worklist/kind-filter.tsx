import { Chip, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { groupOf, type Task, type TaskGroup } from "./task.ts";

type KindFilterProps = {
  readonly tasks: readonly Task[];
  readonly group: TaskGroup | undefined;
  readonly onGroup: (group: TaskGroup | undefined) => void;
};

const everything = "everything";

/** One kind of task at a time, each with how many there are. */
export function KindFilter({ tasks, group, onGroup }: KindFilterProps): ReactNode {
  const { worklist } = useMessages();
  const label = useId();
  const counts = new Map<TaskGroup, number>();
  for (const task of tasks) counts.set(groupOf(task), (counts.get(groupOf(task)) ?? 0) + 1);
  const known = (Object.keys(worklist.groups) as TaskGroup[]).filter(
    (one) => counts.has(one) || one === group,
  );
  if (known.length < 2) return null;
  const choose = (value: string): void => onGroup(value === everything ? undefined : (value as TaskGroup));
  return (
    <Stack gap={4} role="group" aria-labelledby={label}>
      <Text size="sm" fw={500} id={label}>
        {worklist.filterByKind}
      </Text>
      <Chip.Group multiple={false} value={group ?? everything} onChange={choose}>
        <Group gap={6}>
          <Chip value={everything} size="sm" radius="sm">
            {worklist.chip(worklist.all, tasks.length)}
          </Chip>
          {known.map((one) => (
            <Chip key={one} value={one} size="sm" radius="sm">
              {worklist.chip(worklist.groups[one], counts.get(one) ?? 0)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Stack>
  );
}
