/** A polynomial at `x`, by Horner's rule; the coefficient of the highest power stands first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((value, coefficient) => value * x + coefficient, 0);
}
