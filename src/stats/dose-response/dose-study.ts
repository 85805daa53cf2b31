import type { Matrix } from "../linear/matrix.ts";

/** How a study of risk counts: cases among cases and controls, cases over person-time, or cases among all. */
export type RiskDesign = "case-control" | "incidence-rate" | "cumulative-incidence";

/** One dose of a study of risk. */
export type RiskDose = {
  readonly study: string;
  readonly design: RiskDesign;
  readonly dose: number;
  readonly cases: number;
  /** Cases and controls, person-time, or all who were at risk. */
  readonly n: number;
  readonly logRelativeRisk: number;
  /** Null for the dose that the others are compared with: one in each study. */
  readonly standardError: number | null;
};

/** One dose of a study of a continuous outcome. */
export type MeanDose = {
  readonly study: string;
  readonly dose: number;
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
};

/** What a study says of its doses against its referent dose, and how these statements hang together. */
export type DoseStudy = {
  readonly name: string;
  readonly referent: number;
  readonly doses: readonly number[];
  readonly effects: Float64Array;
  readonly covariance: Matrix;
};
