import { type Matrix, zeros } from "../linear/matrix.ts";

export type Scalar = (x: Float64Array) => number;

/** The relative step of differences: with two halvings extrapolated, the error is about its sixth power. */
const usualStep = 1e-2;

/**
 * The gradient of `f` at `x` by central differences of three steps, extrapolated to none: about ten digits where `f` is smooth.
 *
 * Richardson (1911), Phil. Trans. R. Soc. A 210:307.
 */
export function gradientOf(f: Scalar, x: Float64Array, step = usualStep): Float64Array {
  return x.map((_, index) =>
    extrapolated((h) => (f(moved(x, index, h)) - f(moved(x, index, -h))) / (2 * h), stepAt(x, index, step)),
  );
}

/** The matrix of second derivatives of `f` at `x`, in the same way: about eight digits. */
export function hessianOf(f: Scalar, x: Float64Array, step = usualStep): Matrix {
  const size = x.length;
  const result = zeros(size, size);
  const center = f(x);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = secondDerivative(f, x, row, column, center, step);
      result.values[row * size + column] = value;
      result.values[column * size + row] = value;
    }
  }
  return result;
}

function secondDerivative(
  f: Scalar,
  x: Float64Array,
  i: number,
  j: number,
  center: number,
  step: number,
): number {
  const [hi, hj] = [stepAt(x, i, step), stepAt(x, j, step)];
  if (i === j) {
    return extrapolated((h) => (f(moved(x, i, h)) - 2 * center + f(moved(x, i, -h))) / (h * h), hi);
  }
  const corner = (a: number, b: number): number => f(moved(moved(x, i, a), j, b));
  return extrapolated((h) => {
    const [a, b] = [h * hi, h * hj];
    return (corner(a, b) - corner(a, -b) - corner(-a, b) + corner(-a, -b)) / (4 * a * b);
  }, 1);
}

/** The matrix of derivatives of a vector function: one row for each of its values. */
export function jacobianOf(f: (x: Float64Array) => Float64Array, x: Float64Array, step = usualStep): Matrix {
  const rows = f(x).length;
  const result = zeros(rows, x.length);
  for (let column = 0; column < x.length; column += 1) {
    const h = stepAt(x, column, step);
    const slopes = [h, h / 2, h / 4].map((size) => {
      const [up, down] = [f(moved(x, column, size)), f(moved(x, column, -size))];
      return up.map((value, row) => (value - (down[row] as number)) / (2 * size));
    });
    for (let row = 0; row < rows; row += 1) {
      const [a, b, c] = slopes.map((slope) => slope[row] as number);
      result.values[row * x.length + column] = combine(a as number, b as number, c as number);
    }
  }
  return result;
}

function stepAt(x: Float64Array, index: number, step: number): number {
  return step * Math.max(Math.abs(x[index] as number), 0.1);
}

function moved(x: Float64Array, index: number, by: number): Float64Array {
  const result = Float64Array.from(x);
  result[index] = (x[index] as number) + by;
  return result;
}

function extrapolated(estimate: (h: number) => number, h: number): number {
  return combine(estimate(h), estimate(h / 2), estimate(h / 4));
}

/** Removes the errors of the second and fourth power of the step. */
function combine(coarse: number, half: number, quarter: number): number {
  const [first, second] = [(4 * half - coarse) / 3, (4 * quarter - half) / 3];
  return (16 * second - first) / 15;
}
