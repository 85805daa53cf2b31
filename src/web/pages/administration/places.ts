const languageNames = new Intl.DisplayNames(["en"], { type: "language" });
const regionNames = new Intl.DisplayNames(["en"], { type: "region" });

export type Choice = { readonly value: string; readonly label: string };

// Languages in which trials are commonly run; a site with another one is opened by the command line.
const languageCodes =
  "ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh".split(
    " ",
  );
// Regions that are no country with an ethics committee of its own.
const noCountries = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** `es` in words: Spanish. */
export function languageName(code: string): string {
  return languageNames.of(code) ?? code;
}

/** `US` in words: United States. */
export function countryName(code: string): string {
  return regionNames.of(code) ?? code;
}

export function languageChoices(): readonly Choice[] {
  return byLabel(languageCodes.map((value) => ({ value, label: languageName(value) })));
}

/** Every country that this browser has a name for. */
export function countryChoices(): readonly Choice[] {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  return byLabel(
    codes
      .filter((code) => !noCountries.has(code) && countryName(code) !== code)
      .map((value) => ({ value, label: countryName(value) })),
  );
}

export function zoneChoices(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}

function byLabel(choices: readonly Choice[]): readonly Choice[] {
  return [...choices].sort((a, b) => a.label.localeCompare(b.label));
}

/** Today where this device is, as `2026-11-20`. */
export function today(): string {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${now.getFullYear()}-${month}-${day}`;
}
