import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { ClockOffset, LedgerEvent } from "./event.ts";

/** When something happened by the server's clock, as well as that can be told: so many milliseconds either way. */
export type CorrectedMoment = { readonly at: Instant; readonly uncertainty: number };

type Told = Pick<LedgerEvent, "occurredAt" | "recordedAt" | "deviceClock" | "source">;

/** A clock of which nothing is known but that the server did not object to it. */
const unmeasured = 60_000;

/**
 * The claimed moment, put right by what the device had measured of its clock. What the server has stamped itself is certain; what a
 * device claims without having measured may be a minute off, for which the server says nothing; nothing is later than its receipt.
 */
export function correctedMoment({ occurredAt, recordedAt, deviceClock, source }: Told): CorrectedMoment {
  if (occurredAt === recordedAt && !deviceClock?.claimed) return { at: occurredAt, uncertainty: 0 };
  const claimed = deviceClock?.claimed ?? occurredAt;
  const measured = deviceClock?.measured ?? offsetAtSending(deviceClock?.aheadBy);
  const uncertainty = measured?.uncertainty ?? (source.kind === "system" ? 0 : unmeasured);
  const milliseconds = millisecondsOf(claimed) - (measured?.aheadBy ?? 0);
  const at = instantOf(Math.min(milliseconds, millisecondsOf(recordedAt)));
  return { at, uncertainty };
}

/** How a server saw the clock as the command came in: the way that it took is in it. */
function offsetAtSending(aheadBy: number | undefined): ClockOffset | undefined {
  return aheadBy === undefined ? undefined : { aheadBy, uncertainty: unmeasured };
}

/** Which of two came first; `undecided` where their uncertainties overlap, and no order may be claimed. */
export function orderOf(a: CorrectedMoment, b: CorrectedMoment): "before" | "after" | "undecided" {
  const between = millisecondsOf(b.at) - millisecondsOf(a.at);
  if (Math.abs(between) <= a.uncertainty + b.uncertainty) return "undecided";
  return between > 0 ? "before" : "after";
}
