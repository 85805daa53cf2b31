import { type Instant, localTime, type ZoneId } from "#kernel";

/** Minutes as they stand on a clock: 2:05, −0:15. */
export function clockOf(minutes: number): string {
  const whole = Math.floor(Math.abs(minutes));
  const sign = minutes < 0 && whole > 0 ? "−" : "";
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The time of day of a moment, on this device: 14:32. */
export function timeOfDay(at: string): string {
  return localTime({ at: at as Instant, zone: deviceZone() }).time;
}

/** The seconds of a running minute, two digits. */
export function secondsOf(minutes: number): string {
  const seconds = Math.floor(Math.abs(minutes) * 60) % 60;
  return String(seconds).padStart(2, "0");
}

let zone: ZoneId | undefined;

/** Asked for once: the browser takes its time to answer, and a page shows hundreds of times. */
function deviceZone(): ZoneId {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone as ZoneId;
  return zone;
}

/** UCUM as people write it: mm[Hg] is mmHg, Cel is °C. */
export function unitOf(unit: string): string {
  return unit.replace("[Hg]", "Hg").replace(/^Cel$/, "°C");
}
