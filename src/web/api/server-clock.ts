const tolerance = 60_000;

let ahead = 0;

/** Compares the clock of this device with the moment at which the server answered. */
export function compareClocks(date: string | null, now: number = Date.now()): void {
  const answered = date === null ? Number.NaN : Date.parse(date);
  if (!Number.isNaN(answered)) ahead = now - answered;
}

/** By how much the device's clock was ahead when it was last compared, kept from before the page was loaded. */
export function recallAhead(milliseconds: number): void {
  ahead = milliseconds;
}

/** By how many milliseconds `presentMoment` puts this device's clock right. */
export function correction(): number {
  return Math.abs(ahead) > tolerance ? ahead : 0;
}

/** Now, by this device's clock, or by the server's as far as it is known where this device's is more than a minute off. */
export function presentMoment(now: number = Date.now()): string {
  return new Date(now - correction()).toISOString();
}
