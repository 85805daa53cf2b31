import type { InputIssue } from "#kernel";
import { at } from "../linear/matrix.ts";

/** What curve the effect follows over the dose. Knots of a spline are doses, or a number of them at the usual quantiles. */
export type DoseShape =
  | { readonly kind: "linear" }
  | { readonly kind: "quadratic" }
  | { readonly kind: "spline"; readonly knots: number | readonly number[] };

/** The columns of a curve: what a dose is in each of them. */
export type DoseBasis = {
  readonly columns: readonly string[];
  readonly knots: readonly number[];
  readonly at: (dose: number) => readonly number[];
};

export function shapeIssues(shape: DoseShape): readonly InputIssue[] {
  if (shape.kind !== "spline") return [];
  const { knots } = shape;
  if (typeof knots === "number") {
    if (usualQuantiles[knots] !== undefined) return [];
    return [{ path: "shape.knots", message: `expected 3 to 7 knots or their doses, got ${knots}` }];
  }
  const ascending = knots.every(
    (knot, index) => Number.isFinite(knot) && (index === 0 || knot > at(knots, index - 1)),
  );
  if (knots.length >= 3 && ascending) return [];
  return [
    { path: "shape.knots", message: `expected three doses or more, ascending, got ${knots.join(", ")}` },
  ];
}

/** Harrell (2001), Regression Modeling Strategies, table 2.3. */
const usualQuantiles: Readonly<Record<number, readonly number[]>> = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
  6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95],
  7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975],
};

/** The columns of a shape; `doses` are all of the studies, for the quantiles. Undefined where these give the same knot twice. */
export function basisOf(shape: DoseShape, doses: readonly number[]): DoseBasis | undefined {
  if (shape.kind === "linear") return { columns: ["dose"], knots: [], at: (dose) => [dose] };
  if (shape.kind === "quadratic")
    return { columns: ["dose", "dose²"], knots: [], at: (dose) => [dose, dose * dose] };
  const knots =
    typeof shape.knots === "number"
      ? (usualQuantiles[shape.knots] ?? []).map((share) => quantileOf(doses, share))
      : shape.knots;
  if (knots.some((knot, index) => index > 0 && !(knot > at(knots, index - 1)))) return undefined;
  const columns = ["dose", ...knots.slice(2).map((_, index) => `dose${"′".repeat(index + 1)}`)];
  return { columns, knots, at: (dose) => [dose, ...cubicTerms(dose, knots)] };
}

/** R's quantiles of type 7. */
function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const below = at(sorted, low);
  return below + (place - low) * ((sorted[low + 1] ?? below) - below);
}

/** Cubic terms that are linear beyond the outer knots, over the square of their distance: Stone and Koo (1985). */
function cubicTerms(dose: number, knots: readonly number[]): readonly number[] {
  const [first, last, beforeLast] = [at(knots, 0), at(knots, knots.length - 1), at(knots, knots.length - 2)];
  const cube = (knot: number): number => Math.max(0, dose - knot) ** 3;
  return knots.slice(0, -2).map((knot) => {
    const share = (last - knot) / (last - beforeLast);
    const rest = (beforeLast - knot) / (last - beforeLast);
    return (cube(knot) - cube(beforeLast) * share + cube(last) * rest) / (last - first) ** 2;
  });
}
