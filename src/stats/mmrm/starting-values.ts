import { type Covariance, startingParameters } from "./covariance.ts";
import { invertInPlace, packedIndex, packedLength, unpack } from "./packed.ts";
import type { Pattern } from "./patterns.ts";

/** What the residuals of ordinary least squares, the last column of the moments, say of one group's covariance: packed, NaN where two places never met. */
export function pooledCovariance(patterns: readonly Pattern[], group: number, places: number): Float64Array {
  const sums = new Float64Array(packedLength(places));
  const counts = new Float64Array(packedLength(places));
  for (const pattern of patterns) {
    if (pattern.group !== group) continue;
    const width = pattern.moments.length / packedLength(pattern.places.length);
    pattern.places.forEach((one, row) => {
      for (let column = 0; column <= row; column += 1) {
        const cell = packedIndex(one, pattern.places[column] as number);
        const moment = pattern.moments[(packedIndex(row, column) + 1) * width - 1] as number;
        sums[cell] = (sums[cell] as number) + (row === column ? moment : moment / 2);
        counts[cell] = (counts[cell] as number) + pattern.count;
      }
    });
  }
  return sums.map((sum, cell) =>
    (counts[cell] as number) > 0 ? sum / (counts[cell] as number) : Number.NaN,
  );
}

/** A positive definite matrix near one that was pooled pair by pair: correlations shrink together until it is, and a variance is never nothing. */
export function positiveDefinite(pooled: Float64Array, places: number): Float64Array {
  const variances = flooredVariances(pooled, places);
  for (let share = 1; ; share = share > 0.01 ? share * 0.85 : 0) {
    const packed = pooled.map((value) => (Number.isNaN(value) ? 0 : share * value));
    variances.forEach((variance, place) => {
      packed[packedIndex(place, place)] = variance;
    });
    if (isWellConditioned(packed, variances, places)) return packed;
  }
}

/** Whether no place is all but determined by the others: 1 / (V_jj V⁻¹_jj) is how much of its variance is its own. */
function isWellConditioned(packed: Float64Array, variances: Float64Array, places: number): boolean {
  const square = new Float64Array(places * places);
  unpack(packed, places, square);
  if (invertInPlace(square, places) === undefined) return false;
  return variances.every((variance, place) => variance * (square[place * places + place] as number) < 50);
}

export function flooredVariances(pooled: Float64Array, places: number): Float64Array {
  const own = Float64Array.from(
    { length: places },
    (_, place) => pooled[packedIndex(place, place)] as number,
  );
  const known = own.filter((value) => value > 0);
  const mean = known.length === 0 ? 1 : known.reduce((sum, value) => sum + value / known.length, 0);
  return own.map((value) => (value > 0.01 * mean ? value : Number.isNaN(value) ? mean : 0.01 * mean));
}

/** Parameters of a structure near the pooled covariance. */
export function structuredStart(covariance: Covariance, pooled: Float64Array, places: number): Float64Array {
  const variances = flooredVariances(pooled, places);
  const found = [];
  for (let one = 0; one < places; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const value = pooled[packedIndex(one, other)] as number;
      const scale = Math.sqrt((variances[one] as number) * (variances[other] as number));
      if (!Number.isNaN(value)) found.push({ one, other, value: value / scale });
    }
  }
  return startingParameters(covariance, variances, found);
}
