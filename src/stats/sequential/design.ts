import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf } from "../distributions/normal.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type DesignOptions, designIssues, type EfficacyRule, timesOf } from "./design-options.ts";
import { efficacyMonitoring, type Futility, type Plan } from "./efficacy.ts";
import { betaSpending, nullSpending } from "./futility.ts";
import { exits, type LookBounds, type Monitoring, monitorAt } from "./monitoring.ts";
import { pampallonaTsiatis } from "./pampallona-tsiatis.ts";
import { optimumDelta } from "./wang-tsiatis-optimum.ts";

/** The bounds of a group-sequential trial; data throughout, so that it can be kept and sent. */
export type GroupSequentialDesign = {
  readonly method: string;
  /** The information of each look as a share of the planned maximum. */
  readonly informationRates: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  readonly sides: 1 | 2;
  readonly powerOfBothSides: boolean;
  /** Z at or above which (in two-sided designs |Z|) a look stops for efficacy; null where it does not. */
  readonly criticalValues: readonly (number | null)[];
  /** The one-sided levels of these. */
  readonly stageLevels: readonly number[];
  /** The probability of rejecting under no effect until each look. */
  readonly alphaSpent: readonly number[];
  /** Z at or below which (in two-sided designs |Z|) a look stops for futility; null where it does not. */
  readonly futilityBounds: readonly (number | null)[];
  readonly bindingFutility: boolean;
  /** The probability of accepting until each look under the planned effect, where the bounds were made to spend beta. */
  readonly betaSpent: readonly number[] | null;
  /** The delta of a design of Wang and Tsiatis. */
  readonly delta: number | null;
  readonly warnings: readonly StatisticalWarning[];
};

type Bounds = {
  readonly monitoring: Monitoring;
  readonly spent?: readonly number[];
  readonly delta?: number;
  readonly binding: boolean;
};

/**
 * The bounds of a group-sequential design, exact to about 1e-14: the recursion of Armitage, McPherson and Rowe (1969), J. R. Stat.
 * Soc. A 132:235, by Gauss–Legendre quadrature. The looks' statistics are taken as jointly normal with the correlation √(t₁ / t₂)
 * (Jennison and Turnbull 1999, Group Sequential Methods, ch. 3).
 *
 * Refuses looks whose information does not rise, error probabilities outside their range, spending that falls or
 * exceeds its total, and bounds that no trial can keep (Haybittle–Peto bounds that spend more than alpha).
 */
export function groupSequentialDesign(options: DesignOptions): Result<GroupSequentialDesign, InvalidInput> {
  const issues = designIssues(options);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { alpha = 0.025, beta = 0.2, sides = 1 } = options;
  const plan = { times: timesOf(options.looks), alpha, beta, sides };
  const bounds = boundsFor(plan, options);
  if (bounds === undefined) {
    const message =
      "expected rules that some bounds can keep, got rules that leave no bound for the last look";
    return failed(invalidInput({ path: "efficacy", message }));
  }
  return ok(described(plan, options, bounds));
}

function boundsFor(plan: Plan, { efficacy, futility }: DesignOptions): Bounds | undefined {
  if (efficacy.kind === "pampallona-tsiatis") {
    const found = pampallonaTsiatis(plan, efficacy);
    return found && { ...found, binding: efficacy.binding ?? true };
  }
  if (efficacy.kind === "wang-tsiatis-optimum") {
    const delta = optimumDelta(plan, efficacy);
    const monitoring = efficacyMonitoring(plan, { kind: "wang-tsiatis", delta });
    return monitoring && { monitoring, delta, binding: false };
  }
  const delta = efficacy.kind === "wang-tsiatis" ? { delta: efficacy.delta } : {};
  const binding = futility?.binding ?? false;
  if (futility?.kind === "beta-spending" && plan.times.length > 1) {
    const found = betaSpending(plan, efficacy, futility);
    return found && { ...found, ...delta, binding };
  }
  if (futility?.kind === "null-spending") {
    const monitoring = nullSpending(plan, efficacy, futility);
    return monitoring && { monitoring, ...delta, binding };
  }
  const given = futility?.kind === "bounds" ? futility.bounds : [];
  const stops: readonly Futility[] = given.map((bound) => (bound === null ? {} : { lower: bound }));
  const monitoring = efficacyMonitoring(plan, efficacy, binding ? stops : []);
  if (monitoring === undefined) return undefined;
  const looks = monitoring.looks.map((look, index) => ({ ...look, ...stops[index] }));
  return { monitoring: given.length === 0 ? monitoring : { ...monitoring, looks }, ...delta, binding };
}

function described(plan: Plan, options: DesignOptions, bounds: Bounds): GroupSequentialDesign {
  const { looks } = bounds.monitoring;
  const last = looks.length - 1;
  const futilityBounds = looks
    .slice(0, last)
    .map(({ lower, inner }) => finite(plan.sides === 1 ? lower : (inner ?? Number.NEGATIVE_INFINITY)));
  const level = bounds.binding ? bounds.monitoring : monitorAt(plan.times, withoutFutility(plan, looks));
  return {
    method: nameOf(options.efficacy),
    informationRates: plan.times,
    alpha: plan.alpha,
    beta: plan.beta,
    sides: plan.sides,
    powerOfBothSides: options.powerOfBothSides ?? false,
    criticalValues: looks.map(({ upper }) => finite(upper)),
    stageLevels: looks.map(({ upper }) => normalCdf(-upper)),
    alphaSpent: cumulative(exits(level, 0).above.map((share) => plan.sides * share)),
    futilityBounds,
    bindingFutility: bounds.binding,
    betaSpent: bounds.spent ?? null,
    delta: bounds.delta ?? null,
    warnings: designWarnings(looks),
  };
}

function withoutFutility(plan: Plan, looks: readonly LookBounds[]): readonly LookBounds[] {
  return looks.map(({ upper }) => ({ upper, lower: plan.sides === 2 ? -upper : Number.NEGATIVE_INFINITY }));
}

function designWarnings(looks: readonly LookBounds[]): readonly StatisticalWarning[] {
  const crossed = looks.slice(0, -1).some(({ lower, inner = lower, upper }) => inner >= upper);
  if (!crossed) return [];
  return [warning("not-estimable", "The bounds for futility and efficacy meet before the last look.")];
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function cumulative(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

const names: { readonly [Kind in EfficacyRule["kind"]]: string } = {
  "obrien-fleming": "O'Brien and Fleming 1979",
  pocock: "Pocock 1977",
  "wang-tsiatis": "Wang and Tsiatis 1987",
  "wang-tsiatis-optimum": "Wang and Tsiatis 1987, optimum",
  "haybittle-peto": "Haybittle 1971, Peto 1976",
  spending: "Lan and DeMets 1983",
  "pampallona-tsiatis": "Pampallona and Tsiatis 1994",
  "none-early": "no early rejection",
};

function nameOf(rule: EfficacyRule): string {
  return names[rule.kind];
}
