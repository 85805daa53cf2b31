import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { counting, missingPeople, objectionsTo, presentAt } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { useSending } from "../use-sending.ts";

type Why = "relieved" | "break" | "session-over" | "emergency" | "other";

/** Who is in the room, since when, and whether they are enough. */
export function People(): ReactNode {
  const { room } = useMessages().dosingSession;
  const { facts, session, plan } = useHeld();
  const now = useNow();
  const [isEntering, setEntering] = useState(false);
  const [leaving, setLeaving] = useState<{ readonly user: string; readonly name: string }>();
  const present = presentAt(session, now);
  const missing = missingPeople(facts, now);
  const count = counting(facts, now).length;
  return (
    <Stack gap={6} component="section" aria-label={room.people} className="vigil-card">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h6">
          {room.people}
        </Title>
        <StatusBadge tone={missing.length === 0 ? "good" : "bad"}>
          {missing.length === 0 ? room.countOf(count) : room.missing(missing.join(", "))}
        </StatusBadge>
      </Group>
      {present.length === 0 ? (
        <Text size="sm" c="dimmed">
          {room.nobody}
        </Text>
      ) : null}
      {present.map(({ user, name, capacity, from }) => (
        <Group key={user} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" lh={1.25}>
            {name}
            <Text component="span" size="xs" c="dimmed" display="block">
              {`${plan.capacities.find(({ id }) => id === capacity)?.label ?? capacity} · ${room.since(timeOfDay(from))}`}
            </Text>
          </Text>
          {session.ended ? null : (
            <Button
              variant="subtle"
              aria-label={room.leaveOf(name)}
              onClick={() => setLeaving({ user, name })}
            >
              {room.leave}
            </Button>
          )}
        </Group>
      ))}
      {session.ended ? null : (
        <Button variant="default" onClick={() => setEntering(true)}>
          {room.enter}
        </Button>
      )}
      {isEntering ? <EnterDialog onClose={() => setEntering(false)} /> : null}
      {leaving ? <LeaveDialog {...leaving} onClose={() => setLeaving(undefined)} /> : null}
    </Stack>
  );
}

function EnterDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { room } = useMessages().dosingSession;
  const { pack, plan, session } = useHeld();
  const now = useNow();
  const present = presentAt(session, now);
  const away = pack.team.filter(
    ({ user, capacities }) => Object.keys(capacities).length > 0 && !present.some((one) => one.user === user),
  );
  const [user, setUser] = useState(away[0]?.user ?? "");
  const possible = Object.keys(away.find((one) => one.user === user)?.capacities ?? {});
  const [picked, setPicked] = useState("");
  const [relieves, setRelieves] = useState("");
  const capacity = possible.includes(picked) ? picked : (possible[0] ?? "");
  const sending = useSending();
  const against = objectionsTo(pack, user, capacity) ?? [];
  const enter = async (): Promise<void> => {
    const data = { user, capacity, ...(relieves === "" ? {} : { relieves }) };
    if (await sending.send("enter-session", data)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={room.enterTitle}
      action={room.enter}
      isReady={user !== "" && capacity !== ""}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={enter}
    >
      <NativeSelect
        label={room.person}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        data={away.map((one) => ({ value: one.user, label: one.name }))}
        data-autofocus
      />
      <NativeSelect
        label={room.capacity}
        value={capacity}
        onChange={(event) => setPicked(event.currentTarget.value)}
        data={possible.map((id) => ({
          value: id,
          label: plan.capacities.find((one) => one.id === id)?.label ?? id,
        }))}
      />
      {present.length > 0 ? (
        <NativeSelect
          label={room.relieves}
          value={relieves}
          onChange={(event) => setRelieves(event.currentTarget.value)}
          data={[
            { value: "", label: room.relievesNobody },
            ...present.map((one) => ({ value: one.user, label: one.name })),
          ]}
        />
      ) : null}
      <Text size="sm" {...(against.length > 0 ? { className: "vigil-attention", fw: 600 } : { c: "dimmed" })}>
        {against.length > 0
          ? room.against(away.find((one) => one.user === user)?.name ?? "", against.join(", "))
          : room.nothingAgainst}
      </Text>
    </ActionDialog>
  );
}

function LeaveDialog({
  user,
  name,
  onClose,
}: {
  readonly user: string;
  readonly name: string;
  readonly onClose: () => void;
}): ReactNode {
  const { room } = useMessages().dosingSession;
  const [why, setWhy] = useState<Why>("break");
  const sending = useSending();
  const leave = async (): Promise<void> => {
    if (await sending.send("leave-session", { user, why })) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={room.leaveTitle(name)}
      action={room.leave}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={leave}
    >
      <NativeSelect
        label={room.whyLeave}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value as Why)}
        data={(Object.keys(room.whyLeaves) as readonly Why[]).map((value) => ({
          value,
          label: room.whyLeaves[value],
        }))}
        data-autofocus
      />
    </ActionDialog>
  );
}

/** Which physician can be here, how soon, at which number. */
export function Physician(): ReactNode {
  const { room } = useMessages().dosingSession;
  const { session } = useHeld();
  const [isOpen, setOpen] = useState(false);
  const { physician } = session;
  return (
    <Stack gap={6} component="section" aria-label={room.physician} className="vigil-card">
      <Title order={2} size="h6">
        {room.physician}
      </Title>
      <Text size="sm" {...(physician ? {} : { c: "dimmed" })}>
        {physician
          ? room.physicianOf(physician.name, physician.minutes, physician.telephone)
          : room.noPhysician}
      </Text>
      <Button variant="default" onClick={() => setOpen(true)}>
        {room.confirmPhysician}
      </Button>
      {isOpen ? <PhysicianDialog onClose={() => setOpen(false)} /> : null}
    </Stack>
  );
}

function PhysicianDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { room } = useMessages().dosingSession;
  const { pack } = useHeld();
  const physicians = pack.team.filter(({ isPhysician }) => isPhysician);
  const [user, setUser] = useState(physicians[0]?.user ?? "");
  const [minutes, setMinutes] = useState("");
  const [telephone, setTelephone] = useState(
    pack.contacts.find(({ id }) => id === "physician")?.telephone ?? "",
  );
  const sending = useSending();
  const confirm = async (): Promise<void> => {
    const data = { user, minutes: Number(minutes), telephone: telephone.trim() };
    if (await sending.send("confirm-physician-reach", data)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={room.physician}
      {...(physicians.length === 0 ? { lead: room.noPhysicians } : {})}
      action={room.confirmPhysician}
      isReady={user !== "" && /^\d+$/.test(minutes) && telephone.trim().length > 2}
      isSending={sending.isSending}
      problem={sending.problem}
      onSubmit={confirm}
    >
      <NativeSelect
        label={room.person}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        data={physicians.map((one) => ({ value: one.user, label: one.name }))}
        data-autofocus
      />
      <TextInput
        label={room.physicianMinutes}
        inputMode="numeric"
        value={minutes}
        onChange={(event) => setMinutes(event.currentTarget.value)}
      />
      <TextInput
        label={room.physicianTelephone}
        inputMode="tel"
        value={telephone}
        onChange={(event) => setTelephone(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
