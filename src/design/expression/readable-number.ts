const readableUnits: ReadonlyMap<string, string> = new Map([
  ["mm[Hg]", "mmHg"],
  ["Cel", "°C"],
  ["/min", "per minute"],
  ["a", "years"],
  ["mo", "months"],
  ["wk", "weeks"],
  ["d", "days"],
  ["h", "hours"],
  ["min", "minutes"],
  ["[lb_av]", "lb"],
  ["kg/m2", "kg/m²"],
  ["umol/L", "µmol/L"],
  ["10*9/L", "× 10⁹/L"],
  ["10*12/L", "× 10¹²/L"],
  ["1", ""],
]);

const spans: ReadonlySet<string> = new Set([
  "years",
  "months",
  "weeks",
  "days",
  "hours",
  "minutes",
  "seconds",
]);

/** A unit of time in the number that the amount asks for: 1 hour, 2 hours. A unit that is no word stays as it is. */
export function agreeing(amount: string, unit: string): string {
  return spans.has(unit) && /^[-−]?1$/.test(amount) ? unit.slice(0, -1) : unit;
}

/** A number with its unit as people write it. UCUM annotations such as `{score}` are words for people already and are left out. */
export function withUnit(number: string, unit: string | undefined): string {
  if (!unit || unit.startsWith("{")) return number;
  const readable = readableUnits.get(unit) ?? unit;
  if (readable === "") return number;
  return readable === "%" ? `${number}%` : `${number} ${agreeing(number, readable)}`;
}
