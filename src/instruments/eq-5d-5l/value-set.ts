import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";

export const eq5dDimensions: readonly string[] = [
  "mobility",
  "selfCare",
  "usualActivities",
  "painDiscomfort",
  "anxietyDepression",
];

/**
 * A country's preferences as data of the caller; none is shipped.
 *
 * `additive`: the value of full health 11111 is `fullHealth`; of every other state `intercept` minus, for each
 * dimension in the order of the profile, its decrement for levels 2, 3, 4 and 5 (level 1 takes nothing).
 * `table`: the value of each of the 3125 profiles, for models with other terms.
 */
export type Eq5dValueSet = { readonly name: string; readonly citation: string } & (
  | {
      readonly kind: "additive";
      readonly fullHealth: number;
      readonly intercept: number;
      /** Five lists of four. */
      readonly decrements: readonly (readonly number[])[];
    }
  | { readonly kind: "table"; readonly values: Readonly<Record<string, number>> }
);

/**
 * The utility of a health profile ("21143"): 1 is full health, 0 as bad as being dead, negative worse than dead.
 * Invalid input where the profile or the value set is not complete.
 */
export function eq5dIndex(profile: string, valueSet: Eq5dValueSet): Result<number, InvalidInput> {
  if (!/^[1-5]{5}$/.test(profile)) {
    return failed(
      invalidInput({ path: "profile", message: `expected five levels of 1 to 5, got "${profile}"` }),
    );
  }
  return valueSet.kind === "table" ? tableIndex(profile, valueSet) : additiveIndex(profile, valueSet);
}

function tableIndex(
  profile: string,
  { name, values }: Extract<Eq5dValueSet, { readonly kind: "table" }>,
): Result<number, InvalidInput> {
  const value = Object.hasOwn(values, profile) ? values[profile] : undefined;
  if (isFiniteNumber(value)) return ok(value);
  const message = `the value set "${name}" has no number for this profile`;
  return failed(invalidInput({ path: `values.${profile}`, message }));
}

function additiveIndex(
  profile: string,
  valueSet: Extract<Eq5dValueSet, { readonly kind: "additive" }>,
): Result<number, InvalidInput> {
  const issues = additiveIssues(valueSet);
  if (issues.length > 0) return failed(invalidInput(...issues));
  if (profile === "11111") return ok(valueSet.fullHealth);
  const levels = Array.from(profile, Number);
  const taken = levels.map((level, index) =>
    level === 1 ? 0 : (valueSet.decrements[index]?.[level - 2] ?? 0),
  );
  return ok(taken.reduce((value, decrement) => value - decrement, valueSet.intercept));
}

/** Every number must be there, whichever the profile: a half-filled value set is found at its first use. */
function additiveIssues(
  valueSet: Extract<Eq5dValueSet, { readonly kind: "additive" }>,
): readonly InputIssue[] {
  const constants = (["fullHealth", "intercept"] as const)
    .filter((path) => !isFiniteNumber(valueSet[path]))
    .map((path) => ({ path, message: "expected a finite number" }));
  const decrements = eq5dDimensions.flatMap((dimension, index) => {
    const four = valueSet.decrements[index];
    if (four?.length === 4 && four.every(isFiniteNumber)) return [];
    return [
      {
        path: `decrements.${index}`,
        message: `expected four finite numbers for ${dimension}, levels 2 to 5`,
      },
    ];
  });
  return [...constants, ...decrements];
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
