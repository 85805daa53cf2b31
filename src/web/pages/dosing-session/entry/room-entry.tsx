import { Alert, Box, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { presentAt } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";

/** Music, eyeshades, touch: what is done in the room. Taking back an agreement to touch is always here. */
export function RoomEntry(): ReactNode {
  const { plan } = useHeld();
  return (
    <Stack gap="md">
      <Surroundings />
      {plan.touchKinds.length > 0 ? <TouchEntry /> : null}
    </Stack>
  );
}

function Surroundings(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { session, enter } = useHeld();
  const music = session.music.at(-1)?.state ?? "off";
  const worn = session.eyeshades.at(-1)?.worn ?? false;
  return (
    <Group gap="lg">
      <Box>
        <Text size="xs" c="dimmed" mb={4}>
          {entry.music}
        </Text>
        <SegmentedControl
          aria-label={entry.music}
          value={music}
          onChange={(state) => enter("change-music", { state })}
          data={(["playing", "paused", "off"] as const).map((value) => ({
            value,
            label: entry.musicStates[value],
          }))}
        />
      </Box>
      <Box>
        <Text size="xs" c="dimmed" mb={4}>
          {entry.eyeshades}
        </Text>
        <SegmentedControl
          aria-label={entry.eyeshades}
          value={worn ? "on" : "off"}
          onChange={(value) => enter("change-eyeshades", { worn: value === "on" })}
          data={[
            { value: "on", label: entry.worn },
            { value: "off", label: entry.notWorn },
          ]}
        />
      </Box>
    </Group>
  );
}

function TouchEntry(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan, pack, session, enter } = useHeld();
  const now = useNow();
  const present = presentAt(session, now);
  const [by, setBy] = useState<string>();
  const [asked, setAsked] = useState<"participant" | "therapist">("participant");
  const [warned, setWarned] = useState<string>();
  const giver = present.find(({ user }) => user === by) ?? present[0];
  const isPermitted = (kind: string): boolean =>
    pack.touchPermitted.includes(kind) && !session.touchRevoked.includes(kind);
  const begin = (kind: string): void => {
    if (!giver) return;
    const isWarned = isPermitted(kind) || warned === kind;
    setWarned(isWarned ? undefined : kind);
    if (isWarned) enter("begin-touch", { kind, givenBy: giver.user, initiatedBy: asked });
  };
  const left = plan.touchKinds.filter(({ id }) => isPermitted(id)).map(({ id }) => id);
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end">
        <Choice
          label={entry.touchAsked}
          value={asked}
          onChange={(value) => setAsked(value as typeof asked)}
          data={(["participant", "therapist"] as const).map((value) => ({
            value,
            label: entry.initiatedBy[value],
          }))}
        />
        {present.length > 1 ? (
          <Choice
            label={entry.touchBy}
            value={giver?.user ?? ""}
            onChange={setBy}
            data={present.map(({ user, name }) => ({ value: user, label: name.split(" ").at(-1) ?? name }))}
          />
        ) : null}
        <Button
          color="red"
          variant="light"
          disabled={left.length === 0}
          onClick={() => enter("revoke-touch", { kinds: left })}
        >
          {entry.revokeAll}
        </Button>
      </Group>
      <Box className="vigil-prompts" data-columns="2">
        {plan.touchKinds.map((kind) => (
          <TouchKind
            key={kind.id}
            kind={kind}
            isPermitted={isPermitted(kind.id)}
            isPossible={giver !== undefined}
            onBegin={() => begin(kind.id)}
          />
        ))}
      </Box>
      {warned ? (
        <Alert color="red" variant="light" role="alert" p="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{entry.outsideWarning}</Text>
            <Button color="red.9" onClick={() => begin(warned)}>
              {entry.recordOutside}
            </Button>
          </Group>
        </Alert>
      ) : null}
    </Stack>
  );
}

/** A choice under its name. */
function Choice({
  label,
  ...choice
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly data: { readonly value: string; readonly label: string }[];
}): ReactNode {
  return (
    <Box>
      <Text size="xs" c="dimmed" mb={4}>
        {label}
      </Text>
      <SegmentedControl aria-label={label} {...choice} />
    </Box>
  );
}

/** One kind of touch: begun with a tap, ended with a tap, and marked where it was not agreed to. */
function TouchKind({
  kind: { id, label },
  isPermitted,
  isPossible,
  onBegin,
}: {
  readonly kind: { readonly id: string; readonly label: string };
  readonly isPermitted: boolean;
  readonly isPossible: boolean;
  readonly onBegin: () => void;
}): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { session, enter } = useHeld();
  const open = session.touches.find(({ kind, endedAt }) => kind === id && endedAt === null);
  if (open)
    return (
      <Button className="vigil-prompt" onClick={() => enter("end-touch", { touchId: open.touchId })}>
        {`${label} · ${entry.runningSince(timeOfDay(open.at))} · ${entry.endTouch}`}
      </Button>
    );
  const isRevoked = session.touchRevoked.includes(id);
  const word = isRevoked ? entry.revoked : isPermitted ? entry.permitted : entry.outsideAgreement;
  return (
    <Button
      variant="default"
      className="vigil-prompt"
      data-outside={!isPermitted || undefined}
      disabled={!isPossible}
      onClick={onBegin}
    >
      {`${label} · ${word}`}
    </Button>
  );
}
