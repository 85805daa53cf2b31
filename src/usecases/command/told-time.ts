import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { ClockOffset, DeviceClock } from "#ledger";

/** By how many milliseconds a clock may be off, or a command be under way, without a word about it. */
const tolerance = 60_000;

/** When a command says that it happened, as far as the server's clock lets it. */
export type ToldTime = {
  /** What was claimed; put right where it lies ahead of the server's clock. Absent where nothing was claimed. */
  readonly occurredAt?: Instant;
  /** What the device's clock said, where that was more than a minute off or ahead, or the device has measured by how much it is off. */
  readonly deviceClock?: DeviceClock;
  /** What was claimed, where it lies ahead and no clock that is off explains it. */
  readonly stillToCome?: Instant;
};

/** What a command says of its moment: when it happened, when it was sent, and what the device had last measured of its clock. */
type Claimed = {
  readonly occurredAt?: Instant;
  readonly sentAt?: Instant;
  readonly clock?: ClockOffset;
};

/**
 * The server's clock is the authority; a device's may be wrong, and nothing is lost for it. What is claimed stands, unless it lies
 * ahead of the server's clock: then it is put right by as much as the device's clock was off when it sent the command, and is never
 * later than the moment at which the server took it. The claim is kept beside it (21 CFR 11.10(e)).
 */
export function toldTime({ occurredAt: claimed, sentAt, clock: measured }: Claimed, now: Instant): ToldTime {
  const aheadBy = sentAt === undefined ? (measured?.aheadBy ?? 0) : millisecondsBetween(now, sentAt);
  const isOff = Math.abs(aheadBy) > tolerance;
  const isAhead = claimed !== undefined && millisecondsBetween(now, claimed) > tolerance;
  // Where the moment of receipt takes the place of a claim, what was measured can only put right the claim itself.
  const isCut = measured !== undefined && claimed !== undefined && claimed >= now;
  const deviceClock = {
    ...(isAhead || isCut ? { claimed } : {}),
    ...(isOff ? { aheadBy } : {}),
    ...(measured ? { measured } : {}),
  };
  const kept = isOff || isAhead || measured ? { deviceClock } : {};
  if (claimed === undefined) return kept;
  const right = isAhead && isOff ? putRight(claimed, aheadBy) : claimed;
  const isStillToCome = millisecondsBetween(now, right) > tolerance;
  return {
    ...kept,
    occurredAt: right > now ? now : right,
    ...(isStillToCome ? { stillToCome: claimed } : {}),
  };
}

/** A clock that would have to stand before 1970 explains nothing. */
function putRight(claimed: Instant, aheadBy: number): Instant {
  const milliseconds = millisecondsOf(claimed) - aheadBy;
  return milliseconds > 0 ? instantOf(milliseconds) : claimed;
}

function millisecondsBetween(from: Instant, to: Instant): number {
  return millisecondsOf(to) - millisecondsOf(from);
}
