import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { at } from "../linear/matrix.ts";
import {
  type Contrast,
  forEachPair,
  type Network,
  type NetworkStudy,
  pairIndex,
  pairsOf,
} from "./network.ts";
import { studyLaplacian } from "./study-laplacian.ts";

export type NetworkOfContrastsOptions = {
  /** The order of treatments; by their names, whatever the case of their letters, where it is left out. */
  readonly treatments?: readonly string[];
  /** How far the effects of a study with three arms or more may be from adding up. */
  readonly tolerance?: number;
};

/**
 * Reads contrasts as a network. A study with k arms gives all its k (k − 1) / 2 contrasts.
 *
 * Refuses contrasts that are not finite or whose standard error is not positive, a treatment against itself, studies that lack or repeat a
 * contrast, whose effects do not add up, or whose variances no set of arms can have (the variance of a − b may not exceed what those of a − c
 * and b − c allow).
 */
export function networkOfContrasts(
  contrasts: readonly Contrast[],
  options: NetworkOfContrastsOptions = {},
): Result<Network, InvalidInput> {
  const seen = new Set(contrasts.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2]));
  const treatments = options.treatments ?? [...seen].sort(byName);
  const issues = [...treatmentIssues(seen, treatments), ...contrasts.flatMap(contrastIssues)];
  if (contrasts.length === 0) issues.push({ path: "contrasts", message: "expected at least one, got none" });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const index = new Map(treatments.map((name, place) => [name, place]));
  const studies: NetworkStudy[] = [];
  for (const [name, own] of byStudy(contrasts)) {
    const study = studyOf(name, own, index);
    if ("message" in study) issues.push(study);
    else {
      issues.push(...studyIssues(study, options.tolerance ?? 1e-3));
      studies.push(study);
    }
  }
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok({ treatments, studies });
}

function treatmentIssues(seen: ReadonlySet<string>, treatments: readonly string[]): readonly InputIssue[] {
  const known = new Set(treatments);
  const message = (name: string): string => `expected every treatment once, got none or two of ${name}`;
  const repeated = treatments.filter((name, place) => treatments.indexOf(name) !== place);
  return [...[...seen].filter((name) => !known.has(name)), ...repeated].map((name) => ({
    path: "treatments",
    message: message(name),
  }));
}

function contrastIssues(contrast: Contrast, place: number): readonly InputIssue[] {
  const path = `contrasts.${place}`;
  const { effect, standardError, treatment1, treatment2 } = contrast;
  const issues: InputIssue[] = [];
  if (!Number.isFinite(effect))
    issues.push({ path: `${path}.effect`, message: `expected a finite number, got ${effect}` });
  if (!(standardError > 1e-150 && standardError < 1e150))
    issues.push({
      path: `${path}.standardError`,
      message: `expected a positive number, got ${standardError}`,
    });
  if (treatment1 === treatment2)
    issues.push({ path: `${path}.treatment2`, message: `expected another treatment than ${treatment1}` });
  return issues;
}

function byStudy(contrasts: readonly Contrast[]): ReadonlyMap<string, readonly Contrast[]> {
  const groups = new Map<string, Contrast[]>();
  for (const contrast of contrasts) {
    const group = groups.get(contrast.study);
    if (group === undefined) groups.set(contrast.study, [contrast]);
    else group.push(contrast);
  }
  return groups;
}

function studyOf(
  name: string,
  contrasts: readonly Contrast[],
  index: ReadonlyMap<string, number>,
): NetworkStudy | InputIssue {
  const place = (treatment: string): number => index.get(treatment) as number;
  const arms = [
    ...new Set(contrasts.flatMap(({ treatment1, treatment2 }) => [place(treatment1), place(treatment2)])),
  ].sort((a, b) => a - b);
  const count = pairsOf(arms.length);
  const effects = new Float64Array(count).fill(Number.NaN);
  const variances = new Float64Array(count);
  const participants = arms.map((): number | null => null);
  for (const { treatment1, treatment2, effect, standardError, participants: n } of contrasts) {
    const [i, j] = [arms.indexOf(place(treatment1)), arms.indexOf(place(treatment2))];
    const pair = pairIndex(arms.length, Math.min(i, j), Math.max(i, j));
    effects[pair] = i < j ? effect : -effect;
    variances[pair] = standardError ** 2;
    if (n !== undefined) [participants[i], participants[j]] = n;
  }
  if (contrasts.length === count && effects.every((effect) => !Number.isNaN(effect)))
    return { name, arms, effects, variances, participants };
  const message = `expected one contrast for each of the ${count} pairs of its ${arms.length} arms, got ${contrasts.length}`;
  return { path: `studies.${name}`, message };
}

function studyIssues(study: NetworkStudy, tolerance: number): readonly InputIssue[] {
  const path = `studies.${study.name}`;
  const issues: InputIssue[] = [];
  const gap = largestGap(study);
  if (gap > tolerance)
    issues.push({ path, message: `expected effects that add up around its arms, got a gap of ${gap}` });
  if (studyLaplacian(study, 0) === undefined)
    issues.push({
      path,
      message: "expected variances that its arms can have, got some that contradict each other",
    });
  return issues;
}

/** The most by which a − b differs from what a − first and b − first say of it. */
function largestGap({ arms, effects }: NetworkStudy): number {
  let largest = 0;
  forEachPair(arms.length, (i, j, pair) => {
    if (i === 0) return;
    const implied = at(effects, j - 1) - at(effects, i - 1);
    largest = Math.max(largest, Math.abs(at(effects, pair) - implied));
  });
  return largest;
}

/** Names in the order of their letters, lower before upper case only where they are the same otherwise. */
export function byName(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a > b ? -1 : 1;
}
