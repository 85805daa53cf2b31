import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entry } from "../linear/matrix.ts";
import { gradientOf, hessianOf, jacobianOf } from "./derivatives.ts";
import { minimize } from "./minimize.ts";
import { minimizeScalar } from "./minimize-scalar.ts";
import { gaussHermite, gaussLegendre, integrate } from "./quadrature.ts";
import { expandBracket, findRoot } from "./root.ts";

const valley = (x: Float64Array): number => {
  const [a, b] = [x[0] as number, x[1] as number];
  return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
};

describe("a root", () => {
  it("is found to the last digits wherever the ends differ in sign", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (place) => {
        const found = findRoot((x) => Math.expm1(x - place), { low: -60, high: 70 });
        expect(found?.converged).toBe(true);
        expect(Math.abs((found?.root ?? 0) - place)).toBeLessThanOrEqual(
          1e-14 * Math.max(1, Math.abs(place)),
        );
      }),
    );
  });

  it("is not told of where the ends do not differ, or are not numbers", () => {
    expect(findRoot((x) => x * x + 1, { low: -1, high: 1 })).toBeUndefined();
    expect(findRoot(() => Number.NaN, { low: -1, high: 1 })).toBeUndefined();
    expect(expandBracket((x) => x * x + 1, { low: -1, high: 1 })).toBeUndefined();
  });

  it("is bracketed by widening on the sides that may move", () => {
    expect(expandBracket((x) => x - 100, { low: 0, high: 1 }, { side: "high" })).toEqual({
      low: 0,
      high: 128,
    });
  });
});

describe("a minimum", () => {
  it("of Rosenbrock's valley is reached with a gradient near zero", () => {
    const { x, converged, gradient } = minimize(valley, Float64Array.of(-1.2, 1));
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 8);
    expect(x[1]).toBeCloseTo(1, 8);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-7);
  });

  it("is not claimed where the function falls forever", () => {
    expect(minimize((x) => -(x[0] as number), Float64Array.of(0), { longestStep: 1 }).converged).toBe(false);
  });

  it("of one variable is found between its bounds, or at one of them", () => {
    expect(minimizeScalar((x) => (x - 2) ** 2, { low: -10, high: 7 }).x).toBeCloseTo(2, 7);
    expect(minimizeScalar((x) => x, { low: 3, high: 7 }).x).toBeCloseTo(3, 6);
  });
});

it("derivatives by differences have ten digits in a gradient and eight in a Hessian", () => {
  const f = (x: Float64Array): number => Math.sin(x[0] as number) * Math.exp(x[1] as number);
  const at = Float64Array.of(0.7, -1.3);
  const [s, c, e] = [Math.sin(0.7), Math.cos(0.7), Math.exp(-1.3)];
  const gradient = gradientOf(f, at);
  expect(gradient[0]).toBeCloseTo(c * e, 10);
  expect(gradient[1]).toBeCloseTo(s * e, 10);
  const hessian = hessianOf(f, at);
  expect(entry(hessian, 0, 0)).toBeCloseTo(-s * e, 8);
  expect(entry(hessian, 0, 1)).toBeCloseTo(c * e, 8);
  expect(
    entry(
      jacobianOf((x) => gradientOf(f, x), at),
      1,
      0,
    ),
  ).toBeCloseTo(c * e, 8);
});

describe("an integral", () => {
  it("by n Gauss–Legendre nodes is exact for polynomials of degree 2n − 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(), (count, seed) => {
        const degree = seed % (2 * count);
        const { nodes, weights } = gaussLegendre(count);
        const sum = nodes.reduce(
          (total, node, index) => total + (weights[index] as number) * node ** degree,
          0,
        );
        expect(sum).toBeCloseTo(degree % 2 === 1 ? 0 : 2 / (degree + 1), 13);
      }),
    );
  });

  it("by Gauss–Hermite nodes has the moments of the normal distribution", () => {
    for (const count of [5, 7, 20, 64, 100]) {
      const { nodes, weights } = gaussHermite(count);
      const moment = (power: number): number =>
        nodes.reduce(
          (total, node, index) => total + (weights[index] as number) * (Math.SQRT2 * node) ** power,
          0,
        ) / Math.sqrt(Math.PI);
      expect([0, 1, 2, 4, 6, 8].map(moment).map((value) => Number(value.toFixed(9)) + 0)).toEqual([
        1, 0, 1, 3, 15, 105,
      ]);
    }
  });

  it("over a line that ends or does not is had to twelve digits, with an error that is not smaller than the true one", () => {
    const cases: readonly [number, number, number, (x: number) => number][] = [
      [0, 1, 2 / 3, Math.sqrt],
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Math.sqrt(Math.PI), (x) => Math.exp(-x * x)],
      [0, Number.POSITIVE_INFINITY, 1, (x) => Math.exp(-x)],
      [Number.NEGATIVE_INFINITY, 0, Math.PI / 2, (x) => 1 / (1 + x * x)],
      [-1, 1, 1, Math.abs],
    ];
    for (const [low, high, truth, f] of cases) {
      const { value, error, converged } = integrate(f, low, high, { breaks: [0] });
      expect(converged).toBe(true);
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(Math.max(error, 1e-13));
      expect(Math.abs(value - truth)).toBeLessThan(1e-11);
    }
  });
});
