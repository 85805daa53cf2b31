import { Box } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { memo, type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { ConsoleView } from "../console/console-view.tsx";
import { EmergencyCard } from "../emergency/emergency-card.tsx";
import { useAlarm } from "../emergency/use-alarm.ts";
import { DischargeView } from "../ending/discharge-view.tsx";
import { GateView } from "../gate/gate-view.tsx";
import { useHeld } from "../held-session.tsx";
import { NightView } from "../night/night-view.tsx";
import { PaperSheet } from "../paper/paper-sheet.tsx";
import { RecordView } from "../record/record-view.tsx";
import { LockedRoom } from "./locked-room.tsx";
import { presentView, type RoomView, roomViews, viewsOf } from "./phase.ts";
import { RoomHeader } from "./room-header.tsx";
import { useRoomLight } from "./room-light.ts";
import { RoomNotes } from "./room-notes.tsx";
import { useLock } from "./use-lock.ts";

const bodies: Readonly<Record<RoomView, () => ReactNode>> = {
  gate: GateView,
  console: ConsoleView,
  discharge: DischargeView,
  night: NightView,
  record: RecordView,
  paper: PaperSheet,
};

/** The whole screen in the session room: head, what is due, and the part that is open. Drawn anew when the session changes. */
export const Room = memo((): ReactNode => {
  const { shell } = useMessages();
  const { overview } = useStudy();
  const { facts, session, pack, isPartial } = useHeld();
  const [view, setView] = useRoomView();
  const isNight = session.ended?.ending === "overnight" && !session.releasedAt;
  const light = useRoomLight(session.status === "dosed" || isNight);
  const lock = useLock(pack.plan.locksAfter);
  const [isEmergency, setEmergency] = useState(false);
  useAlarm();
  const Body = bodies[view];
  return (
    <Box className="vigil-room" data-view={view} data-locked={lock.isLocked || undefined}>
      {overview.study.isDemonstration ? (
        <Box role="note" className="vigil-room-ribbon">
          {shell.demonstration}
        </Box>
      ) : null}
      <RoomHeader
        view={view}
        views={lock.isLocked ? [] : viewsOf(facts, isPartial)}
        onView={setView}
        light={light}
        onLock={lock.lock}
        isLocked={lock.isLocked}
        onEmergency={() => setEmergency(true)}
      />
      <RoomNotes />
      <Box className="vigil-room-body">{lock.isLocked ? <LockedRoom onOpen={lock.open} /> : <Body />}</Box>
      <EmergencyCard opened={isEmergency} onClose={() => setEmergency(false)} />
    </Box>
  );
});

/** The part that the address names, or the one where the session is. */
function useRoomView(): readonly [RoomView, (view: RoomView) => void] {
  const { facts, isPartial } = useHeld();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const named = roomViews.find((one) => one === hash.replace("#", ""));
  const isThere = named !== undefined && viewsOf(facts, isPartial).includes(named);
  const view = isThere ? named : presentView(facts, isPartial);
  return [view, (next) => void navigate({ to: ".", hash: next, replace: true })];
}
