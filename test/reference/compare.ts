import type { InvalidInput, Result } from "#kernel";
import type { Estimate } from "#stats";

/** A number passes where it is within `abs + rel · |reference|`. */
export type Tolerance = { readonly abs: number; readonly rel: number };

const usualTolerance: Tolerance = { abs: 1e-10, rel: 1e-8 };

export function found<Value>(result: Result<Value, InvalidInput>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Estimate, standard error and both limits; NaN where there is none. */
export function numbersOf({ estimate, standardError, interval }: Estimate): readonly number[] {
  return [estimate, standardError, interval?.lower, interval?.upper].map((value) => value ?? Number.NaN);
}

/** The places where the numbers and their references are too far apart. */
export function disagreement(
  numbers: readonly number[],
  references: readonly number[],
  { abs, rel }: Tolerance = usualTolerance,
): readonly string[] {
  if (numbers.length !== references.length) return [`${numbers.length} numbers for ${references.length}`];
  return numbers.flatMap((value, index) => {
    const reference = references[index] ?? Number.NaN;
    const within = Math.abs(value - reference) <= abs + rel * Math.abs(reference);
    return within ? [] : [`${index}: ${value} is not ${reference}`];
  });
}
