import { firstDose, minutesBetween, type SessionState } from "#trial";

/** A span of minutes from the dose, and of values, and how large they are drawn. */
export type Frame = {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly height: number;
};

const margin = { start: 34, end: 10, top: 8, bottom: 18 } as const;

export function xOf({ from, to, width }: Frame, minute: number): number {
  return margin.start + ((minute - from) / (to - from)) * (width - margin.start - margin.end);
}

export function yOf({ low, high, height }: Frame, value: number): number {
  return height - margin.bottom - ((value - low) / (high - low)) * (height - margin.top - margin.bottom);
}

export function pathOf(
  frame: Frame,
  points: readonly { readonly minute: number; readonly value: number }[],
): string {
  return points
    .map(
      ({ minute, value }, index) =>
        `${index === 0 ? "M" : "L"}${round(xOf(frame, minute))} ${round(yOf(frame, value))}`,
    )
    .join("");
}

/** From the first value or an hour before the dose, to now or eight hours after it. */
export function spanOf(session: SessionState, now: string): { readonly from: number; readonly to: number } {
  const zero = zeroOf(session, now);
  const minute = (at: string): number => minutesBetween(zero as never, at as never);
  const first = session.vitals[0]?.at ?? now;
  const end = session.ended?.at ?? now;
  const hours = Math.max(2, Math.ceil((minute(end) + 20) / 60));
  return { from: Math.max(-180, Math.min(-30, minute(first) - 10)), to: hours * 60 };
}

/** The moment from which minutes are counted: the first dose, before it the beginning of the session. */
export function zeroOf(session: SessionState, now: string): string {
  return firstDose(session, "initial")?.at ?? session.doses[0]?.at ?? now;
}

/** As many marks as can be read at a glance. */
const mostMarks = 13;

/** Whole hours in the span, in minutes: where the axis is marked. Of a session that was left open for days, only some of them. */
export function hoursIn({ from, to }: { readonly from: number; readonly to: number }): readonly number[] {
  const step = 60 * Math.max(1, Math.ceil((to - from) / 60 / mostMarks));
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
