import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalMixture } from "./normal-mixture.ts";
import type { Posterior } from "./posterior-summary.ts";
import type { MuPrior } from "./study-effects.ts";
import { tauGrid } from "./tau-grid.ts";
import { isProper, logTauPrior, type TauPrior, tauPriorIssues } from "./tau-prior.ts";

/** What the priors say of the effect of a study before any is seen. Refuses priors that are not proper: they say nothing. */
export function priorPredictive(tauPrior: TauPrior, muPrior: MuPrior): Result<Posterior, InvalidInput> {
  const issues = [...tauPriorIssues(tauPrior)];
  if (muPrior === "flat")
    issues.push({ path: "muPrior", message: "expected a proper prior, got a flat one" });
  else if (!(Number.isFinite(muPrior.mean) && muPrior.sd > 0 && Number.isFinite(muPrior.sd)))
    issues.push({
      path: "muPrior",
      message: `expected a mean and a positive sd, got ${muPrior.mean} and ${muPrior.sd}`,
    });
  if (!isProper(tauPrior))
    issues.push({ path: "tauPrior", message: "expected a proper prior, got one without an upper end" });
  if (issues.length > 0 || muPrior === "flat") return failed(invalidInput(...issues));
  const upper = tauPrior.kind === "uniform" ? tauPrior.upper : undefined;
  const grid = tauGrid((tau) => logTauPrior(tauPrior, tau), scaleOf(tauPrior), upper);
  if (grid === undefined)
    return failed(invalidInput({ path: "tauPrior", message: "expected a prior that can be integrated" }));
  const means = new Float64Array(grid.points.length).fill(muPrior.mean);
  return ok(
    normalMixture(
      grid.weights,
      means,
      grid.points.map((tau) => Math.hypot(tau, muPrior.sd)),
    ),
  );
}

/** About where the prior has its mass. */
function scaleOf(prior: TauPrior): number {
  if ("scale" in prior) return prior.scale;
  if (prior.kind === "exponential") return 1 / prior.rate;
  if (prior.kind === "uniform") return prior.upper ?? 1;
  return Math.exp(prior.meanLogTau2 / 2);
}
