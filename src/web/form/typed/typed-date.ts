import { addDays, type CalendarDate, parsePartialDate } from "#kernel";
import { empty, type Typed, typedValue, unreadable } from "./typed.ts";

/**
 * A date as people type it: `2026-11-20`, `20261120`, `20.11.2026`, `20 Nov 2026`, `t` for today and `t-1` for the day
 * before. A month (`Nov 2026`, `2026-11`) or a year alone is read where the item allows it. `11/10/2026` is refused:
 * nobody can tell which is the month.
 */
export function readDate(text: string, today: string, isPartial: boolean): Typed {
  const plain = text.trim().toLowerCase();
  if (plain === "") return empty;
  const read = relativeDate(plain, today) ?? dateByParts(plain);
  if (read === "ambiguous") return unreadable("day-or-month-first");
  if (read === undefined || !parsePartialDate(read).ok || read < "1000") return unreadable("not-a-date");
  if (!isPartial && read.length < 10) return unreadable("not-a-full-date");
  return typedValue(read);
}

function relativeDate(text: string, today: string): string | undefined {
  const found = /^t\s*(?:([+-])\s*(\d{1,4}))?$/.exec(text);
  if (!found) return undefined;
  const days = Number(found[2] ?? 0) * (found[1] === "-" ? -1 : 1);
  return addDays(today as CalendarDate, days);
}

function dateByParts(text: string): string | "ambiguous" | undefined {
  if (/^\d{8}$/.test(text)) return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const parts = text.split(/[\s.,/-]+/).filter((part) => part !== "");
  if (parts.length > 3 || parts.some((part) => !/^(\d{1,4}|\p{Letter}+)$/u.test(part))) return undefined;
  const [first = "", second = "", third = ""] = parts;
  if (/^\d{4}$/.test(first)) return joined(first, second, third);
  if (parts.length === 2) return joined(second, first, "");
  if (parts.length !== 3 || !/^\d{4}$/.test(third)) return undefined;
  if (isWord(second)) return joined(third, second, first);
  if (isWord(first)) return joined(third, first, second);
  return dayAndMonth(third, first, second, text);
}

/** Two numbers before a year: with points the day is first, as everybody who writes points means it. */
function dayAndMonth(
  year: string,
  first: string,
  second: string,
  text: string,
): string | "ambiguous" | undefined {
  if (text.includes(".") || Number(first) > 12) return joined(year, second, first);
  if (Number(second) > 12) return joined(year, first, second);
  return first === second ? joined(year, second, first) : "ambiguous";
}

function joined(year: string, month: string, day: string): string | undefined {
  if (!/^\d{4}$/.test(year)) return undefined;
  if (month === "") return year;
  const number = isWord(month) ? monthNumber(month) : month;
  if (number === undefined) return undefined;
  const start = `${year}-${number.padStart(2, "0")}`;
  return day === "" ? start : `${start}-${day.padStart(2, "0")}`;
}

function isWord(part: string): boolean {
  return /^\p{Letter}/u.test(part);
}

/** `nov`, `november` → `11`; at least three letters, so that `ma` is neither March nor May. */
function monthNumber(word: string): string | undefined {
  if (word.length < 3) return undefined;
  const at = monthNames.findIndex((name) => name.startsWith(word));
  return at < 0 ? undefined : String(at + 1);
}

const monthNames = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" })
    .format(Date.UTC(2026, month, 1))
    .toLowerCase(),
);
