import { failed, type InvalidInput, invalidInput, type Result } from "#kernel";
import { type DesignChoice, designFor } from "./design-choice.ts";
import { type PowerOptions, type PowerPlan, planPower } from "./plan-power.ts";
import { planSize, type SizePlan } from "./plan-size.ts";
import { type RatesQuestion, ratesComparison, ratesIssues } from "./rates-comparison.ts";
import { type SingleRateQuestion, singleRateComparison, singleRateIssues } from "./single-rate-comparison.ts";

/**
 * How many participants a comparison of two rates needs, at one look or in stages.
 *
 * Farrington and Manning (1990), Stat. Med. 9:1447; without a null effect Fleiss (1981), Statistical Methods for Rates
 * and Proportions, 2nd ed., ch. 3.
 */
export function ratesSize(question: RatesQuestion & DesignChoice): Result<SizePlan, InvalidInput> {
  const issues = ratesIssues(question);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const design = designFor(question);
  return design.ok ? planSize(design.value, ratesComparison(question, design.value)) : design;
}

/** What a comparison of two rates with n participants finds. */
export function ratesPower(
  question: RatesQuestion & DesignChoice & PowerOptions,
): Result<PowerPlan, InvalidInput> {
  const issues = ratesIssues(question);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const design = designFor(question);
  return design.ok ? planPower(design.value, ratesComparison(question, design.value), question) : design;
}

/** How many participants the test of one rate against a fixed one needs. The exact test is one-sided. */
export function singleRateSize(question: SingleRateQuestion & DesignChoice): Result<SizePlan, InvalidInput> {
  const issues = singleRateIssues(question);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const design = designFor(question);
  return design.ok ? planSize(design.value, singleRateComparison(question)) : design;
}

/** What the normal test of one rate with n participants finds. */
export function singleRatePower(
  question: SingleRateQuestion & DesignChoice & PowerOptions,
): Result<PowerPlan, InvalidInput> {
  const issues = singleRateIssues(question);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const design = designFor(question);
  return design.ok ? planPower(design.value, singleRateComparison(question), question) : design;
}
