import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cholesky, invertPositive, solveCholesky } from "./cholesky.ts";
import { determinant, invert, solveLinear } from "./lu.ts";
import {
  besides,
  columnVector,
  crossProduct,
  diagonalOf,
  identity,
  isSymmetric,
  largestMagnitude,
  type Matrix,
  matrixOf,
  multiply,
  quadraticForm,
  submatrix,
  subtract,
  toRows,
  traceOfProduct,
  transpose,
} from "./matrix.ts";
import { householderQr, leastSquares } from "./qr.ts";
import { pseudoInverse, symmetricEigen, symmetricPower } from "./symmetric-eigen.ts";

const number = fc.double({ min: -10, max: 10, noNaN: true });
const square = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.array(fc.array(number, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  )
  .map((rows) => matrixOf(rows));
/** A′A + I: positive definite, with a condition that leaves digits. */
const positive = square.map((a) => {
  const product = crossProduct(a);
  return {
    ...product,
    values: product.values.map((value, index) => value + (index % (a.rows + 1) === 0 ? 1 : 0)),
  };
});

function far(a: Matrix, b: Matrix): number {
  return largestMagnitude(subtract(a, b).values) / Math.max(1, largestMagnitude(b.values));
}

describe("a positive definite matrix", () => {
  it("is the product of its Cholesky factor, which solves it, and of its inverse comes the identity", () => {
    fc.assert(
      fc.property(positive, (a) => {
        const lower = cholesky(a);
        if (lower === undefined) throw new Error("no factor");
        expect(far(multiply(lower, transpose(lower)), a)).toBeLessThan(1e-13);
        expect(far(multiply(a, solveCholesky(lower, identity(a.rows))), identity(a.rows))).toBeLessThan(1e-9);
        const inverse = invertPositive(a);
        expect(inverse && far(multiply(a, inverse.inverse), identity(a.rows))).toBeLessThan(1e-9);
        expect(inverse?.logDeterminant).toBeCloseTo(Math.log(determinant(a)), 8);
      }),
    );
  });

  it("has no factor where it is indefinite, singular or not a number", () => {
    expect(
      cholesky(
        matrixOf([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toBeUndefined();
    expect(
      cholesky(
        matrixOf([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBeUndefined();
    expect(cholesky(matrixOf([[Number.NaN]]))).toBeUndefined();
    expect(
      invertPositive(
        matrixOf([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBeUndefined();
  });

  it("is made of its eigenvalues, is undone by its pseudo-inverse and halved by its square root", () => {
    fc.assert(
      fc.property(positive, (a) => {
        const { values, vectors } = symmetricEigen(a);
        expect(isSymmetric(a)).toBe(true);
        expect(far(crossProduct(vectors), identity(a.rows))).toBeLessThan(1e-13);
        expect(
          far(
            multiply(a, vectors),
            matrixOf(toRows(vectors).map((row) => row.map((v, i) => v * (values[i] as number)))),
          ),
        ).toBeLessThan(1e-12);
        expect([...values]).toEqual([...values].sort((x, y) => y - x));
        const root = symmetricPower(a, 1 / 2);
        expect(far(multiply(root, root), a)).toBeLessThan(1e-11);
        expect(far(multiply(multiply(a, pseudoInverse(a)), a), a)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("linear equations", () => {
  it("are solved as far as their condition allows", () => {
    fc.assert(
      fc.property(square, (a) => {
        const inverse = invert(a);
        fc.pre(inverse !== undefined);
        if (inverse === undefined) return;
        const condition = largestMagnitude(a.values) * largestMagnitude(inverse.values) * a.rows;
        fc.pre(condition < 1e10);
        expect(far(multiply(a, inverse), identity(a.rows))).toBeLessThan(condition * 1e-14);
      }),
    );
  });

  it("with a singular matrix have no solution to tell, and a determinant of zero", () => {
    const singular = matrixOf([
      [0, 0],
      [0, 3],
    ]);
    expect(solveLinear(singular, identity(2))).toBeUndefined();
    expect(determinant(singular)).toBe(0);
    expect(
      determinant(
        matrixOf([
          [0, 2],
          [3, 0],
        ]),
      ),
    ).toBe(-6);
  });
});

describe("least squares", () => {
  it("leave residuals at right angles to every column", () => {
    const rows = fc.array(fc.tuple(number, number, number), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(rows, (data) => {
        const x = matrixOf(data.map(([a, b]) => [1, a, b]));
        const y = data.map(([, , c]) => c);
        const { coefficients, residualSumOfSquares } = leastSquares(x, y);
        const fitted = multiply(x, columnVector(coefficients.map((value) => value ?? 0)));
        const residuals = subtract(columnVector(y), fitted);
        expect(largestMagnitude(crossProduct(x, residuals).values)).toBeLessThan(1e-8);
        expect(residualSumOfSquares).toBeCloseTo(crossProduct(residuals).values[0] as number, 6);
      }),
    );
  });

  it("of weighted rows count a row of weight two as two rows", () => {
    const x = matrixOf([
      [1, 1],
      [1, 2],
      [1, 4],
    ]);
    const doubled = matrixOf([
      [1, 1],
      [1, 2],
      [1, 2],
      [1, 4],
    ]);
    const [weighted, plain] = [leastSquares(x, [1, 5, 2], [1, 2, 1]), leastSquares(doubled, [1, 5, 5, 2])];
    expect(
      far(columnVector(weighted.coefficients.map(Number)), columnVector(plain.coefficients.map(Number))),
    ).toBeLessThan(1e-13);
    expect(far(weighted.unscaledCovariance, plain.unscaledCovariance)).toBeLessThan(1e-13);
  });

  it("give no coefficient to a column that others make up, the later one of the two", () => {
    const x = matrixOf([
      [1, 0, 1, 5],
      [1, 1, 2, 3],
      [1, 2, 3, 8],
      [1, 3, 4, 1],
    ]);
    const fit = leastSquares(x, [1, 2, 4, 3]);
    expect(fit.rank).toBe(3);
    expect(fit.coefficients.map((value) => value === null)).toEqual([false, false, true, false]);
    expect(fit.kept).toEqual([0, 1, 3]);
    expect(householderQr(x).pivots).toEqual([0, 1, 3, 2]);
  });
});

it("blocks, forms and traces are what they are by hand", () => {
  const a = matrixOf([
    [1, 2],
    [3, 4],
  ]);
  expect(quadraticForm([1, 2], a)).toBe(27);
  expect(traceOfProduct(a, a)).toBe(29);
  expect(toRows(besides([a, submatrix(a, [1, 0], [1])]))).toEqual([
    [1, 2, 4],
    [3, 4, 2],
  ]);
  expect([...diagonalOf(a)]).toEqual([1, 4]);
});
