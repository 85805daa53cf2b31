import type { MmrmFit } from "./fit-mmrm.ts";

export type InformationCriteria = {
  readonly logLikelihood: number;
  /** The parameters that are counted: of the covariance alone, or with the coefficients. */
  readonly parameters: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
};

/**
 * Akaike's criterion, corrected for a small sample, and Schwarz's with as many observations as participants. `counting` says what parameters
 * are: those of the covariance, as mixed-model procedures have it, or the coefficients as well.
 *
 * Hurvich and Tsai (1989), Regression and time series model selection in small samples, Biometrika 76:297. Schwarz (1978), Ann. Stat. 6:461.
 */
export function informationCriteria(
  { minusTwoLogLikelihood, observations, participants, working }: MmrmFit,
  counting: "covariance" | "covariance and coefficients" = "covariance",
): InformationCriteria {
  const { columns, family } = working.problem;
  const parameters = family.parameters * family.groups + (counting === "covariance" ? 0 : columns);
  const effective = Math.max(observations - columns, parameters + 2);
  return {
    logLikelihood: -minusTwoLogLikelihood / 2,
    parameters,
    aic: minusTwoLogLikelihood + 2 * parameters,
    aicc: minusTwoLogLikelihood + (2 * parameters * effective) / (effective - parameters - 1),
    bic: minusTwoLogLikelihood + parameters * Math.log(participants),
  };
}
