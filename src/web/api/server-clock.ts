const tolerance = 60_000;

let ahead = 0;

/** Compares the clock of this device with the moment at which the server answered. */
export function compareClocks(date: string | null, now: number = Date.now()): void {
  const answered = date === null ? Number.NaN : Date.parse(date);
  if (!Number.isNaN(answered)) ahead = now - answered;
}

/** Now, by this device's clock, or by the server's as far as it is known where this device's is more than a minute off. */
export function presentMoment(now: number = Date.now()): string {
  return new Date(Math.abs(ahead) > tolerance ? now - ahead : now).toISOString();
}
