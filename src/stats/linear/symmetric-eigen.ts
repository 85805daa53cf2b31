import { at, type Matrix, zeros } from "./matrix.ts";

/** Eigenvalues from the largest down, and their vectors as columns of length one. */
export type SymmetricEigen = { readonly values: Float64Array; readonly vectors: Matrix };

const mostSweeps = 60;

/**
 * Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations, which keep small eigenvalues of a positive definite matrix accurate.
 *
 * Demmel and Veselić (1992), Jacobi's method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13:1204.
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const size = a.rows;
  const work = Float64Array.from(a.values);
  const vectors = zeros(size, size);
  for (let index = 0; index < size; index += 1) vectors.values[index * size + index] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    if (!sweepOnce(work, vectors.values, size)) break;
  }
  return sorted(work, vectors);
}

/** Rotates away every pair that is not negligible; whether there was one. */
function sweepOnce(work: Float64Array, vectors: Float64Array, size: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p += 1) {
    for (let q = p + 1; q < size; q += 1) {
      const off = at(work, p * size + q);
      const scale = Math.sqrt(Math.abs(at(work, p * size + p) * at(work, q * size + q)));
      if (Math.abs(off) <= 2 ** -54 * scale || Math.abs(off) < 1e-300) continue;
      rotate(work, vectors, size, p, q);
      rotated = true;
    }
  }
  return rotated;
}

function rotate(work: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const off = at(work, p * size + q);
  const theta = (at(work, q * size + q) - at(work, p * size + p)) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k += 1) turn(work, k * size + p, k * size + q, cosine, sine);
  for (let k = 0; k < size; k += 1) turn(work, p * size + k, q * size + k, cosine, sine);
  for (let k = 0; k < size; k += 1) turn(vectors, k * size + p, k * size + q, cosine, sine);
  work[p * size + q] = 0;
  work[q * size + p] = 0;
}

function turn(values: Float64Array, one: number, other: number, cosine: number, sine: number): void {
  const [first, second] = [at(values, one), at(values, other)];
  values[one] = cosine * first - sine * second;
  values[other] = sine * first + cosine * second;
}

function sorted(work: Float64Array, vectors: Matrix): SymmetricEigen {
  const size = vectors.rows;
  const order = Array.from({ length: size }, (_, index) => index).sort(
    (a, b) => at(work, b * size + b) - at(work, a * size + a),
  );
  const result = zeros(size, size);
  order.forEach((from, to) => {
    for (let row = 0; row < size; row += 1)
      result.values[row * size + to] = at(vectors.values, row * size + from);
  });
  return { values: Float64Array.from(order, (index) => at(work, index * size + index)), vectors: result };
}

/** Σ f(λ) v v′ over the eigenvalues λ of a symmetric matrix and their vectors v. */
export function mapEigenvalues({ values, vectors }: SymmetricEigen, map: (value: number) => number): Matrix {
  const size = vectors.rows;
  const result = zeros(size, size);
  for (let index = 0; index < size; index += 1) {
    const weight = map(at(values, index));
    if (weight === 0) continue;
    for (let row = 0; row < size; row += 1) {
      const left = weight * at(vectors.values, row * size + index);
      for (let column = 0; column < size; column += 1) {
        result.values[row * size + column] =
          at(result.values, row * size + column) + left * at(vectors.values, column * size + index);
      }
    }
  }
  return result;
}

/** The Moore–Penrose inverse of a symmetric matrix; eigenvalues below `tolerance` times the largest count as zero. */
export function pseudoInverse(a: Matrix, tolerance = 1e-12): Matrix {
  return symmetricPower(a, -1, tolerance);
}

/** A power of a symmetric matrix, as −1/2; eigenvalues below `tolerance` times the largest count as zero and stay so. */
export function symmetricPower(a: Matrix, power: number, tolerance = 1e-12): Matrix {
  const eigen = symmetricEigen(a);
  const largest = Math.max(Math.abs(eigen.values[0] ?? 0), Math.abs(eigen.values.at(-1) ?? 0));
  return mapEigenvalues(eigen, (value) => (Math.abs(value) <= tolerance * largest ? 0 : value ** power));
}
