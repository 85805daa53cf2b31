import { type Instant, millisecondsOf } from "#kernel";

/** A recording that is to be reviewed: from when on the days count, and when it was reviewed first; null: not yet. */
export type Awaited = { readonly from: Instant; readonly reviewedAt: Instant | null };

/** How long recordings wait for their review. */
export type ReviewLatency = {
  readonly required: number;
  readonly reviewed: number;
  /** Reviewed, or waiting for longer than they may: those of which it is known whether they were in time. */
  readonly known: number;
  readonly inTime: number;
  /** Of those that were reviewed; null where none was. */
  readonly medianDays: number | null;
};

const day = 86_400_000;

/** Days from the session, or from what made a review necessary later, to its first review. */
export function daysWaited({ from, reviewedAt }: Awaited, now: Instant): number {
  return Math.max(0, millisecondsOf(reviewedAt ?? now) - millisecondsOf(from)) / day;
}

/** @param within days in which a review is in time */
export function reviewLatency(all: readonly Awaited[], within: number, now: Instant): ReviewLatency {
  const reviewed = all.filter(({ reviewedAt }) => reviewedAt !== null);
  const late = all.filter((one) => one.reviewedAt === null && daysWaited(one, now) > within);
  const days = reviewed.map((one) => daysWaited(one, now)).sort((a, b) => a - b);
  return {
    required: all.length,
    reviewed: reviewed.length,
    known: reviewed.length + late.length,
    inTime: days.filter((waited) => waited <= within).length,
    medianDays: medianOf(days),
  };
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = Math.floor(sorted.length / 2);
  const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}
