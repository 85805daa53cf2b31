import { describe, expect, it } from "vitest";
import { type Described, normalNormal } from "../../../src/stats/bayes/normal-normal.ts";
import type { MuPrior } from "../../../src/stats/bayes/study-effects.ts";
import type { TauPrior } from "../../../src/stats/bayes/tau-prior.ts";
import { found } from "../compare.ts";
import { leavesApart, sharedReference } from "../leaves.ts";

type Golden = {
  readonly y: readonly number[];
  readonly sigma: readonly number[];
  readonly posteriors: Readonly<
    Record<
      string,
      {
        readonly rows: readonly string[];
        readonly summary: unknown;
        readonly theta: unknown;
        readonly bayesfactor: unknown;
      }
    >
  >;
};

const golden = sharedReference<Golden>("bayes_mdma_sypres.json");

const priors: Readonly<Record<string, { readonly tauPrior: TauPrior; readonly muPrior: MuPrior }>> = {
  "hn0.5_mu01": { tauPrior: { kind: "half-normal", scale: 0.5 }, muPrior: { mean: 0, sd: 1 } },
  "hn0.5_flat": { tauPrior: { kind: "half-normal", scale: 0.5 }, muPrior: "flat" },
  hn1_flat: { tauPrior: { kind: "half-normal", scale: 1 }, muPrior: "flat" },
  "hc0.5_flat": { tauPrior: { kind: "half-cauchy", scale: 0.5 }, muPrior: "flat" },
  uniform_flat: { tauPrior: { kind: "uniform" }, muPrior: "flat" },
};

const rows = ["mode", "median", "mean", "sd", "95% lower", "95% upper"] as const;

function rowsOf({ summary }: Described): Readonly<Record<(typeof rows)[number], number>> {
  const { mode, median, mean, sd, shortest } = summary;
  return { mode, median, mean, sd, "95% lower": shortest.lower, "95% upper": shortest.upper };
}

function figuresOf({ y, sigma }: Golden, name: string) {
  const model = priors[name];
  if (model === undefined) throw new Error(`no priors for ${name}`);
  const fit = found(normalNormal({ effects: y, standardErrors: sigma }, model));
  const [tau, mu, theta] = [rowsOf(fit.tau), rowsOf(fit.mu), rowsOf(fit.prediction)];
  const { tauZero, muZero, smallest } = fit.bayesFactors;
  return {
    rows,
    summary: rows.map((row) => ({ tau: tau[row], mu: mu[row], theta: theta[row], _row: row })),
    theta: fit.studies.map((study, index) => ({ y: y[index], sigma: sigma[index], ...rowsOf(study) })),
    bayesfactor: [
      [tauZero, muZero],
      [smallest.tauZero, smallest.muZero],
    ],
  };
}

describe("the Bayesian synthesis of six trials of MDMA", () => {
  for (const name of Object.keys(priors)) {
    it.skipIf(golden === undefined)(`agrees with bayesmeta 3.4 to its 1e-4 (${name})`, () => {
      const reference = golden as Golden;
      const apart = leavesApart(figuresOf(reference, name), reference.posteriors[name], {
        abs: 3e-4,
        rel: 1e-3,
      });
      expect(apart).toEqual([]);
    });
  }

  it.skipIf(golden === undefined)("is asked for all priors of the reference", () => {
    expect(Object.keys((golden as Golden).posteriors)).toEqual(Object.keys(priors));
  });
});
