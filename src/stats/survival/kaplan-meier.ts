import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Interval, type StatisticalWarning, warning } from "../estimate.ts";
import { normalReach } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { type RiskTime, riskTimes, type SurvivalData, survivalIssues } from "./survival-data.ts";
import { type CurveInterval, survivalLimits } from "./survival-limits.ts";

/** A step of the curve: what holds from this time on. */
export type SurvivalStep = RiskTime & {
  readonly survival: number;
  /** Of the survival (Greenwood); null where nobody is left. */
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Nelson and Aalen's. */
  readonly cumulativeHazard: number;
};

export type KaplanMeierOptions = LevelOption & {
  /** On which scale the interval is symmetric; `log` where it is not given, as R has it. */
  readonly interval?: CurveInterval;
};

export type KaplanMeier = {
  readonly method: string;
  readonly steps: readonly SurvivalStep[];
  readonly n: number;
  readonly events: number;
  readonly median: SurvivalQuantile;
  readonly level: number;
  readonly warnings: readonly StatisticalWarning[];
};

/** A time by which a share has had the event; null where the curve, or its limit, does not come down so far. */
export type SurvivalQuantile = {
  readonly share: number;
  readonly time: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};

/**
 * How many are still without the event at each time, with the median.
 *
 * Kaplan and Meier (1958), J. Am. Stat. Assoc. 53:457; Greenwood (1926) for the variance; Brookmeyer and Crowley (1982), Biometrics 38:29, for the
 * interval of the median, with the scale of the curve's own interval.
 */
export function kaplanMeier(
  data: SurvivalData,
  { interval = "log", level = usualLevel }: KaplanMeierOptions = {},
): Result<KaplanMeier, InvalidInput> {
  const issues = [...survivalIssues("", data), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const steps = curveOf(riskTimes(data), interval, normalReach(level));
  const events = steps.reduce((sum, step) => sum + step.events, 0);
  return ok({
    method: `Kaplan–Meier (1958), ${interval} interval`,
    steps,
    n: data.time.length,
    events,
    median: quantileOf(steps, 0.5),
    level,
    warnings: warningsOf(data.time.length, events),
  });
}

function warningsOf(n: number, events: number): readonly StatisticalWarning[] {
  if (n === 0) return [warning("no-observations", "Nobody was observed.")];
  return events === 0 ? [warning("no-spread", "There was no event: the curve stays at 1.")] : [];
}

function curveOf(
  times: readonly RiskTime[],
  interval: CurveInterval,
  reach: number,
): readonly SurvivalStep[] {
  let [survival, spread, cumulativeHazard] = [1, 0, 0];
  return times.map((risk) => {
    const { atRisk, events } = risk;
    // Where nobody is left after all at risk had the event, Greenwood's sum has no end.
    if (atRisk > 0) {
      survival *= (atRisk - events) / atRisk;
      spread += events === 0 ? 0 : events / (atRisk * (atRisk - events));
      cumulativeHazard += events / atRisk;
    }
    const isOver = survival === 0 || !Number.isFinite(spread);
    const limits = isOver
      ? { lower: null, upper: null }
      : survivalLimits(survival, Math.sqrt(spread), interval, reach);
    return {
      ...risk,
      survival,
      standardError: isOver ? null : survival * Math.sqrt(spread),
      ...limits,
      cumulativeHazard,
    };
  });
}

/** The time by which that share has had the event, with the times at which the limits of the curve have come down so far. */
export function survivalQuantile(
  { steps }: Pick<KaplanMeier, "steps">,
  share: number,
): Result<SurvivalQuantile, InvalidInput> {
  if (share > 0 && share < 1) return ok(quantileOf(steps, share));
  return failed(invalidInput({ path: "share", message: `expected a share between 0 and 1, got ${share}` }));
}

function quantileOf(steps: readonly SurvivalStep[], share: number): SurvivalQuantile {
  const left = 1 - share;
  return {
    share,
    time: crossing(steps, left, ({ survival }) => survival),
    lower: crossing(steps, left, ({ lower }) => lower),
    upper: crossing(steps, left, ({ upper }) => upper),
  };
}

const rounding = 1e-9;

/** When a curve falls to `left`; where it stays there for a while, the middle of that while. */
function crossing(
  steps: readonly SurvivalStep[],
  left: number,
  of: (step: SurvivalStep) => number | null,
): number | null {
  const reached = steps.findIndex((step) => at(of(step), step) <= left + rounding);
  const step = steps[reached];
  if (step === undefined || of(step) === null) return null;
  if (at(of(step), step) < left - rounding) return step.time;
  const next = steps
    .slice(reached + 1)
    .find((other) => other.events > 0 && at(of(other), other) < left - rounding);
  return next === undefined ? step.time : (step.time + next.time) / 2;
}

/** A limit that is not known does not keep the curve up: past the last event it is 0. */
function at(value: number | null, { survival }: SurvivalStep): number {
  return value ?? survival;
}

export type RestrictedMean = {
  readonly method: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly until: number;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * The mean time without the event up to a time: the area under the curve. Past the last time it goes on as it ended.
 *
 * Irwin (1949), J. Hyg. 47:188; Meier (1975) for the variance, as Klein and Moeschberger (2003), Survival Analysis, section 4.5, give it.
 */
export function restrictedMean(
  { steps, level }: Pick<KaplanMeier, "steps" | "level">,
  until: number,
): Result<RestrictedMean, InvalidInput> {
  if (!(until > 0 && Number.isFinite(until)))
    return failed(invalidInput({ path: "until", message: `expected a time above 0, got ${until}` }));
  const within = steps.filter(({ time }) => time < until);
  const areaAfter = areasAfter(within, until);
  const estimate = areaAfter[0] ?? until;
  const variance = within.reduce((sum, { events, atRisk }, index) => {
    if (events === 0 || atRisk === events) return sum;
    return sum + ((areaAfter[index + 1] ?? 0) ** 2 * events) / (atRisk * (atRisk - events));
  }, 0);
  const standardError = Math.sqrt(variance);
  const reach = normalReach(level) * standardError;
  const last = steps[steps.length - 1];
  const isBeyond = last !== undefined && last.time < until && last.survival > 0;
  return ok({
    method: "Restricted mean survival time",
    estimate,
    standardError,
    interval: { lower: estimate - reach, upper: estimate + reach, level, method: "Wald" },
    until,
    warnings: isBeyond
      ? [
          warning(
            "interval-beyond-range",
            `Nobody was seen after ${last.time}: the curve is drawn on to ${until}.`,
          ),
        ]
      : [],
  });
}

/** The area from the beginning, and from each step, to the end. */
function areasAfter(steps: readonly SurvivalStep[], until: number): readonly number[] {
  const areas = new Array<number>(steps.length + 1).fill(0);
  let area = 0;
  for (let index = steps.length; index >= 0; index -= 1) {
    const from = steps[index - 1];
    const end = steps[index]?.time ?? until;
    area += (from?.survival ?? 1) * (end - (from?.time ?? 0));
    areas[index] = area;
  }
  return areas;
}
