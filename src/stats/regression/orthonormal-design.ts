import { at, type Matrix, multiply, submatrix, transpose, zeros } from "../linear/matrix.ts";
import { householderQr } from "../linear/qr.ts";

/** The independent columns of a design as Q R, with Q of orthonormal columns: in them no scale of a covariate matters. */
export type OrthonormalDesign = {
  readonly q: Matrix;
  /** Which columns of the design are independent, in their order. */
  readonly kept: readonly number[];
  /** R⁻¹, which turns coefficients of Q into those of the design. */
  readonly back: Matrix;
};

export function orthonormalDesign(design: Matrix): OrthonormalDesign {
  const { rank, pivots } = householderQr(design);
  const kept = pivots.slice(0, rank).sort((a, b) => a - b);
  const rows = Array.from({ length: design.rows }, (_, row) => row);
  const x = submatrix(design, rows, kept);
  const { r } = householderQr(x);
  const back = inverseOfUpper(r);
  return { q: multiply(x, back), kept, back };
}

function inverseOfUpper({ rows: size, values }: Matrix): Matrix {
  const inverse = zeros(size, size);
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row >= 0; row -= 1) {
      let sum = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k += 1)
        sum -= at(values, row * size + k) * at(inverse.values, k * size + column);
      inverse.values[row * size + column] = sum / at(values, row * size + row);
    }
  }
  return inverse;
}

/** The covariance of the design's coefficients from that of Q's. */
export function turnedBack(covariance: Matrix, back: Matrix): Matrix {
  return multiply(multiply(back, covariance), transpose(back));
}
