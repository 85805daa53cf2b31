import { Button, Group, Slider, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { DistressLine } from "../console/distress-line.tsx";
import { useHeld } from "../held-session.tsx";

const marks = [0, 25, 50, 75, 100].map((value) => ({ value, label: String(value) }));

/** Distress and arousal on two sliders, with the line of the session so far. */
export function DistressEntry({ onSaved }: { readonly onSaved?: () => void }): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { enter, session } = useHeld();
  const [distress, setDistress] = useState<number>();
  const [arousal, setArousal] = useState<number>();
  const last = session.distress.findLast(({ struck }) => !struck);
  const save = (): void => {
    if (distress === undefined) return;
    enter("rate-distress", { distress, ...(arousal === undefined ? {} : { arousal }) });
    setDistress(undefined);
    setArousal(undefined);
    onSaved?.();
  };
  const slider = (
    label: string,
    value: number | undefined,
    before: number | undefined,
    set: (value: number) => void,
  ): ReactNode => (
    <Stack gap={6} px={8} pb="lg">
      <Group justify="space-between">
        <Text size="sm">{label}</Text>
        <Text fw={700} size="xl" lh={1}>
          {value ?? "–"}
        </Text>
      </Group>
      <Slider
        className="vigil-slider"
        thumbLabel={label}
        label={null}
        marks={marks}
        step={5}
        value={value ?? before ?? 0}
        onChange={set}
      />
    </Stack>
  );
  return (
    <Stack gap="sm" h="100%">
      {slider(entry.distress, distress, last?.distress, setDistress)}
      {slider(entry.arousal, arousal, last?.arousal, setArousal)}
      <DistressLine />
      <Button size="lg" className="vigil-entry-save" disabled={distress === undefined} onClick={save}>
        {entry.save}
      </Button>
    </Stack>
  );
}
