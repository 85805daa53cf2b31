/** A point of the unit interval with its distance from 1, so that neither end loses digits. */
export type UnitPoint = { readonly x: number; readonly y: number };

/** The point whose logit, log(x / y), is given. */
export function pointAtLogit(logit: number): UnitPoint {
  return { x: 1 / (1 + Math.exp(-logit)), y: 1 / (1 + Math.exp(logit)) };
}

/** The same point seen from the other end. */
export function swapped({ x, y }: UnitPoint): UnitPoint {
  return { x: y, y: x };
}

/** a − (a + b) x, from the side that has the digits: above 0 where x lies below the mean a / (a + b). */
export function distanceFromMean({ x, y }: UnitPoint, a: number, b: number): number {
  return x < y ? a - (a + b) * x : (a + b) * y - b;
}
