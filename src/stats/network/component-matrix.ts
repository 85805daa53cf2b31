import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Matrix, zeros } from "../linear/matrix.ts";
import { byName } from "./network-of-contrasts.ts";

export type ComponentOptions = {
  /** What stands between the components of a treatment; `+` where it is left out. */
  readonly separator?: string;
  /** A component without an effect of its own, as placebo. */
  readonly inactive?: string;
  /** Sets of components whose joint effect is more, or less, than the sum of theirs. */
  readonly interactions?: readonly (readonly string[])[];
};

/** Which components and interactions each treatment has: treatments × components, of 0 and 1. */
export type ComponentMatrix = { readonly components: readonly string[]; readonly matrix: Matrix };

/** Reads the components of treatments from their names. Refuses an inactive component or an interaction of components that no treatment has. */
export function componentMatrix(
  treatments: readonly string[],
  { separator = "+", inactive, interactions = [] }: ComponentOptions = {},
): Result<ComponentMatrix, InvalidInput> {
  const parts = treatments.map((name) => new Set(name.split(separator).map((part) => part.trim())));
  const all = [...new Set(parts.flatMap((part) => [...part]))].sort(byName);
  const issues = [inactive === undefined ? [] : [inactive], ...interactions].flatMap((names, index) =>
    names
      .filter((name) => !all.includes(name))
      .map((name) => ({
        path: index === 0 ? "inactive" : `interactions.${index - 1}`,
        message: `expected a component of a treatment (${all.join(", ")}), got ${name}`,
      })),
  );
  if (issues.length > 0) return failed(invalidInput(...issues));
  const active = all.filter((name) => name !== inactive);
  const columns = [...active.map((name) => [name]), ...interactions];
  const matrix = zeros(treatments.length, columns.length);
  parts.forEach((part, row) => {
    columns.forEach((names, column) => {
      if (names.every((name) => part.has(name))) matrix.values[row * columns.length + column] = 1;
    });
  });
  return ok({ components: columns.map((names) => names.join("*")), matrix });
}
