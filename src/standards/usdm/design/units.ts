/** UCUM codes of the units that biomedical concepts commonly allow, by NCI's words for them. */
const ucum: ReadonlyMap<string, string> = new Map([
  ["beats per minute", "{beats}/min"],
  ["breaths per minute", "{breaths}/min"],
  ["centimeter", "cm"],
  ["day", "d"],
  ["degree celsius", "Cel"],
  ["degree fahrenheit", "[degF]"],
  ["gram", "g"],
  ["gram per deciliter", "g/dL"],
  ["gram per liter", "g/L"],
  ["hour", "h"],
  ["inch", "[in_i]"],
  ["kelvin", "K"],
  ["kilogram", "kg"],
  ["kilogram per square meter", "kg/m2"],
  ["meter", "m"],
  ["microgram per milliliter", "ug/mL"],
  ["micromole per liter", "umol/L"],
  ["milligram", "mg"],
  ["milligram per deciliter", "mg/dL"],
  ["milliliter", "mL"],
  ["millimeter of mercury", "mm[Hg]"],
  ["millimole per liter", "mmol/L"],
  ["millisecond", "ms"],
  ["minute", "min"],
  ["month", "mo"],
  ["percentage", "%"],
  ["pound", "[lb_av]"],
  ["second", "s"],
  ["unit per liter", "U/L"],
  ["week", "wk"],
  ["year", "a"],
]);

/** The UCUM code of a unit in words, where it is one of the common ones. */
export function ucumCode(words: string): string | undefined {
  return ucum.get(words.trim().toLowerCase());
}
