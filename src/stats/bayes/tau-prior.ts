import type { InputIssue } from "#kernel";

/** What is believed of the standard deviation τ between studies before they are seen. Inverse gamma is not offered: it is not vague near zero. */
export type TauPrior =
  | { readonly kind: "half-normal"; readonly scale: number }
  | { readonly kind: "half-t"; readonly scale: number; readonly degreesOfFreedom: number }
  | { readonly kind: "half-cauchy"; readonly scale: number }
  | { readonly kind: "exponential"; readonly rate: number }
  /** From 0 to `upper`; without it improper, all of the positive numbers alike. */
  | { readonly kind: "uniform"; readonly upper?: number }
  /** log τ² is normal: the form of the informative priors of Turner et al. (2012), Int. J. Epidemiol. 41:818. */
  | { readonly kind: "log-normal"; readonly meanLogTau2: number; readonly sdLogTau2: number }
  /** log τ² is Student t around its mean: the form of those of Rhodes, Turner and Higgins (2015), J. Clin. Epidemiol. 68:52, with 5 degrees. */
  | {
      readonly kind: "log-t";
      readonly meanLogTau2: number;
      readonly scaleLogTau2: number;
      readonly degreesOfFreedom: number;
    };

export function tauPriorIssues(prior: TauPrior): readonly InputIssue[] {
  const { kind, ...numbers } = prior;
  return Object.entries(numbers)
    .filter(
      ([name, value]) =>
        value !== undefined && !(Number.isFinite(value) && (value > 0 || name === "meanLogTau2")),
    )
    .map(([name, value]) => ({
      path: `tauPrior.${name}`,
      message: `expected a positive number for ${kind}, got ${value}`,
    }));
}

export function isProper(prior: TauPrior): boolean {
  return prior.kind !== "uniform" || prior.upper !== undefined;
}

/** The logarithm of the density at τ; of the improper prior, 0. */
export function logTauPrior(prior: TauPrior, tau: number): number {
  switch (prior.kind) {
    case "half-normal":
      return 0.5 * Math.log(2 / Math.PI) - Math.log(prior.scale) - 0.5 * (tau / prior.scale) ** 2;
    case "half-t":
      return Math.log(2) + logStudentT(tau / prior.scale, prior.degreesOfFreedom) - Math.log(prior.scale);
    case "half-cauchy":
      return Math.log(2 / Math.PI / prior.scale) - Math.log1p((tau / prior.scale) ** 2);
    case "exponential":
      return Math.log(prior.rate) - prior.rate * tau;
    case "uniform":
      return prior.upper === undefined
        ? 0
        : tau <= prior.upper
          ? -Math.log(prior.upper)
          : Number.NEGATIVE_INFINITY;
    case "log-normal": {
      if (!(tau > 0)) return Number.NEGATIVE_INFINITY;
      const z = (2 * Math.log(tau) - prior.meanLogTau2) / prior.sdLogTau2;
      return Math.log(2 / tau / prior.sdLogTau2) - 0.5 * Math.log(2 * Math.PI) - 0.5 * z * z;
    }
    case "log-t": {
      if (!(tau > 0)) return Number.NEGATIVE_INFINITY;
      const z = (2 * Math.log(tau) - prior.meanLogTau2) / prior.scaleLogTau2;
      return Math.log(2 / tau / prior.scaleLogTau2) + logStudentT(z, prior.degreesOfFreedom);
    }
  }
}

function logStudentT(x: number, degreesOfFreedom: number): number {
  const kernel = -0.5 * (degreesOfFreedom + 1) * Math.log1p((x * x) / degreesOfFreedom);
  return kernel + logGammaRatio(degreesOfFreedom) - 0.5 * Math.log(degreesOfFreedom * Math.PI);
}

/** log Γ((ν + 1) / 2) − log Γ(ν / 2), by Stirling's series after the recurrence. */
function logGammaRatio(degreesOfFreedom: number): number {
  let [x, shift] = [degreesOfFreedom / 2, 0];
  for (; x < 20; x += 1) shift += Math.log(x / (x + 0.5));
  return stirling(x + 0.5) - stirling(x) + shift;
}

function stirling(x: number): number {
  const inverse = 1 / (x * x);
  return (
    (x - 0.5) * Math.log(x) - x + (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x
  );
}
