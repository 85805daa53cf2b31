import { groupOf, type LikelihoodPoint, type Problem } from "./likelihood.ts";
import { addProduct, dotFrom, factorColumn, packedIndex, packedLength } from "./packed.ts";
import type { Pattern } from "./patterns.ts";

/** The slope and curvature of −2 log likelihood, and how X′V⁻¹X and X′V⁻¹r move with the parameters. */
export type LikelihoodDerivatives = {
  readonly gradient: Float64Array;
  /** Row after row. */
  readonly hessian: Float64Array;
  /** For each parameter Qₖ = X′V⁻¹ V̇ₖ V⁻¹X, row after row: −∂(X′V⁻¹X). */
  readonly informationSlopes: readonly Float64Array[];
};

/**
 * Exact first and second derivatives at a point. Per pattern, with W = V⁻¹, n participants and B = Σ XΦX′ + rr′:
 * the gradient by V is W(nV − B)W, the curvature between two directions E and F is tr(E Z F W) with Z = W(2B − nV)W, less
 * tr(ΦQΦQ) and 2u′Φu over all patterns, with u = X′W V̇ Wr.
 *
 * Lindstrom and Bates (1988), Newton–Raphson and EM algorithms for linear mixed-effects models, J. Am. Stat. Assoc. 83:1014.
 */
export function derivativesAt(problem: Problem, point: LikelihoodPoint): LikelihoodDerivatives {
  const { patterns, family, columns } = problem;
  const all = family.parameters * family.groups;
  const width = packedLength(columns + 1);
  const sums: Sums = {
    all,
    width,
    gradient: new Float64Array(all),
    hessian: new Float64Array(all * all),
    slopes: new Float64Array(all * width),
  };
  const spread = spreadOf(problem, point);
  patterns.forEach((pattern, index) => {
    addPattern(problem, point, pattern, point.weights[index] as Float64Array, spread, sums);
  });
  return finish(problem, point, sums);
}

type Sums = {
  readonly all: number;
  readonly width: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  /** For each parameter Σ Z′W V̇ WZ, packed. */
  readonly slopes: Float64Array;
};

/** Packed so that its product with moments of z = (x, y) is Σ x_a′Φx_b + r_a r_b; entries off the diagonal count twice. Without Φ in maximum likelihood. */
function spreadOf(
  { columns, restricted }: Problem,
  { coefficients, covariance }: LikelihoodPoint,
): Float64Array {
  const spread = new Float64Array(packedLength(columns + 1));
  const residual = (index: number): number => (index === columns ? 1 : -(coefficients[index] as number));
  for (let row = 0; row <= columns; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const own = restricted && row < columns ? (covariance[row * columns + column] as number) : 0;
      const value = own + residual(row) * residual(column);
      spread[packedIndex(row, column)] = row === column ? value : 2 * value;
    }
  }
  return spread;
}

function addPattern(
  { family }: Problem,
  { theta }: LikelihoodPoint,
  { group, places, count, moments }: Pattern,
  weight: Float64Array,
  spread: Float64Array,
  { all, width, gradient, hessian, slopes }: Sums,
): void {
  const size = places.length;
  const cells = packedLength(size);
  const { slope, bend } = curvatureOf(weight, size, count, spread, moments);
  const local = {
    slopes: sandwiches(weight, size),
    hessian: curvatures(weight, bend, size),
  };
  const start = group * family.parameters;
  const entries = family.entries?.(places);
  if (entries !== undefined) {
    const made = new Float64Array(cells * width);
    addProduct(made, local.slopes, moments, { rows: cells, inner: cells, columns: width });
    for (let k = 0; k < cells; k += 1) {
      const row = start + (entries[k] as number);
      gradient[row] = (gradient[row] as number) + (slope[k] as number);
      addTo(slopes, row * width, made, k * width, width);
      for (let l = 0; l < cells; l += 1) {
        const at = row * all + start + (entries[l] as number);
        hessian[at] = (hessian[at] as number) + (local.hessian[k * cells + l] as number);
      }
    }
    return;
  }
  const { first, second } = family.at(groupOf(family, theta, group), places, 2);
  const own = family.parameters;
  const turned = new Float64Array(own * cells);
  addProduct(turned, first, local.slopes, { rows: own, inner: cells, columns: cells });
  addProduct(slopes.subarray(start * width), turned, moments, { rows: own, inner: cells, columns: width });
  const bent = new Float64Array(own * cells);
  addProduct(bent, first, local.hessian, { rows: own, inner: cells, columns: cells });
  for (let k = 0; k < own; k += 1) {
    const row = start + k;
    gradient[row] = (gradient[row] as number) + dotFrom(slope, first, k * cells);
    for (let l = 0; l < own; l += 1) {
      const at = row * all + start + l;
      const straight = dotFrom(first.subarray(l * cells, (l + 1) * cells), bent, k * cells);
      const curved = dotFrom(slope, second, packedIndex(k, l) * cells);
      hessian[at] = (hessian[at] as number) + straight + curved;
    }
  }
}

function addTo(target: Float64Array, to: number, source: Float64Array, from: number, length: number): void {
  for (let index = 0; index < length; index += 1)
    target[to + index] = (target[to + index] as number) + (source[from + index] as number);
}

/** The gradient by packed entries of V, and Z = W(2B − nV)W, row after row. */
function curvatureOf(
  weight: Float64Array,
  size: number,
  count: number,
  spread: Float64Array,
  moments: Float64Array,
): { readonly slope: Float64Array; readonly bend: Float64Array } {
  const between = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const sum = dotFrom(spread, moments, packedIndex(row, column) * spread.length);
      between[row * size + column] = row === column ? sum : sum / 2;
      between[column * size + row] = between[row * size + column] as number;
    }
  }
  const inner = squareProduct(squareProduct(weight, between, size), weight, size);
  const slope = new Float64Array(packedLength(size));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const at = row * size + column;
      const value = count * (weight[at] as number) - (inner[at] as number);
      slope[packedIndex(row, column)] = row === column ? value : 2 * value;
    }
  }
  const bend = inner.map((value, index) => 2 * value - count * (weight[index] as number));
  return { slope, bend };
}

export function squareProduct(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  addProduct(result, a, b, { rows: size, inner: size, columns: size });
  return result;
}

/** For each packed entry (a, b) of V the packed lower half of W Ė W: how Σ Z′WZ moves with it. */
export function sandwiches(weight: Float64Array, size: number): Float64Array {
  const cells = packedLength(size);
  const result = new Float64Array(cells * cells);
  let at = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      for (let c = 0; c < size; c += 1) {
        const [ca, cb] = [weight[c * size + a] as number, weight[c * size + b] as number];
        for (let d = 0; d <= c; d += 1) {
          const [da, db] = [weight[d * size + a] as number, weight[d * size + b] as number];
          result[at] = a === b ? ca * da : ca * db + cb * da;
          at += 1;
        }
      }
    }
  }
  return result;
}

/** tr(Ė Z Ḟ W) between packed entries (a, b) and (c, d) of V. */
function curvatures(weight: Float64Array, bend: Float64Array, size: number): Float64Array {
  const cells = packedLength(size);
  const result = new Float64Array(cells * cells);
  let at = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      const half = a === b ? 0.5 : 1;
      for (let c = 0; c < size; c += 1) {
        const [ac, bc] = [bend[a * size + c] as number, bend[b * size + c] as number];
        const [wac, wbc] = [weight[a * size + c] as number, weight[b * size + c] as number];
        for (let d = 0; d <= c; d += 1) {
          const [ad, bd] = [bend[a * size + d] as number, bend[b * size + d] as number];
          const [wad, wbd] = [weight[a * size + d] as number, weight[b * size + d] as number];
          const sum = bc * wad + ac * wbd + bd * wac + ad * wbc;
          result[at] = c === d ? (half * sum) / 2 : half * sum;
          at += 1;
        }
      }
    }
  }
  return result;
}

function finish({ columns, restricted }: Problem, point: LikelihoodPoint, sums: Sums): LikelihoodDerivatives {
  const { all, width, gradient, hessian, slopes } = sums;
  const root = rootOf(point.covariance, columns);
  const informationSlopes: Float64Array[] = [];
  const turned = new Float64Array(all * columns * columns);
  const moved = new Float64Array(all * columns);
  for (let k = 0; k < all; k += 1) {
    const packed = slopes.subarray(k * width, (k + 1) * width);
    const square = new Float64Array(columns * columns);
    for (let row = 0; row < columns; row += 1) {
      for (let column = 0; column <= row; column += 1) {
        const value = packed[packedIndex(row, column)] as number;
        square[row * columns + column] = value;
        square[column * columns + row] = value;
      }
    }
    informationSlopes.push(square);
    const u = Float64Array.from(
      { length: columns },
      (_, row) =>
        (packed[packedIndex(columns, row)] as number) - dotFrom(point.coefficients, square, row * columns),
    );
    for (let row = 0; row < columns; row += 1) moved[k * columns + row] = dotFrom(u, root, row * columns);
    if (restricted) turned.set(congruent(root, square, columns), k * columns * columns);
  }
  const area = columns * columns;
  for (let k = 0; k < all; k += 1) {
    const [mine, ownMove] = [
      turned.subarray(k * area, (k + 1) * area),
      moved.subarray(k * columns, (k + 1) * columns),
    ];
    for (let l = 0; l <= k; l += 1) {
      const lost =
        (restricted ? dotFrom(mine, turned, l * area) : 0) + 2 * dotFrom(ownMove, moved, l * columns);
      hessian[k * all + l] = (hessian[k * all + l] as number) - lost;
      hessian[l * all + k] = hessian[k * all + l] as number;
    }
  }
  return { gradient, hessian, informationSlopes };
}

/** R of Φ = R′R, so that tr(ΦQΦP) is the sum of the products of R Q R′ and R P R′. */
function rootOf(covariance: Float64Array, columns: number): Float64Array {
  return transposeSquare(lowerFactor(covariance, columns), columns);
}

/** L of Φ = L L′, zeros above its diagonal. */
export function lowerFactor(covariance: Float64Array, size: number): Float64Array {
  const lower = Float64Array.from(covariance);
  for (let column = 0; column < size; column += 1) {
    factorColumn(lower, size, column);
    for (let row = 0; row < column; row += 1) lower[row * size + column] = 0;
  }
  return lower;
}

function transposeSquare(a: Float64Array, size: number): Float64Array {
  return Float64Array.from(a, (_, index) => a[(index % size) * size + Math.floor(index / size)] as number);
}

/** root · square · root′ */
function congruent(root: Float64Array, square: Float64Array, size: number): Float64Array {
  return squareProduct(squareProduct(root, square, size), transposeSquare(root, size), size);
}
