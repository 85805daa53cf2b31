import { at } from "../linear/matrix.ts";
import type { MmrmWorking } from "./fit-mmrm.ts";
import { dotFrom } from "./packed.ts";

/** l′Φm of two working contrasts, of a square Φ row after row. */
export function bilinear(one: Float64Array, square: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < one.length; row += 1)
    sum += at(one, row) * dotFrom(other, square, row * one.length);
  return sum;
}

/** Φ l. */
export function spreadContrast(square: Float64Array, contrast: Float64Array): Float64Array {
  return contrast.map((_, row) => dotFrom(contrast, square, row * contrast.length));
}

/**
 * Degrees of freedom of the variance v = l′Φl of a working contrast: 2v² / (g′Wg) with g the slope of v by the covariance parameters and W
 * their covariance, from the observed information. Null where the parameters do not move v.
 *
 * Satterthwaite (1946), An approximate distribution of estimates of variance components, Biometrics Bull. 2:110. Giesbrecht and Burns (1985),
 * Two-stage analysis based on a mixed model, Biometrics 41:477.
 */
export function satterthwaiteDegrees({ optimum }: MmrmWorking, contrast: Float64Array): number | null {
  const { point, derivatives, parameterCovariance } = optimum;
  const turned = spreadContrast(point.covariance, contrast);
  const slopes = Float64Array.from(derivatives.informationSlopes, (slope) => bilinear(turned, slope, turned));
  const uncertainty = bilinear(slopes, parameterCovariance, slopes);
  const variance = dotFrom(contrast, turned, 0);
  const degrees = (2 * variance * variance) / uncertainty;
  return Number.isFinite(degrees) && degrees > 0 ? degrees : null;
}
