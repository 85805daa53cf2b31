import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { armIssues, eventIssue, meanIssue, rateIssue } from "./arm-issues.ts";
import { armsByStudy, type EventArm, type MeanArm, type RateArm } from "./arms.ts";
import { type Contrast, forEachPair } from "./network.ts";

export type EventContrast = "OR" | "RR" | "RD" | "ASD";
export type MeanContrast = "MD" | "SMD" | "ROM";
export type RateContrast = "IRR" | "IRD";

export type ZeroCellOptions = {
  /** Added to the events and to the others of every arm of a study where some arm has none of either; 0.5 where it is left out. */
  readonly increment?: number;
  /** Whether studies without any event, or with nothing but events, count in ratios; they are left out and named where it is not given. */
  readonly eventless?: "left out" | "kept";
};

export type ContrastsOfArms = {
  readonly contrasts: readonly Contrast[];
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * All contrasts of studies whose arms count events: log odds ratios, log risk ratios, risk differences, or differences of arcsines. All arms
 * of a study get the increment if one needs it, so that its contrasts add up.
 */
export function contrastsOfEvents(
  arms: readonly EventArm[],
  measure: EventContrast,
  { increment = 0.5, eventless = "left out" }: ZeroCellOptions = {},
): Result<ContrastsOfArms, InvalidInput> {
  const issues = armIssues(arms, eventIssue);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const without: string[] = [];
  const contrasts = [...armsByStudy(arms)].flatMap(([study, own]) => {
    if (eventless === "left out" && tellsNothing(own, measure)) {
      without.push(study);
      return [];
    }
    return contrastsOfStudy(own, eventValue(own, measure, increment));
  });
  return ok({ contrasts, warnings: leftOut(without) });
}

function tellsNothing(arms: readonly EventArm[], measure: EventContrast): boolean {
  if (measure === "RD" || measure === "ASD") return false;
  return arms.every(({ events }) => events === 0) || arms.every(({ events, n }) => events === n);
}

function leftOut(studies: readonly string[]): readonly StatisticalWarning[] {
  if (studies.length === 0) return [];
  return [warning("left-out", `Without events, or with nothing but events: ${studies.join(", ")}.`)];
}

/** What an arm is on the scale of the measure, and its variance. */
type ArmValue = { readonly value: number; readonly variance: number };

function eventValue(
  arms: readonly EventArm[],
  measure: EventContrast,
  increment: number,
): (arm: EventArm) => ArmValue {
  const add = arms.some(({ events, n }) => events === 0 || events === n) ? increment : 0;
  return ({ events, n }) => {
    const [yes, no, all] = [events + add, n - events + add, n + 2 * add];
    if (measure === "OR") return { value: Math.log(yes / no), variance: 1 / yes + 1 / no };
    if (measure === "RR") return { value: Math.log(yes / all), variance: no / (yes * all) };
    if (measure === "RD") return { value: events / n, variance: (yes * no) / all ** 3 };
    return { value: Math.asin(Math.sqrt(events / n)), variance: 1 / (4 * n) };
  };
}

/**
 * All contrasts of studies whose arms have means: differences, log ratios, or differences over the standard deviation pooled over all arms of
 * the study, whose variances then fit together: Crippa and Orsini (2016), Dose-response meta-analysis of differences in means, BMC Med. Res.
 * Methodol. 16:91, equations 4 and 5.
 */
export function contrastsOfMeans(
  arms: readonly MeanArm[],
  measure: MeanContrast,
): Result<ContrastsOfArms, InvalidInput> {
  const issues = armIssues(arms, (arm) => meanIssue(arm) ?? positiveMeanIssue(arm, measure));
  if (issues.length > 0) return failed(invalidInput(...issues));
  const contrasts = [...armsByStudy(arms).values()].flatMap((own) => {
    if (measure === "SMD") return standardized(own);
    return contrastsOfStudy(own, ({ mean, sd, n }) =>
      measure === "MD"
        ? { value: mean, variance: sd ** 2 / n }
        : { value: Math.log(mean), variance: (sd / mean) ** 2 / n },
    );
  });
  return ok({ contrasts, warnings: [] });
}

function positiveMeanIssue({ mean }: MeanArm, measure: MeanContrast): string | undefined {
  return measure === "ROM" && mean <= 0 ? `expected a positive mean for a ratio, got ${mean}` : undefined;
}

/** The standard deviation within the arms of a study. */
export function pooledSd(arms: readonly Pick<MeanArm, "sd" | "n">[]): number {
  const squares = arms.reduce((sum, { sd, n }) => sum + (n - 1) * sd ** 2, 0);
  return Math.sqrt(squares / arms.reduce((sum, { n }) => sum + n - 1, 0));
}

function standardized(arms: readonly MeanArm[]): readonly Contrast[] {
  const sd = pooledSd(arms);
  const total = arms.reduce((sum, { n }) => sum + n, 0);
  return contrastsOfStudy(
    arms,
    ({ mean, n }) => ({ value: mean / sd, variance: 1 / n }),
    (effect) => effect ** 2 / (2 * total),
  );
}

/** All contrasts of studies whose arms count events over time: log rate ratios or rate differences. */
export function contrastsOfRates(
  arms: readonly RateArm[],
  measure: RateContrast,
  { increment = 0.5, eventless = "left out" }: ZeroCellOptions = {},
): Result<ContrastsOfArms, InvalidInput> {
  const issues = armIssues(arms, rateIssue);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const without: string[] = [];
  const contrasts = [...armsByStudy(arms)].flatMap(([study, own]) => {
    if (measure === "IRR" && eventless === "left out" && own.every(({ events }) => events === 0)) {
      without.push(study);
      return [];
    }
    const add = own.some(({ events }) => events === 0) ? increment : 0;
    return contrastsOfStudy(own, ({ events, time }) =>
      measure === "IRR"
        ? { value: Math.log((events + add) / time), variance: 1 / (events + add) }
        : { value: events / time, variance: (events + add) / time ** 2 },
    );
  });
  return ok({ contrasts, warnings: leftOut(without) });
}

type AnyArm = { readonly study: string; readonly treatment: string; readonly n?: number };

function contrastsOfStudy<Arm extends AnyArm>(
  arms: readonly Arm[],
  valueOfArm: (arm: Arm) => ArmValue,
  extraVariance: (effect: number) => number = () => 0,
): readonly Contrast[] {
  const contrasts: Contrast[] = [];
  forEachPair(arms.length, (i, j) => {
    const [first, second] = [arms[i] as Arm, arms[j] as Arm];
    const [a, b] = [valueOfArm(first), valueOfArm(second)];
    const effect = a.value - b.value;
    contrasts.push({
      study: first.study,
      treatment1: first.treatment,
      treatment2: second.treatment,
      effect,
      standardError: Math.sqrt(a.variance + b.variance + extraVariance(effect)),
      ...(first.n === undefined || second.n === undefined
        ? {}
        : { participants: [first.n, second.n] as const }),
    });
  });
  return contrasts;
}
