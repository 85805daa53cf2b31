import { type Instant, localTime, type ZoneId } from "#kernel";
import { instantsOf } from "./local-instant.ts";
import { empty, type Typed, typedValue, unreadable } from "./typed.ts";
import { readDate } from "./typed-date.ts";
import { readTime } from "./typed-time.ts";

/** A moment as it is typed: a day, a time, and in the hour that comes twice, which of the two. */
export type DateTimeText = {
  readonly date: string;
  readonly time: string;
  readonly fold: "" | "first" | "second";
};

const separator = "|";

/** The three fields in one text, as a draft keeps it. */
export function joinDateTime({ date, time, fold }: DateTimeText): string {
  return [date, time, fold].join(separator);
}

export function splitDateTime(text: string): DateTimeText {
  const [date = "", time = "", fold = ""] = text.split(separator);
  return { date, time, fold: fold === "first" || fold === "second" ? fold : "" };
}

/** Reads the day and the time as the clocks of the zone showed them. */
export function readDateTime(text: string, today: string, zone: ZoneId): Typed {
  const { date, time, fold } = splitDateTime(text);
  const [day, clock] = [readDate(date, today, false), readTime(time)];
  if (day.kind === "empty" && clock.kind === "empty") return empty;
  if (day.kind === "unreadable") return day;
  if (clock.kind === "unreadable") return clock;
  if (day.kind === "empty" || clock.kind === "empty") return unreadable("date-and-time");
  const moments = instantsOf(String(day.value), String(clock.value), zone);
  const [first, second] = moments;
  if (first === undefined) return unreadable("hour-skipped");
  if (second === undefined) return typedValue(first);
  if (fold === "") return unreadable("hour-twice");
  return typedValue(fold === "first" ? first : second);
}

/** A moment as the fields show it. */
export function dateTimeText(at: Instant, zone: ZoneId): string {
  const { date, time } = localTime({ at, zone });
  const seconds = at.slice(17, 19);
  const clock = seconds === "00" ? time : `${time}:${seconds}`;
  const moments = instantsOf(date, clock, zone);
  const fold = moments.length < 2 ? "" : moments[0]?.slice(0, 19) === at.slice(0, 19) ? "first" : "second";
  return joinDateTime({ date, time: clock, fold });
}
