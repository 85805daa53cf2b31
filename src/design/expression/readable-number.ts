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

/** A number with its unit as people write it. UCUM annotations such as `{score}` are words for people already and are left out. */
export function withUnit(number: string, unit: string | undefined): string {
  if (!unit || unit.startsWith("{")) return number;
  const readable = readableUnits.get(unit) ?? unit;
  if (readable === "") return number;
  return readable === "%" ? `${number}%` : `${number} ${readable}`;
}
