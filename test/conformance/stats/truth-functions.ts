import { betaQuantile, betaTails, logBetaTails } from "../../../src/stats/distributions/beta.ts";
import {
  chiSquaredQuantile,
  chiSquaredTails,
  logChiSquaredTails,
} from "../../../src/stats/distributions/chi-squared.ts";
import { fQuantile, fTails, logFTails } from "../../../src/stats/distributions/f.ts";
import { digamma, logGamma, trigamma } from "../../../src/stats/distributions/gamma.ts";
import {
  gammaQuantile,
  gammaTails,
  logGammaTails,
} from "../../../src/stats/distributions/incomplete-gamma.ts";
import { logNormalTails, normalQuantile, normalTails } from "../../../src/stats/distributions/normal.ts";
import {
  logStudentTTails,
  studentTQuantile,
  studentTTails,
} from "../../../src/stats/distributions/student-t.ts";
import type { TailProbability, Tails } from "../../../src/stats/distributions/tails.ts";
import type { TruthFunctions, TruthPoint } from "./truth-points.ts";

/** The tail that a point asks for, of a function that gives both. */
function tail(point: TruthPoint, tails: () => Tails, logTails: () => Tails): number {
  const { lower, upper } = point.log ? logTails() : tails();
  return point.lower ? lower : upper;
}

function asked({ x, lower, log }: TruthPoint): TailProbability {
  if (log) return lower ? { logLower: x } : { logUpper: x };
  return lower ? x : { upper: x };
}

const degreesOf = ({ a, b }: TruthPoint) => ({ numerator: a, denominator: b });

/** Our distribution functions, by R's names. */
export const truthFunctions: TruthFunctions = {
  pnorm: (point) =>
    tail(
      point,
      () => normalTails(point.x),
      () => logNormalTails(point.x),
    ),
  qnorm: (point) => normalQuantile(asked(point)),
  pt: (point) =>
    tail(
      point,
      () => studentTTails(point.x, point.a),
      () => logStudentTTails(point.x, point.a),
    ),
  qt: (point) => studentTQuantile(asked(point), point.a),
  pchisq: (point) =>
    tail(
      point,
      () => chiSquaredTails(point.x, point.a),
      () => logChiSquaredTails(point.x, point.a),
    ),
  qchisq: (point) => chiSquaredQuantile(asked(point), point.a),
  pf: (point) =>
    tail(
      point,
      () => fTails(point.x, degreesOf(point)),
      () => logFTails(point.x, degreesOf(point)),
    ),
  qf: (point) => fQuantile(asked(point), degreesOf(point)),
  pbeta: (point) =>
    tail(
      point,
      () => betaTails(point.x, point.a, point.b),
      () => logBetaTails(point.x, point.a, point.b),
    ),
  qbeta: (point) => betaQuantile(asked(point), point.a, point.b),
  pgamma: (point) =>
    tail(
      point,
      () => gammaTails(point.x, point.a),
      () => logGammaTails(point.x, point.a),
    ),
  qgamma: (point) => gammaQuantile(asked(point), point.a),
  lgamma: ({ x }) => logGamma(x),
  digamma: ({ x }) => digamma(x),
  trigamma: ({ x }) => trigamma(x),
};
