import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { apply, at, largestMagnitude, type Matrix, zeros } from "../linear/matrix.ts";
import type { EventNetwork, EventStudy } from "./event-network.ts";
import { conditionalMoments } from "./hypergeometric-study.ts";
import { pseudoInverseOfLaplacian } from "./laplacian-fit.ts";
import { type RareEventNetwork, withoutUnlinked } from "./mantel-haenszel.ts";
import { componentsOf } from "./network.ts";
import { connectionIssues, effectsOf } from "./network-meta-analysis.ts";

export type HypergeometricNetwork = RareEventNetwork & {
  readonly logLikelihood: number;
  readonly iterations: number;
  /** The largest derivative of the log likelihood at the end. */
  readonly gradient: number;
  readonly converged: boolean;
};

/**
 * Network meta-analysis of log odds ratios by the exact likelihood of the events of each study given their number (noncentral
 * hypergeometric), with a common effect.
 *
 * Stijnen, Hamza and Özdemir (2010), Random effects meta-analysis of event outcome in the framework of the generalized linear mixed model,
 * Stat. Med. 29:3046; Efthimiou et al. (2019), Stat. Med. 38:2992.
 *
 * Studies without events, or with nothing but events, say nothing of an odds ratio and are left out, as are treatments that have the one or
 * the other in all studies: they are named. Refuses a network that does not hang together without them.
 */
export function hypergeometricNetwork(
  network: EventNetwork,
  { level = usualLevel }: LevelOption = {},
): Result<HypergeometricNetwork, InvalidInput> {
  const issues = levelIssues(level);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { kept, left } = informative(network);
  const connection =
    kept.treatments.length < 2
      ? [tooFewEvents]
      : connectionIssues({ ...kept, studies: kept.studies.map(linkOnly) });
  if (connection.length > 0) return failed(invalidInput(...connection));
  const end = maximize(kept);
  if (end === undefined) return failed(invalidInput(tooFewEvents));
  const fit = {
    potentials: end.potentials,
    covariance: end.covariance,
    studyLaplacians: [],
    q: 0,
    degreesOfFreedom: 0,
  };
  const { logLikelihood, iterations, gradient, converged } = end;
  const lost = "The likelihood has no maximum that was found: treatments may be separated by their events.";
  return ok({
    treatments: kept.treatments,
    effects: effectsOf(fit, 0, level),
    q: null,
    logLikelihood,
    iterations,
    gradient,
    converged,
    warnings: [
      ...(left.length > 0 ? [warning("left-out", `Without information on odds: ${left.join(", ")}.`)] : []),
      ...(converged ? [] : [warning("not-estimable", lost)]),
    ],
  });
}

const tooFewEvents: InputIssue = {
  path: "arms",
  message: "expected events in two linked treatments or more, got too few to estimate an odds ratio",
};

const linkOnly = ({ name, arms }: EventStudy) => ({
  name,
  arms,
  effects: new Float64Array(),
  variances: new Float64Array(),
  participants: [],
});

type Informative = { readonly kept: EventNetwork; readonly left: readonly string[] };

/** Takes away studies and treatments that say nothing until all that are left say something. */
function informative(network: EventNetwork): Informative {
  const left: string[] = [];
  let studies = network.studies;
  for (;;) {
    const mute = network.treatments.flatMap((_, arm) => (isMute(studies, arm) ? [arm] : []));
    const next = studies.map((study) => withoutArms(study, mute)).filter(saysSomething);
    for (const arm of mute) left.push(network.treatments[arm] as string);
    for (const { name } of studies) if (!next.some((one) => one.name === name)) left.push(name);
    const same = mute.length === 0 && next.length === studies.length;
    studies = next;
    if (same || studies.length === 0) return { kept: withoutUnlinked({ ...network, studies }), left };
  }
}

function isMute(studies: readonly EventStudy[], treatment: number): boolean {
  const own = studies.flatMap(({ arms, events, n }) => {
    const place = arms.indexOf(treatment);
    return place < 0 ? [] : [{ events: events[place] as number, n: n[place] as number }];
  });
  if (own.length === 0) return false;
  return own.every(({ events }) => events === 0) || own.every(({ events, n }) => events === n);
}

function withoutArms(study: EventStudy, gone: readonly number[]): EventStudy {
  const keep = study.arms.map((arm) => !gone.includes(arm));
  const chosen = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, index) => keep[index]);
  return { ...study, arms: chosen(study.arms), events: chosen(study.events), n: chosen(study.n) };
}

function saysSomething({ arms, events, n }: EventStudy): boolean {
  const all = events.reduce((sum, one) => sum + one, 0);
  return arms.length > 1 && all > 0 && all < n.reduce((sum, one) => sum + one, 0);
}

type State = {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Matrix;
};

function stateAt({ treatments, studies }: EventNetwork, potentials: Float64Array): State {
  const size = treatments.length;
  const score = new Float64Array(size);
  const information = zeros(size, size);
  let logLikelihood = 0;
  for (const study of studies) {
    const { arms, events } = study;
    const own = conditionalMoments(
      study,
      Float64Array.from(arms, (arm) => at(potentials, arm)),
    );
    logLikelihood += own.logLikelihood;
    arms.forEach((arm, i) => {
      score[arm] = at(score, arm) + at(events, i) - at(own.means, i);
      arms.forEach((other, j) => {
        const place = arm * size + other;
        information.values[place] =
          at(information.values, place) + at(own.covariance.values, i * arms.length + j);
      });
    });
  }
  return { logLikelihood, score, information };
}

const mostIterations = 100;
const longestStep = 3;

/** Newton's method with exact derivatives, the step halved until the likelihood does not fall. */
function maximize(network: EventNetwork) {
  const components = componentsOf(network.treatments.length, network.studies);
  let potentials: Float64Array = new Float64Array(network.treatments.length);
  let state = stateAt(network, potentials);
  for (let iterations = 0; ; iterations += 1) {
    const covariance = pseudoInverseOfLaplacian(state.information, components);
    if (covariance === undefined) return undefined;
    const step = apply(covariance, state.score);
    const gradient = largestMagnitude(state.score);
    const promised = step.reduce((sum, part, index) => sum + part * at(state.score, index), 0);
    const converged = promised < 1e-18 * (1 + Math.abs(state.logLikelihood)) || gradient < 1e-11;
    if (converged || iterations === mostIterations)
      return { potentials, covariance, logLikelihood: state.logLikelihood, iterations, gradient, converged };
    const shorten = Math.min(1, longestStep / largestMagnitude(step));
    const next = climb(
      network,
      potentials,
      state,
      step.map((part) => part * shorten),
    );
    if (next === undefined)
      return {
        potentials,
        covariance,
        logLikelihood: state.logLikelihood,
        iterations,
        gradient,
        converged: gradient < 1e-7,
      };
    ({ potentials, state } = next);
  }
}

function climb(network: EventNetwork, from: Float64Array, { logLikelihood }: State, step: Float64Array) {
  for (let share = 1; share > 1e-9; share /= 2) {
    const potentials = from.map((value, index) => value + share * at(step, index));
    const state = stateAt(network, potentials);
    if (state.logLikelihood > logLikelihood) return { potentials, state };
  }
  return undefined;
}
