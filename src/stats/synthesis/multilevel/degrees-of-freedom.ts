import { at } from "../../linear/matrix.ts";
import type { BlockedOutcomes } from "./generalized-least-squares.ts";

/**
 * Degrees of freedom by containment: a moderator that varies between groups of a random effect only has as many as there are groups beyond
 * coefficients, of the effect with the fewest groups; any other as many as there are outcomes beyond coefficients.
 */
export function containmentDegrees({ design, terms }: BlockedOutcomes): readonly number[] {
  return Array.from({ length: design.columns }, (_, column) => {
    const groups = terms
      .filter((term) =>
        isConstantWithin(term.groups, (row) => at(design.values, row * design.columns + column)),
      )
      .map((term) => new Set(term.groups).size);
    return Math.min(design.rows, ...groups) - design.columns;
  });
}

function isConstantWithin(groups: readonly number[], value: (row: number) => number): boolean {
  const first = new Map<number, number>();
  return groups.every((group, row) => {
    const seen = first.get(group);
    if (seen === undefined) first.set(group, value(row));
    return seen === undefined || seen === value(row);
  });
}
