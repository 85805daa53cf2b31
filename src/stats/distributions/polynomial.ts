/** A polynomial at `x`, by Horner's rule; the coefficient of the highest power stands first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}
