import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { at, type Matrix, zeros } from "../linear/matrix.ts";
import { arrangements, countArrangements } from "./arrangements.ts";
import { analyze, type MetaAnalysis, metaAnalysis } from "./meta-analysis.ts";
import type { MetaAnalysisOptions } from "./meta-analysis-options.ts";
import type { StudyEffects } from "./study-effects.ts";
import { studyModel } from "./study-model.ts";

export type PermutationTest = {
  /** Of each coefficient, two-sided; of the intercept no more than a by-product where there are moderators. */
  readonly pValues: readonly number[];
  /** Of all moderators at once. */
  readonly omnibusPValue: number | null;
  /** How many arrangements the p-values rest on, the observed one among them. */
  readonly arrangements: number;
  readonly exact: boolean;
};

export type PermutationOptions = MetaAnalysisOptions & {
  readonly moderators?: Matrix;
  /** A source of uniform numbers between 0 and 1, for arrangements at random; without it all are gone through. */
  readonly random?: () => number;
  /** How many at random; 1000 where it is left out. */
  readonly iterations?: number;
};

const mostExact = 2_000_000;

/**
 * The permutation test of meta-analysis: signs of the effects are turned where there is only a mean, rows of the moderators are exchanged where there
 * are any, and the model is fitted anew each time. Exact over all distinct arrangements unless `random` is given; refuses more than two million of
 * them.
 *
 * Follmann and Proschan (1999), Valid inference in random effects meta-analysis, Biometrics 55:732; Higgins and Thompson (2004), Stat. Med. 23:1663.
 */
export function permutationTest(
  effects: StudyEffects,
  options: PermutationOptions = {},
): Result<PermutationTest, InvalidInput> {
  const observed = metaAnalysis(effects, options);
  if (!observed.ok) return observed;
  const { random, iterations = 1000, moderators } = options;
  if (!(Number.isSafeInteger(iterations) && iterations > 0))
    return failed(
      invalidInput({ path: "iterations", message: `expected a count above 0, got ${iterations}` }),
    );
  const hasModerators = moderators !== undefined && observed.value.model.basis !== undefined;
  const keys = hasModerators ? rowKeys(moderators) : undefined;
  const all = keys === undefined ? 2 ** effects.estimates.length : countArrangements(keys);
  if (random === undefined && all > mostExact) {
    const message = `expected a source of random numbers, as ${all} arrangements are too many to go through`;
    return failed(invalidInput({ path: "random", message }));
  }
  const source = hasModerators
    ? moderatorArrangements(observed.value, moderators, keys ?? [], random, iterations)
    : signArrangements(observed.value, random, iterations);
  return ok(counted(observed.value, source, random === undefined));
}

/** Shares of the arrangements as extreme as the observed one, up to rounding. */
function counted(observed: MetaAnalysis, source: Iterable<MetaAnalysis>, exact: boolean): PermutationTest {
  const near = 1 - 1e-8;
  const sizes = observed.coefficients.map(({ statistic }) => Math.abs(statistic ?? 0) * near);
  const whole = (observed.omnibus?.statistic ?? 0) * near;
  const beyond = sizes.map(() => 0);
  let [wholeBeyond, count] = [0, 0];
  const tally = ({ coefficients, omnibus }: MetaAnalysis): void => {
    coefficients.forEach(({ statistic }, index) => {
      if (Math.abs(statistic ?? 0) >= (sizes[index] as number)) beyond[index] = (beyond[index] as number) + 1;
    });
    if ((omnibus?.statistic ?? 0) >= whole) wholeBeyond += 1;
    count += 1;
  };
  // All arrangements hold the observed one; of those at random it is the first.
  if (!exact) tally(observed);
  for (const analysis of source) tally(analysis);
  return {
    pValues: beyond.map((more) => more / count),
    omnibusPValue: observed.omnibus === null ? null : wholeBeyond / count,
    arrangements: count,
    exact,
  };
}

function* signArrangements(
  { model, options }: MetaAnalysis,
  random: (() => number) | undefined,
  iterations: number,
): Iterable<MetaAnalysis> {
  const { y } = model;
  const count = random === undefined ? 2 ** y.length : iterations - 1;
  for (let arrangement = 0; arrangement < count; arrangement += 1) {
    const turned = y.map((value, study) =>
      (random === undefined ? Math.floor(arrangement / 2 ** study) % 2 === 1 : random() < 0.5)
        ? -value
        : value,
    );
    yield analyze({ ...model, y: turned }, options);
  }
}

function* moderatorArrangements(
  { model, options }: MetaAnalysis,
  x: Matrix,
  keys: readonly number[],
  random: (() => number) | undefined,
  iterations: number,
): Iterable<MetaAnalysis> {
  const effects = { estimates: model.y, variances: model.v };
  const orders = random === undefined ? arrangements(keys) : shuffles(x.rows, random, iterations - 1);
  for (const order of orders) {
    const turned = rowsInOrder(x, order);
    const next = studyModel(effects, turned);
    if (next.ok) yield analyze(next.value, options, turned);
  }
}

function rowsInOrder({ rows, columns, values }: Matrix, order: readonly number[]): Matrix {
  const turned = zeros(rows, columns);
  order.forEach((from, to) => {
    turned.values.set(values.subarray(from * columns, (from + 1) * columns), to * columns);
  });
  return turned;
}

/** For each row the first row that equals it. */
function rowKeys({ rows, columns, values }: Matrix): readonly number[] {
  const seen = new Map<string, number>();
  return Array.from({ length: rows }, (_, row) => {
    const text = values.subarray(row * columns, (row + 1) * columns).join(",");
    const first = seen.get(text) ?? row;
    seen.set(text, first);
    return first;
  });
}

function* shuffles(size: number, random: () => number, count: number): Iterable<readonly number[]> {
  for (let index = 0; index < count; index += 1) {
    const order = Array.from({ length: size }, (_, place) => place);
    for (let place = size - 1; place > 0; place -= 1) {
      const other = Math.floor(random() * (place + 1));
      [order[place], order[other]] = [at(order, other), at(order, place)];
    }
    yield order;
  }
}
