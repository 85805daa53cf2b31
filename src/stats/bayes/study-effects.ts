import type { InputIssue } from "#kernel";
import { isProper, type TauPrior, tauPriorIssues } from "./tau-prior.ts";

/** Effects of studies and their standard errors. */
export type StudyEffects = {
  readonly effects: readonly number[];
  readonly standardErrors: readonly number[];
};

/** What is believed of the mean effect: a normal distribution, or nothing. */
export type MuPrior = { readonly mean: number; readonly sd: number } | "flat";

/** What is wrong with effects and standard errors. */
export function dataIssues({ effects, standardErrors }: StudyEffects): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  if (effects.length === 0)
    issues.push({ path: "effects", message: "expected at least one study, got none" });
  if (effects.length !== standardErrors.length)
    issues.push({
      path: "standardErrors",
      message: `expected ${effects.length}, got ${standardErrors.length}`,
    });
  effects.forEach((effect, index) => {
    if (!(Math.abs(effect) < 1e100))
      issues.push({ path: `effects.${index}`, message: `expected a number below 1e100, got ${effect}` });
  });
  standardErrors.forEach((error, index) => {
    if (!(error > 1e-100 && error < 1e100))
      issues.push({ path: `standardErrors.${index}`, message: `expected a positive number, got ${error}` });
  });
  return issues;
}

export function priorIssues(tauPrior: TauPrior, muPrior: MuPrior, studies: number): readonly InputIssue[] {
  const issues: InputIssue[] = [...tauPriorIssues(tauPrior)];
  if (muPrior !== "flat" && !(Number.isFinite(muPrior.mean) && muPrior.sd > 0 && Number.isFinite(muPrior.sd)))
    issues.push({
      path: "muPrior",
      message: `expected a mean and a positive sd, got ${muPrior.mean} and ${muPrior.sd}`,
    });
  const needed = muPrior === "flat" ? 3 : 2;
  if (!isProper(tauPrior) && studies < needed)
    issues.push({
      path: "tauPrior",
      message: `expected ${needed} studies or more for a prior without an upper end, got ${studies}`,
    });
  return issues;
}
