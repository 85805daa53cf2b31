import { normalCdf } from "../distributions/normal.ts";
import { at } from "../linear/matrix.ts";
import type { NetworkEffects } from "./network-meta-analysis.ts";

export type RankingOptions = {
  /** Which effects are good ones. */
  readonly better: "smaller" | "larger";
};

/**
 * P-scores by treatment: the mean certainty that it is better than another one. They equal the surface under the cumulative ranking curve
 * (SUCRA) of the normal distribution of the effects.
 *
 * Rücker and Schwarzer (2015), Ranking treatments in frequentist network meta-analysis works without resampling methods, BMC Med. Res.
 * Methodol. 15:58.
 */
export function pScores(
  { effects, standardErrors }: NetworkEffects,
  { better }: RankingOptions,
): readonly number[] {
  const size = effects.rows;
  const sign = better === "larger" ? 1 : -1;
  return Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j += 1) {
      const place = i * size + j;
      if (j !== i) sum += normalCdf((sign * at(effects.values, place)) / at(standardErrors.values, place));
    }
    return sum / (size - 1);
  });
}
