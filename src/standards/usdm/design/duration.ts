const amount = "(\\d+(?:[.,]\\d+)?)";
const pattern = new RegExp(
  `^(-?)P(?=.)(?:${amount}Y)?(?:${amount}M)?(?:${amount}W)?(?:${amount}D)?` +
    `(?:T(?=.)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
);

/** How many of the next unit make up one; where that varies or there is none, a fraction has no whole number. */
const inNextUnit = [12, undefined, 7, 24, 60, 60, undefined] as const;

/** A duration, its sign apart, as ISO 8601 writes it in whole numbers. */
export type ReadDuration = { readonly isNegative: boolean; readonly text: string };

/**
 * Reads a duration of ISO 8601. Undefined for what is no duration, and for a fraction that is no whole
 * number of smaller units, as half a month.
 *
 * @example readDuration("-P1.5W") // => { isNegative: true, text: "P1W3DT12H" }
 */
export function readDuration(source: string): ReadDuration | undefined {
  const match = pattern.exec(source.trim());
  if (!match) return undefined;
  const [whole, sign, ...written] = match;
  const isNegative = sign === "-";
  if (!/[.,]/.test(whole)) return { isNegative, text: whole.replace("-", "") };
  const amounts = wholeAmounts(written.map((text) => Number((text ?? "0").replace(",", "."))));
  return amounts && { isNegative, text: textOf(amounts) };
}

function wholeAmounts(amounts: readonly number[]): readonly number[] | undefined {
  const wholes: number[] = [];
  let carried = 0;
  for (const [index, each] of amounts.entries()) {
    const total = withoutNoise(each + carried);
    const inNext = inNextUnit[index];
    const rest = total - Math.floor(total);
    if (rest > 0 && inNext === undefined) return undefined;
    carried = withoutNoise(rest * (inNext ?? 0));
    wholes.push(Math.floor(total));
  }
  return wholes;
}

/** Binary fractions do not hold 0.1: 2.4000000000000004 hours are 2.4. */
function withoutNoise(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

function textOf(amounts: readonly number[]): string {
  const written = amounts.map((each, index) => (each === 0 ? "" : `${each}${"YMWDHMS"[index]}`));
  const [date, time] = [written.slice(0, 4).join(""), written.slice(4).join("")];
  return date === "" && time === "" ? "PT0S" : `P${date}${time === "" ? "" : `T${time}`}`;
}
