import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { findRoot } from "../numerics/root.ts";
import { continuing, productLevel, rejecting, type Shares } from "./product-walk.ts";

/**
 * How the bounds on the product of the stages' p-values are set.
 *
 * - `equal-alpha`: every stage by itself has the same level.
 * - `full-alpha`: the last has the level alpha by itself (non-stochastic curtailment): without binding futility a
 *   trial rejects early once no later p-value could prevent it; with it the stages before share a level.
 * - `no-interaction`: each bound is the next one over the p-value that stops for futility there, so that no stage can
 *   fail to reject what a later would; needs binding futility.
 * - `user`: the probability of rejecting until each stage.
 */
export type FisherMethod =
  | { readonly kind: "equal-alpha" | "full-alpha" | "no-interaction" }
  | { readonly kind: "user"; readonly cumulative: readonly number[] };

export type FisherOptions = {
  /** The planned information of each stage as a share of all, or the number of equal stages, up to 10. */
  readonly stages: number | readonly number[];
  readonly method: FisherMethod;
  /** 0.025 unless given. */
  readonly alpha?: number;
  /** The p-value above which each stage but the last stops for futility. */
  readonly futilityPValues?: readonly number[];
  readonly bindingFutility?: boolean;
};

/** The bounds of a design that combines the stages' p-values as p₁ · p₂^w₂ · … . */
export type FisherDesign = {
  readonly informationRates: readonly number[];
  readonly alpha: number;
  readonly method: FisherMethod["kind"];
  /** The product at or below which each stage rejects. */
  readonly criticalValues: readonly number[];
  readonly stageLevels: readonly number[];
  readonly alphaSpent: readonly number[];
  /** The exponents of the second and later p-values. */
  readonly weights: readonly number[];
  readonly futilityPValues: readonly number[];
  readonly bindingFutility: boolean;
};

/**
 * Fisher's product test in stages.
 *
 * Bauer and Köhne (1994), Evaluation of experiments with adaptive interim analyses, Biometrics 50:1029; Wassmer (1999), Biometrics 55:696.
 */
export function fisherDesign(options: FisherOptions): Result<FisherDesign, InvalidInput> {
  const plan = planOf(options);
  const issues = fisherIssues(options, plan);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const criticalValues = boundsFor(plan, options.method);
  if (criticalValues === undefined) {
    const message = "expected a rule that some bounds can keep, got one that none can";
    return failed(invalidInput({ path: "method", message }));
  }
  const { rates, alpha, weights, futility, binding } = plan;
  return ok({
    informationRates: rates,
    alpha,
    method: options.method.kind,
    criticalValues,
    stageLevels: criticalValues.map((bound, stage) => productLevel(weights.slice(0, stage + 1), bound)),
    alphaSpent: cumulative(spending(plan, criticalValues)),
    weights: weights.slice(1),
    futilityPValues: futility,
    bindingFutility: binding,
  });
}

type Plan = {
  readonly rates: readonly number[];
  readonly alpha: number;
  /** Of all stages, the first of which counts 1. */
  readonly weights: readonly number[];
  readonly futility: readonly number[];
  readonly binding: boolean;
  /** What alpha counts on. */
  readonly ends: readonly number[];
};

function planOf({ stages, alpha = 0.025, futilityPValues, bindingFutility = false }: FisherOptions): Plan {
  const count =
    typeof stages === "number" ? Math.max(0, Math.min(100, Math.floor(stages) || 0)) : stages.length;
  const rates =
    typeof stages === "number" ? Array.from({ length: count }, (_, k) => (k + 1) / count) : stages;
  const [first = 1] = rates;
  const weights = rates.map((rate, k) => (k === 0 ? 1 : Math.sqrt((rate - (rates[k - 1] ?? 0)) / first)));
  const futility = futilityPValues ?? Array.from({ length: Math.max(0, count - 1) }, () => 1);
  const ends = bindingFutility ? futility : futility.map(() => 1);
  return { rates, alpha, weights, futility, binding: bindingFutility, ends };
}

function boundsFor(plan: Plan, method: FisherMethod): readonly number[] | undefined {
  const { weights, alpha, ends } = plan;
  const last = weights.length - 1;
  const full = boundAt(weights, alpha);
  if (last === 0) return [full];
  if (method.kind === "user") return userBounds(plan, method.cumulative);
  if (method.kind === "equal-alpha") {
    return solve(plan, (level) => weights.map((_, k) => boundAt(weights.slice(0, k + 1), level)));
  }
  if (method.kind === "full-alpha") {
    if (ends.every((end) => end === 1)) return weights.map(() => full);
    return solve(plan, (level) =>
      weights.map((_, k) => (k === last ? full : boundAt(weights.slice(0, k + 1), level))),
    );
  }
  const bounds = weights.map(() => full);
  for (let k = last - 1; k > 0; k -= 1)
    bounds[k] = (bounds[k + 1] ?? full) / (ends[k] ?? 1) ** (weights[k + 1] ?? 1);
  return solve(plan, (first) => [first, ...bounds.slice(1)]);
}

/** The bounds, of a family in a level, that spend alpha. */
function solve(plan: Plan, boundsOf: (level: number) => readonly number[]): readonly number[] | undefined {
  const excess = (level: number): number =>
    spending(plan, boundsOf(level)).reduce((sum, share) => sum + share, 0) - plan.alpha;
  const root = findRoot(excess, { low: plan.alpha * 1e-9, high: plan.alpha }, { tolerance: 1e-17 });
  return root && boundsOf(root.root);
}

function userBounds(plan: Plan, amounts: readonly number[]): readonly number[] | undefined {
  const bounds: number[] = [];
  let walk = continuing(undefined, plan.weights[0] ?? 1, 1, 1);
  for (let k = 0; k < amounts.length; k += 1) {
    const due = (amounts[k] ?? 0) - (amounts[k - 1] ?? 0);
    const weight = plan.weights[k] ?? 1;
    const before: Shares | undefined = k === 0 ? undefined : walk;
    const root = findRoot(
      (bound) => rejecting(before, weight, bound) - due,
      { low: 1e-300, high: 1 },
      { tolerance: 1e-18 },
    );
    if (root === undefined) return undefined;
    bounds.push(root.root);
    walk = continuing(before, weight, root.root, plan.ends[k] ?? 1);
  }
  return bounds;
}

/** The product that has a level by itself. */
function boundAt(weights: readonly number[], level: number): number {
  const log = findRoot((x) => Math.log(productLevel(weights, Math.exp(x)) / level), {
    low: Math.log(level) - 40,
    high: 0,
  });
  return Math.exp(log?.root ?? 0);
}

function spending({ weights, ends }: Plan, bounds: readonly number[]): readonly number[] {
  let walk: Shares | undefined;
  return weights.map((weight, k) => {
    const bound = bounds[k] ?? 0;
    const share = rejecting(walk, weight, bound);
    if (k < weights.length - 1) walk = continuing(walk, weight, bound, ends[k] ?? 1);
    return share;
  });
}

function fisherIssues(options: FisherOptions, { rates, alpha, futility }: Plan): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  const rising = rates.every((rate, k) => rate > (rates[k - 1] ?? 0) && rate <= 1);
  if (rates.length < 1 || rates.length > 10 || !rising) {
    issues.push({
      path: "stages",
      message: `expected up to 10 rising shares of the information, got ${rates.join(", ")}`,
    });
  }
  if (!(alpha > 0 && alpha < 0.5))
    issues.push({ path: "alpha", message: `expected above 0 and below 0.5, got ${alpha}` });
  if (futility.length !== rates.length - 1 || !futility.every((p) => p > alpha && p <= 1)) {
    issues.push({
      path: "futilityPValues",
      message: `expected ${rates.length - 1} p-values above alpha, got ${futility.join(", ")}`,
    });
  }
  const { method } = options;
  if (
    method.kind === "no-interaction" &&
    (options.bindingFutility !== true || rates.length < 3 || futility.every((p) => p === 1))
  ) {
    issues.push({
      path: "method",
      message: "expected binding futility and three stages for no-interaction, got less",
    });
  }
  if (method.kind !== "user") return issues;
  const amounts = method.cumulative;
  const sound =
    amounts.length === rates.length &&
    amounts.every((x, k) => x > (amounts[k - 1] ?? 0) && x <= alpha * (1 + 1e-12));
  if (!sound)
    issues.push({
      path: "method.cumulative",
      message: `expected ${rates.length} rising amounts up to alpha, got ${amounts.join(", ")}`,
    });
  return issues;
}

function cumulative(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
