import type { Parameter } from "../model/parameter.ts";
import type { Duration } from "../model/primitives.ts";

/** A span of time by what the calendar may stretch (months), what it may not (days), and the clock. Signed. */
export type TimeSpan = { readonly months: number; readonly days: number; readonly minutes: number };

const isoDuration =
  /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** The span that a duration of the design stands for; undefined where its parameter holds no number. */
export function timeSpanOf(
  parameters: ReadonlyMap<string, Parameter>,
  duration: Duration,
): TimeSpan | undefined {
  if (typeof duration === "string") return isoSpan(duration);
  const amount = parameters.get(duration.parameter)?.value;
  if (typeof amount !== "number" || !Number.isFinite(amount)) return undefined;
  switch (duration.unit) {
    case "years":
      return { months: amount * 12, days: 0, minutes: 0 };
    case "months":
      return { months: amount, days: 0, minutes: 0 };
    case "weeks":
      return { months: 0, days: amount * 7, minutes: 0 };
    case "days":
      return { months: 0, days: amount, minutes: 0 };
    case "hours":
      return { months: 0, days: 0, minutes: amount * 60 };
    case "minutes":
      return { months: 0, days: 0, minutes: amount };
  }
}

/** The span the other way. */
export function reversed({ months, days, minutes }: TimeSpan): TimeSpan {
  return { months: 0 - months, days: 0 - days, minutes: 0 - minutes };
}

function isoSpan(text: string): TimeSpan | undefined {
  const match = isoDuration.exec(text);
  if (!match) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => Number(part ?? 0));
  const span = {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    minutes: (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60,
  };
  return match[1] === "-" ? reversed(span) : span;
}
