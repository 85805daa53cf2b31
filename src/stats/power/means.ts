import { failed, type InvalidInput, invalidInput, type Result } from "#kernel";
import { type DesignChoice, designFor } from "./design-choice.ts";
import { type MeansQuestion, meansComparison, meansIssues } from "./means-comparison.ts";
import { type PowerOptions, type PowerPlan, planPower } from "./plan-power.ts";
import { planSize, type SizePlan } from "./plan-size.ts";

/**
 * How many participants a comparison of means needs, at one look or in stages: the n of the fixed test, exact by the
 * noncentral t distribution, times what the design costs.
 *
 * Jennison and Turnbull (1999), Group Sequential Methods, ch. 3 and 4; Kieser and Hauschke (1999), J. Biopharm. Stat. 9:641 (ratios).
 */
export function meansSize(question: MeansQuestion & DesignChoice): Result<SizePlan, InvalidInput> {
  const issues = meansIssues(question);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const design = designFor(question);
  return design.ok ? planSize(design.value, meansComparison(question)) : design;
}

/** What a comparison of means with n participants finds. */
export function meansPower(
  question: MeansQuestion & DesignChoice & PowerOptions,
): Result<PowerPlan, InvalidInput> {
  const issues = meansIssues(question);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const design = designFor(question);
  return design.ok ? planPower(design.value, meansComparison(question), question) : design;
}
