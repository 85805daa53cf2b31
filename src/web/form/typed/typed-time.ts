import { empty, type Typed, typedValue, unreadable } from "./typed.ts";

const clock = /^(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/;

/** A time of day as people type it: `21:30`, `2130`, `930`, `9.30`, `9:30 pm`. */
export function readTime(text: string): Typed {
  const plain = text.trim().toLowerCase();
  if (plain === "") return empty;
  const spread = /^\d{3,4}$/.test(plain) ? `${plain.slice(0, -2)}:${plain.slice(-2)}` : plain;
  const found = clock.exec(spread);
  if (!found) return unreadable("not-a-time");
  const [, hours = "", minutes = "00", seconds, half] = found;
  const hour = half === undefined ? Number(hours) : hourOfHalf(Number(hours), half);
  if (hour === undefined || hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) {
    return unreadable("not-a-time");
  }
  const start = `${String(hour).padStart(2, "0")}:${minutes}`;
  return typedValue(seconds === undefined ? start : `${start}:${seconds}`);
}

/** 12 am is midnight, 12 pm is noon. */
function hourOfHalf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "p" ? 12 : 0);
}
