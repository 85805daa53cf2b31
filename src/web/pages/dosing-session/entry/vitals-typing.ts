/** A measure as the number pad needs it. */
export type PadMeasure = {
  readonly id: string;
  readonly decimals: number;
  readonly minimum: number;
  readonly maximum: number;
};

/** What is typed so far: the digits of each measure, and at which of them the thumb is. */
export type Typing = { readonly at: number; readonly digits: Readonly<Record<string, string>> };

export const nothingTyped: Typing = { at: 0, digits: {} };

/** The number that the digits are: their decimals are the last ones, so that no point is typed (372 is 37.2). */
export function numberTyped({ decimals }: PadMeasure, digits: string | undefined): number | undefined {
  if (!digits) return undefined;
  // A temperature of two digits is whole degrees.
  const isWhole = decimals > 0 && digits.length <= 2;
  return isWhole ? Number(digits) : Number(digits) / 10 ** decimals;
}

export function isPossible(measure: PadMeasure, value: number): boolean {
  return value >= measure.minimum && value <= measure.maximum;
}

/** One more digit. Where no further one could be possible, the next measure has its turn. */
export function withDigit(typing: Typing, measures: readonly PadMeasure[], digit: string): Typing {
  const measure = measures[typing.at];
  if (!measure) return typing;
  const before = typing.digits[measure.id] ?? "";
  if (before === "" && digit === "0") return typing;
  const own = isFull(measure, before) ? digit : before + digit;
  const digits = { ...typing.digits, [measure.id]: own };
  const value = numberTyped(measure, own);
  const isDone = isFull(measure, own) && value !== undefined && isPossible(measure, value);
  return { at: isDone ? nextOpen(measures, digits, typing.at) : typing.at, digits };
}

/** Takes the last digit away, or goes back to the measure before. */
export function erased({ at, digits }: Typing, measures: readonly PadMeasure[]): Typing {
  const measure = measures[at];
  const own = measure ? (digits[measure.id] ?? "") : "";
  if (measure && own !== "") return { at, digits: { ...digits, [measure.id]: own.slice(0, -1) } };
  return { at: Math.max(0, at - 1), digits };
}

/** The value of the measurement before, taken over by a tap of its own: nothing is ever recorded that nobody entered. */
export function withSame(typing: Typing, measures: readonly PadMeasure[], value: number): Typing {
  const measure = measures[typing.at];
  if (!measure) return typing;
  const own = value.toFixed(measure.decimals).replace(".", "");
  const digits = { ...typing.digits, [measure.id]: own };
  return { at: nextOpen(measures, digits, typing.at), digits };
}

/** What is entered and possible, by measure. */
export function valuesIn(
  { digits }: Typing,
  measures: readonly PadMeasure[],
): Readonly<Record<string, number>> {
  const given = measures.flatMap((measure): readonly (readonly [string, number])[] => {
    const value = numberTyped(measure, digits[measure.id]);
    return value === undefined || !isPossible(measure, value) ? [] : [[measure.id, value]];
  });
  return Object.fromEntries(given);
}

/** Whether a further digit would lead beyond what is possible. */
function isFull({ decimals, maximum }: PadMeasure, digits: string): boolean {
  return digits !== "" && Number(`${digits}0`) / 10 ** decimals > maximum;
}

function nextOpen(measures: readonly PadMeasure[], digits: Typing["digits"], at: number): number {
  const order = measures.map((_, index) => (at + 1 + index) % measures.length);
  return order.find((index) => !digits[measures[index]?.id ?? ""]) ?? Math.min(at + 1, measures.length - 1);
}
