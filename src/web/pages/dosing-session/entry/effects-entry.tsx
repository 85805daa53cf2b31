import { Box, Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";

const intensities = ["mild", "moderate", "severe"] as const;
const valences = ["positive", "neutral", "negative", "mixed"] as const;
const noticed = ["asked", "spontaneous", "observed"] as const;

type Chosen = { readonly effect: string; readonly intensity?: (typeof intensities)[number] };

/** An effect in three taps: which, how strong, how it is felt. Pleasant ones are asked for like any other. */
export function EffectsEntry(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan, session } = useHeld();
  const [chosen, setChosen] = useState<Chosen>();
  const [isMore, setMore] = useState(false);
  if (chosen)
    return <EffectSteps key={chosen.effect} effect={chosen.effect} onDone={() => setChosen(undefined)} />;
  const running = new Set(
    session.effects.filter(({ endedAt }) => endedAt === null).map(({ effect }) => effect),
  );
  const asked = plan.effects.filter(({ asked: isAsked }) => isAsked);
  const more = plan.effects.filter(({ asked: isAsked }) => !isAsked);
  const button = ({ id, label }: { readonly id: string; readonly label: string }): ReactNode => (
    <Button
      key={id}
      variant="default"
      className="vigil-prompt"
      disabled={running.has(id) && id !== "other"}
      onClick={() => setChosen({ effect: id })}
    >
      {label}
    </Button>
  );
  return (
    <Stack gap="xs">
      {asked.length > 0 ? (
        <>
          <Text size="xs" c="dimmed" component="h3" m={0}>
            {entry.effectsAsked}
          </Text>
          <Box className="vigil-prompts">{asked.map(button)}</Box>
        </>
      ) : null}
      <Button variant="subtle" onClick={() => setMore(!isMore)} aria-expanded={isMore}>
        {isMore ? entry.effectsFewer : entry.effectsMore}
      </Button>
      {isMore || asked.length === 0 ? <Box className="vigil-prompts">{more.map(button)}</Box> : null}
    </Stack>
  );
}

function EffectSteps({
  effect,
  onDone,
}: {
  readonly effect: string;
  readonly onDone: () => void;
}): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan, enter } = useHeld();
  const [intensity, setIntensity] = useState<(typeof intensities)[number]>();
  const [noticedBy, setNoticedBy] = useState<(typeof noticed)[number]>("asked");
  const [words, setWords] = useState("");
  const label = plan.effects.find(({ id }) => id === effect)?.label ?? effect;
  const note = (valence: (typeof valences)[number]): void => {
    const described = words.trim() === "" ? {} : { described: { freeText: words.trim() } };
    enter("note-effect", { effect, intensity, valence, noticedBy, ...described });
    onDone();
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} component="h3" m={0}>
          {label}
        </Text>
        <Button variant="subtle" onClick={onDone}>
          {entry.cancel}
        </Button>
      </Group>
      <Box role="group" aria-label={entry.intensity}>
        <Text size="xs" c="dimmed" mb={4}>
          {entry.intensity}
        </Text>
        <Box className="vigil-prompts" data-columns="3">
          {intensities.map((one) => (
            <Button
              key={one}
              variant={intensity === one ? "filled" : "default"}
              aria-pressed={intensity === one}
              className="vigil-prompt"
              onClick={() => setIntensity(one)}
            >
              {entry.intensities[one]}
            </Button>
          ))}
        </Box>
      </Box>
      <Box role="group" aria-label={entry.valence}>
        <Text size="xs" c="dimmed" mb={4}>
          {entry.valence}
        </Text>
        <Box className="vigil-prompts" data-columns="4">
          {valences.map((one) => (
            <Button
              key={one}
              variant="light"
              className="vigil-prompt"
              disabled={intensity === undefined}
              onClick={() => note(one)}
            >
              {entry.valences[one]}
            </Button>
          ))}
        </Box>
      </Box>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={entry.noticedBy}
          value={noticedBy}
          onChange={(value) => setNoticedBy(value as typeof noticedBy)}
          data={noticed.map((value) => ({ value, label: entry.noticedBys[value] }))}
        />
        <TextInput
          flex={1}
          miw={160}
          aria-label={entry.describe}
          placeholder={entry.describe}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Group>
    </Stack>
  );
}
