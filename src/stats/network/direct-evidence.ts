import { at } from "../linear/matrix.ts";
import { type Network, pairIndex } from "./network.ts";

/** What studies say of two treatments that they compare themselves. */
export type DirectEvidence = {
  readonly studies: number;
  readonly participants: number | null;
  readonly effect: number;
  readonly standardError: number;
  /** Heterogeneity among these studies alone, by moments (DerSimonian and Laird 1986); null for one study. */
  readonly q: number;
  readonly tau2: number | null;
  readonly i2: number | null;
};

type Found = { readonly effect: number; readonly variance: number; readonly participants: number | null };

/** The direct evidence on treatments `i` against `j` with the heterogeneity `tau2`; undefined where no study compares them. */
export function directEvidence(
  network: Network,
  i: number,
  j: number,
  tau2: number,
): DirectEvidence | undefined {
  const found = network.studies.flatMap((study): readonly Found[] => {
    const [a, b] = [study.arms.indexOf(i), study.arms.indexOf(j)];
    if (a < 0 || b < 0) return [];
    const pair = pairIndex(study.arms.length, Math.min(a, b), Math.max(a, b));
    const effect = at(study.effects, pair) * (a < b ? 1 : -1);
    const [na, nb] = [study.participants[a] ?? null, study.participants[b] ?? null];
    const participants = na === null || nb === null ? null : na + nb;
    return [{ effect, variance: at(study.variances, pair), participants }];
  });
  if (found.length === 0) return undefined;
  const { effect, weight } = pooled(found, tau2);
  return {
    studies: found.length,
    participants: found.reduce<number | null>(
      (sum, one) => (sum === null || one.participants === null ? null : sum + one.participants),
      0,
    ),
    effect,
    standardError: 1 / Math.sqrt(weight),
    ...spread(found),
  };
}

function pooled(found: readonly Found[], tau2: number): { readonly effect: number; readonly weight: number } {
  let [weight, sum] = [0, 0];
  for (const { effect, variance } of found) {
    weight += 1 / (variance + tau2);
    sum += effect / (variance + tau2);
  }
  return { effect: sum / weight, weight };
}

function spread(found: readonly Found[]): Pick<DirectEvidence, "q" | "tau2" | "i2"> {
  if (found.length === 1) return { q: 0, tau2: null, i2: null };
  const { effect: center, weight } = pooled(found, 0);
  const q = found.reduce((sum, { effect, variance }) => sum + (effect - center) ** 2 / variance, 0);
  const squares = found.reduce((sum, { variance }) => sum + 1 / variance ** 2, 0);
  const excess = Math.max(0, q - found.length + 1);
  return { q, tau2: excess / (weight - squares / weight), i2: q > 0 ? excess / q : 0 };
}
