import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Action } from "#trial";
import type { Answer } from "../../../api/call.ts";
import { useAnswer } from "../../../api/use-answer.ts";
import { Answered } from "../../../components/answered.tsx";
import { formatDate, formatMoment, Moment } from "../../../components/moment.tsx";
import { ProblemNote } from "../../../components/problem-note.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { toneOfKit } from "../../kits/kit-data.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { type KitAct, KitDialog } from "./kit-dialogs.tsx";
import { LevelDialog, WithdrawDialog } from "./session-dialogs.tsx";

export type SessionKits = Answer<"GET /api/studies/:studyId/participants/:participantId/kits">;
export type Session = SessionKits["sessions"][number];
export type SessionKit = Session["kits"][number];

/** The kits of each dosing session of the participant, from the level that is decided to what comes back. */
export function KitsTab(): ReactNode {
  const { participant: say } = useMessages().kits;
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const query = useAnswer("GET /api/studies/:studyId/participants/:participantId/kits", {
    params: { studyId, participantId },
  });
  return (
    <Answered query={query}>
      {({ sessions, siteId }) => (
        <Stack>
          <Text size="sm" c="dimmed">
            {sessions.length === 0 ? say.none : say.lead}
          </Text>
          {sessions.map((session) => (
            <SessionCard key={session.visitId} session={session} siteId={siteId} />
          ))}
        </Stack>
      )}
    </Answered>
  );
}

function SessionCard({ session, siteId }: { readonly session: Session; readonly siteId: string }): ReactNode {
  const { participant: say } = useMessages().kits;
  const [opened, setOpened] = useState<"level" | "withdraw">();
  const [kitAct, setKitAct] = useState<{ readonly act: KitAct; readonly kit: SessionKit }>();
  const assign = useParticipantCommand("assign-kits");
  const { mayAt } = useStudy();
  const may = (action: Action): boolean => mayAt(action, siteId);
  const inHand = session.kits.filter(({ isHere }) => isHere);
  const isAsked = inHand.length > 0 || session.awaited.length > 0;
  const mayDecide = session.isOpen && session.levels.length > 1 && !isAsked && may("decide-dose-level");
  const mayAssign = session.isOpen && session.level !== null && !isAsked && may("assign-kits");
  const mayWithdraw =
    (inHand.some(({ state }) => state === "assigned") || session.awaited.length > 0) && may("withdraw-kits");
  return (
    <Card withBorder padding="md">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Stack gap={2}>
            <Title order={2} size="h5">
              {session.visit}
            </Title>
            <Text size="sm" c="dimmed" component="div">
              {session.plannedFor ? <Moment at={session.plannedFor} /> : say.notPlanned}
            </Text>
          </Stack>
          <Group gap="xs">
            {mayDecide ? (
              <Button variant={session.level ? "light" : "filled"} onClick={() => setOpened("level")}>
                {say.decide}
              </Button>
            ) : null}
            {mayAssign ? (
              <Button
                loading={assign.isSending}
                onClick={() => void assign.send({ data: { visitId: session.visitId } })}
              >
                {say.assign}
              </Button>
            ) : null}
            {mayWithdraw ? (
              <Button variant="subtle" onClick={() => setOpened("withdraw")}>
                {say.withdraw}
              </Button>
            ) : null}
          </Group>
        </Group>
        <LevelLine session={session} />
        <ProblemNote problem={assign.problem} />
        {session.awaited.length > 0 ? <StatusBadge tone="attention">{say.awaited}</StatusBadge> : null}
        {session.kits.length === 0 && session.awaited.length === 0 ? (
          <Text size="sm">{say.noKits}</Text>
        ) : null}
        {session.kits.map((kit) => (
          <KitLine
            key={kit.code}
            kit={kit}
            isOpen={session.isOpen}
            siteId={siteId}
            onAct={(act) => setKitAct({ act, kit })}
          />
        ))}
        {opened === "level" ? <LevelDialog session={session} onClose={() => setOpened(undefined)} /> : null}
        {opened === "withdraw" ? (
          <WithdrawDialog session={session} onClose={() => setOpened(undefined)} />
        ) : null}
        {kitAct ? (
          <KitDialog
            act={kitAct.act}
            kit={kitAct.kit}
            visitId={session.visitId}
            onClose={() => setKitAct(undefined)}
          />
        ) : null}
      </Stack>
    </Card>
  );
}

function LevelLine({ session: { level, levels, decided } }: { readonly session: Session }): ReactNode {
  const { participant: say } = useMessages().kits;
  if (level === null) return <StatusBadge tone="attention">{say.levelOpen}</StatusBadge>;
  const label = levels.find((one) => one.level === level)?.label ?? level;
  const because = decided && say.reasons[decided.because as keyof typeof say.reasons];
  return (
    <Text size="sm">
      {say.level(label)}
      {decided
        ? `, ${say.levelBy(decided.printedName, formatMoment(decided.at), because ?? decided.because)}`
        : ""}
    </Text>
  );
}

type KitLineProps = {
  readonly kit: SessionKit;
  readonly isOpen: boolean;
  readonly siteId: string;
  readonly onAct: (act: KitAct) => void;
};

function KitLine({ kit, isOpen, siteId, onAct }: KitLineProps): ReactNode {
  const { participant: say } = useMessages().kits;
  const { mayAt } = useStudy();
  const kind = useWord("kitKind");
  const state = useWord("kitState");
  const comesBack = ["dispensed", "spoiled", "withdrawn"].includes(kit.state);
  const acts: readonly (readonly [KitAct, string, boolean])[] = [
    ["dispense", say.dispense, isOpen && kit.state === "assigned" && mayAt("dispense-kit", siteId)],
    ["return", say.take, comesBack && mayAt("return-kit", siteId)],
    ["replace", say.replace, isOpen && kit.isHere && mayAt("replace-kit", siteId)],
  ];
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <Text ff="monospace">{kit.code}</Text>
        <Text size="sm">{kind(kit.kind)}</Text>
        <StatusBadge tone={toneOfKit(kit.state)}>{state(kit.state)}</StatusBadge>
        {kit.expiresOn ? (
          <Text size="xs" c="dimmed">
            {say.expires(formatDate(kit.expiresOn))}
          </Text>
        ) : null}
      </Group>
      <Group gap="xs">
        {acts
          .filter(([, , isOffered]) => isOffered)
          .map(([act, label]) => (
            <Button
              key={act}
              variant={act === "replace" ? "subtle" : "light"}
              aria-label={say.actOn(label, kit.code)}
              onClick={() => onAct(act)}
            >
              {label}
            </Button>
          ))}
      </Group>
    </Group>
  );
}
