import { type Instant, millisecondsOf } from "#kernel";
import type { Dose, SessionState } from "./state.ts";

/** Minutes from one moment to another, parts of a minute included. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (millisecondsOf(to) - millisecondsOf(from)) / 60_000;
}

export function firstDose({ doses }: SessionState, kind: Dose["kind"]): Dose | undefined {
  return doses.find((dose) => dose.kind === kind);
}

/** Minutes since the initial dose; undefined before it. */
export function minutesSinceDose(session: SessionState, at: Instant): number | undefined {
  const dose = firstDose(session, "initial") ?? session.doses[0];
  return dose && minutesBetween(dose.at, at);
}

/** From the first dose to the end nothing is agreed to anew, and two people are in the room. */
export function isUnderInfluence({ status }: SessionState): boolean {
  return status === "dosed";
}
