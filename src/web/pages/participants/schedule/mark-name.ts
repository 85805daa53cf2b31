import { formatDate } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { type Participant, useParticipant, type Visit } from "../participant-context.tsx";
import type { Mark } from "./schedule-layout.ts";
import { arrangedDay } from "./visit-course.ts";

type ScheduleTexts = ReturnType<typeof useMessages>["participants"]["schedule"];

/** A mark in words: what it is, what became of it, and each day that is known. */
export function useMarkName(): (mark: Pick<Mark, "visit" | "course">) => string {
  const { schedule } = useMessages().participants;
  const { zone } = useParticipant();
  return ({ visit, course }) =>
    [`${visit.name}: ${schedule.course[course].toLowerCase()}`, ...daysInWords(visit, zone, schedule)].join(
      ", ",
    );
}

function daysInWords(visit: Visit, zone: Participant["zone"], texts: ScheduleTexts): readonly string[] {
  const { target, earliest, latest, day, isFirm } = visit;
  const arranged = arrangedDay(visit, zone);
  return [
    ...(target === null ? [] : [texts.dueOn(formatDate(target))]),
    ...(earliest === null || latest === null
      ? []
      : [texts.windowOf(formatDate(earliest), formatDate(latest))]),
    ...(arranged === undefined ? [] : [texts.arrangedFor(formatDate(arranged))]),
    ...(day === null ? [] : [texts.heldOn(formatDate(day))]),
    ...(target !== null && !isFirm && day === null ? [texts.isProjected] : []),
  ];
}
