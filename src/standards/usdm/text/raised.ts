const raisedDigits = new Map(
  [..."0123456789+-=()ni"].map((plain, index) => [plain, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"][index]]),
);
const loweredDigits = new Map(
  [..."0123456789+-=()"].map((plain, index) => [plain, [..."₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"][index]]),
);

/** `2` of cm² as `²`; what has no raised sign after a caret, so that 10 to the 9 never reads 109. */
export function raised(text: string): string {
  return inSigns(text, raisedDigits) ?? `^${text}`;
}

/** `12` of B₁₂ as `₁₂`; what has no lowered sign as it is (Cmax). */
export function lowered(text: string): string {
  return inSigns(text, loweredDigits) ?? text;
}

function inSigns(text: string, signs: ReadonlyMap<string, string | undefined>): string | undefined {
  const written = [...text].map((character) => signs.get(character));
  return written.includes(undefined) ? undefined : written.join("");
}
