import { useEffect, useState } from "react";

/** How long an interview has run, without its pauses. */
export type ClockState = {
  readonly ranMilliseconds: number;
  /** When it was last set going, in milliseconds since 1970; null while it stands still. */
  readonly since: number | null;
};

const still: ClockState = { ranMilliseconds: 0, since: null };

export function startedClock(clock: ClockState, now: number): ClockState {
  return clock.since === null ? { ...clock, since: now } : clock;
}

export function stoppedClock({ ranMilliseconds, since }: ClockState, now: number): ClockState {
  return { ranMilliseconds: ranMilliseconds + (since === null ? 0 : Math.max(0, now - since)), since: null };
}

/** `1:02:03`, `12:05` */
export function clockText({ ranMilliseconds, since }: ClockState, now: number): string {
  const seconds = Math.floor((ranMilliseconds + (since === null ? 0 : Math.max(0, now - since))) / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

export type InterviewClock = {
  readonly text: string;
  readonly isRunning: boolean;
  readonly hasRun: boolean;
  readonly start: () => void;
  readonly stop: () => void;
};

/** The clock of an interview on this device; it goes on where it was when the page is opened again. */
export function useInterviewClock(handle: string): InterviewClock {
  const key = `vigil-interview-clock ${handle}`;
  const [clock, setClock] = useState<ClockState>(() => readClock(key));
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(clock));
    if (clock.since === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [key, clock]);
  return {
    text: clockText(clock, now),
    isRunning: clock.since !== null,
    hasRun: clock.since !== null || clock.ranMilliseconds > 0,
    start: () => {
      setNow(Date.now());
      setClock((before) => startedClock(before, Date.now()));
    },
    stop: () => setClock((before) => stoppedClock(before, Date.now())),
  };
}

function readClock(key: string): ClockState {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<ClockState> | null;
    return kept && typeof kept.ranMilliseconds === "number" ? { ...still, ...kept } : still;
  } catch {
    return still;
  }
}
