/** What a method found, with all that is needed to doubt it. */
export type Estimate = {
  /** The published name of the method, with its year: `Bang index (Bang, Ni and Davis 2004)`. */
  readonly method: string;
  /** Null where the data give none; a warning says why. */
  readonly estimate: number | null;
  /** Null as well where the method has none and its interval rests on something else. */
  readonly standardError: number | null;
  readonly interval: Interval | null;
  /** How many observations the estimate rests on. */
  readonly n: number;
  readonly warnings: readonly StatisticalWarning[];
};

/** A two-sided interval; `level` is its confidence, as 0.95. */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly method: string;
};

/** A reason to read a number with care. The code is for programs, the message for people. */
export type StatisticalWarning = { readonly code: WarningCode; readonly message: string };

export type WarningCode =
  /** Nothing was observed. */
  | "no-observations"
  /** Too little was observed, or it does not vary: the estimate is not defined. */
  | "not-estimable"
  /** The observations leave no error to estimate: the interval has no width and says nothing of chance. */
  | "no-spread"
  /** A limit lies where the quantity itself cannot: the approximation is poor here. */
  | "interval-beyond-range"
  /** Something that is incomplete was left out. */
  | "left-out"
  /** Too few are expected somewhere for the approximation. */
  | "small-counts"
  /** Equal values, which a method takes for different, or makes something of. */
  | "ties"
  /** There is too much to enumerate. */
  | "too-large"
  /** A limit is infinite, or the end of what the quantity can be: the data do not bound it there. */
  | "unbounded"
  /** Some covariates tell the outcomes apart: a coefficient has no finite estimate. */
  | "separation"
  /** Columns of the model depend on each other: some coefficients are left out. */
  | "singular"
  /** The fit did not settle: its numbers are where it stopped. */
  | "no-convergence"
  /** A small-sample method gives a narrower interval than the usual one. */
  | "narrower-than-normal"
  /** Guesses at random do not give zero here. */
  | "chance-not-zero"
  /** An iterative fit ended where its objective still slopes. */
  | "not-converged"
  /** The data do not determine all parameters of the model. */
  | "not-identified";

export function warning(code: WarningCode, message: string): StatisticalWarning {
  return { code, message };
}

/** An estimate that the data do not give, and why. */
export function noEstimate(method: string, n: number, code: WarningCode, why: string): Estimate {
  return {
    method,
    estimate: null,
    standardError: null,
    interval: null,
    n,
    warnings: [warning(code, why)],
  };
}
