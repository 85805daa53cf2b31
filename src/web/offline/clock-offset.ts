import type { ClockOffset } from "./queued-command.ts";

/** One comparison of the clocks: when it was asked and answered by this one, and what the server's said in between. */
export type Comparison = { readonly askedAt: number; readonly server: number; readonly answeredAt: number };

type Measured = ClockOffset & { readonly at: number };

/** A quartz runs off by no more than this: a tenth of a millisecond in a second. */
const drift = 1e-4;

/** By how much this clock is ahead, with half of the way there and back as its uncertainty (NTP, RFC 5905 §8). */
export function compare({ askedAt, server, answeredAt }: Comparison): Measured {
  return {
    aheadBy: Math.round((askedAt + answeredAt) / 2 - server),
    uncertainty: Math.max(1, Math.ceil(Math.abs(answeredAt - askedAt) / 2)),
    at: answeredAt,
  };
}

/** The best that is known now: every comparison grows less certain with its age. Undefined: the clocks were never compared. */
export function offsetNow(comparisons: readonly Measured[], now: number): ClockOffset | undefined {
  const aged = comparisons.map(({ aheadBy, uncertainty, at }) => ({
    aheadBy,
    uncertainty: Math.ceil(uncertainty + drift * Math.abs(now - at)),
  }));
  return aged.sort((a, b) => a.uncertainty - b.uncertainty)[0];
}
