import { cholesky } from "../linear/cholesky.ts";
import { at, type Matrix } from "../linear/matrix.ts";
import {
  type Conditional,
  conditionalOn,
  type JointNormal,
  jointUnder,
  type ReferenceStrategy,
} from "./reference-based.ts";

/** One participant, as imputation sees them. */
export type ImputationParticipant = {
  /** By visit: the row of the mean model of their own arm. */
  readonly design: Matrix;
  /** By visit: the row of the same participant, had they been in the reference arm. */
  readonly referenceDesign: Matrix;
  /** By visit; NaN where it is missing. */
  readonly outcomes: Float64Array;
  readonly strategy: ReferenceStrategy;
  readonly firstAffected: number;
  /** Which of the model's covariances is theirs, and which the reference arm's. */
  readonly covariance: number;
  readonly referenceCovariance: number;
};

/** The mean model's coefficients and the covariances of the outcomes, one for each group that has its own. */
export type MeanAndCovariance = {
  readonly coefficients: Float64Array;
  readonly covariances: readonly Matrix[];
};

/** Participants whose missing outcomes follow from the others by one regression. */
type Alike = {
  readonly members: readonly number[];
  readonly isSeen: readonly boolean[];
  readonly first: ImputationParticipant;
};

export type ImputationPlan = {
  readonly visits: number;
  readonly participants: readonly ImputationParticipant[];
  readonly alike: readonly Alike[];
};

export function imputationPlan(participants: readonly ImputationParticipant[]): ImputationPlan {
  const groups = new Map<string, number[]>();
  participants.forEach((participant, index) => {
    const key = keyOf(participant);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [index]);
    else members.push(index);
  });
  const alike = [...groups.values()].flatMap((members) => {
    const first = participants[members[0] as number];
    if (first === undefined) return [];
    const isSeen = Array.from(first.outcomes, (value) => !Number.isNaN(value));
    return isSeen.includes(false) ? [{ members, isSeen, first }] : [];
  });
  return { visits: participants[0]?.outcomes.length ?? 0, participants, alike };
}

function keyOf({
  outcomes,
  strategy,
  firstAffected,
  covariance,
  referenceCovariance,
}: ImputationParticipant): string {
  const pattern = Array.from(outcomes, (value) => (Number.isNaN(value) ? "." : "x")).join("");
  return [pattern, strategy, firstAffected, covariance, referenceCovariance].join(" ");
}

/** Standard normal numbers, one after the other; zeros where the mean is wanted. */
export type Normals = () => number;

/**
 * The outcomes of all participants, row by row, with what is missing replaced: by its mean given what was seen, plus a draw of what that
 * leaves open. Undefined where a covariance is singular.
 */
export function impute(
  { visits, participants, alike }: ImputationPlan,
  parameters: MeanAndCovariance,
  normal: Normals,
): Float64Array | undefined {
  const completed = new Float64Array(participants.length * visits);
  participants.forEach(({ outcomes }, index) => {
    completed.set(outcomes, index * visits);
  });
  const draws = new Float64Array(visits);
  for (const group of alike) {
    const regression = regressionOf(group, parameters);
    if (regression === undefined) return undefined;
    for (const member of group.members) {
      const mean = meanOf(participants[member] as ImputationParticipant, parameters.coefficients);
      imputeOne(completed.subarray(member * visits, (member + 1) * visits), mean, regression, draws, normal);
    }
  }
  return completed;
}

type Regression = { readonly conditional: Conditional; readonly root: Matrix | undefined };

function regressionOf({ first, isSeen }: Alike, { covariances }: MeanAndCovariance): Regression | undefined {
  const nothing = new Float64Array(isSeen.length);
  const own: JointNormal = { mean: nothing, covariance: covariances[first.covariance] as Matrix };
  const reference: JointNormal = {
    mean: nothing,
    covariance: covariances[first.referenceCovariance] as Matrix,
  };
  const joint = jointUnder(first.strategy, own, reference, first.firstAffected);
  const conditional = joint && conditionalOn(joint.covariance, isSeen);
  if (conditional === undefined) return undefined;
  return { conditional, root: cholesky(conditional.covariance) };
}

/** Means by visit under the participant's strategy. */
function meanOf(
  { design, referenceDesign, strategy, firstAffected }: ImputationParticipant,
  coefficients: Float64Array,
): Float64Array {
  const own = fitted(design, coefficients);
  if (strategy === "missing-at-random" || firstAffected >= own.length) return own;
  if (strategy === "last-mean-carried-forward") {
    if (firstAffected > 0) own.fill(at(own, firstAffected - 1), firstAffected);
    return own;
  }
  const reference = fitted(referenceDesign, coefficients);
  if (strategy === "copy-reference" || firstAffected === 0) return reference;
  const shift =
    strategy === "jump-to-reference" ? 0 : at(own, firstAffected - 1) - at(reference, firstAffected - 1);
  for (let visit = firstAffected; visit < own.length; visit += 1) own[visit] = at(reference, visit) + shift;
  return own;
}

function fitted({ rows, columns, values }: Matrix, coefficients: Float64Array): Float64Array {
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let column = 0; column < columns; column += 1)
      sum += at(values, row * columns + column) * at(coefficients, column);
    result[row] = sum;
  }
  return result;
}

function imputeOne(
  outcomes: Float64Array,
  mean: Float64Array,
  { conditional, root }: Regression,
  draws: Float64Array,
  normal: Normals,
): void {
  const { seen, unseen, slopes } = conditional;
  for (let row = 0; row < unseen.length; row += 1) draws[row] = normal();
  for (let row = 0; row < unseen.length; row += 1) {
    let value = at(mean, unseen[row] as number);
    for (let column = 0; column < seen.length; column += 1) {
      const visit = seen[column] as number;
      value += at(slopes.values, row * seen.length + column) * (at(outcomes, visit) - at(mean, visit));
    }
    for (let column = 0; root !== undefined && column <= row; column += 1) {
      value += at(root.values, row * root.columns + column) * at(draws, column);
    }
    outcomes[unseen[row] as number] = value;
  }
}
