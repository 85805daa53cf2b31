import { Box, Button, Group, SegmentedControl, Slider, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { pointToMeasure } from "../console/points.ts";
import { useHeld } from "../held-session.tsx";
import { useNow } from "../use-now.ts";

type Answers = Readonly<Record<string, boolean | number>>;

/** Orientation, attention, gait, felt strength. All of them at once where all are well; each by itself where one is not. */
export function ProbesEntry(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan, facts, enter, entryTime } = useHeld();
  const now = useNow();
  const [answers, setAnswers] = useState<Answers>({});
  const point = pointToMeasure(facts, (entryTime.at as typeof now | undefined) ?? now, "probes")?.point;
  const yesNo = plan.probes.filter(({ type }) => type === "yes-no");
  const scales = plan.probes.filter(({ type }) => type === "scale");
  const given = Object.keys(answers).length;
  const answer = (id: string, value: boolean | number): void =>
    setAnswers((before) => ({ ...before, [id]: value }));
  const save = (): void => {
    enter("record-probes", { answers, ...(point ? { pointId: point.id } : {}) });
    setAnswers({});
  };
  return (
    <Stack gap="xs" h="100%">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {point ? point.name : entry.extra}
        </Text>
        <Button
          variant="light"
          onClick={() =>
            setAnswers((before) => ({ ...before, ...Object.fromEntries(yesNo.map(({ id }) => [id, true])) }))
          }
        >
          {entry.allYes}
        </Button>
      </Group>
      {scales.map(({ id, label, minimum = 0, maximum = 100 }) => (
        <Box key={id} px={4}>
          <Group justify="space-between">
            <Text size="sm">{label}</Text>
            <Text fw={600}>{answers[id] === undefined ? "–" : String(answers[id])}</Text>
          </Group>
          <Slider
            className="vigil-slider"
            thumbLabel={label}
            label={null}
            min={minimum}
            max={maximum}
            step={5}
            value={typeof answers[id] === "number" ? answers[id] : minimum}
            onChange={(value) => answer(id, value)}
          />
        </Box>
      ))}
      <Box className="vigil-probes">
        {yesNo.map(({ id, label }) => (
          <Group key={id} justify="space-between" wrap="nowrap" className="vigil-probe">
            <Text size="sm" id={`probe-${id}`}>
              {label}
            </Text>
            <SegmentedControl
              aria-label={label}
              value={answers[id] === undefined ? "" : answers[id] ? "yes" : "no"}
              onChange={(value) => answer(id, value === "yes")}
              data={[
                { value: "yes", label: entry.yes },
                { value: "no", label: entry.no },
              ]}
            />
          </Group>
        ))}
      </Box>
      <Button size="lg" className="vigil-entry-save" disabled={given === 0} onClick={save}>
        {given === plan.probes.length || given === 0 ? entry.save : entry.saveSome(given, plan.probes.length)}
      </Button>
    </Stack>
  );
}
