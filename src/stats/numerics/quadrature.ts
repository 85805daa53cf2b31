import { at } from "../linear/matrix.ts";

/** Where an integrand is asked, and what each answer counts. */
export type Rule = { readonly nodes: Float64Array; readonly weights: Float64Array };

/**
 * The Gauss–Legendre rule of `count` nodes on −1 to 1: exact for polynomials of degree 2 · count − 1.
 *
 * Newton's method on the Legendre polynomial from Tricomi's (1950) approximation of its roots.
 */
export function gaussLegendre(count: number): Rule {
  const [nodes, weights] = [new Float64Array(count), new Float64Array(count)];
  for (let index = 0; index < Math.ceil(count / 2); index += 1) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    for (let step = 0; step < 100; step += 1) {
      const { value, slope } = legendre(count, x);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    const { slope } = legendre(count, x);
    const weight = 2 / ((1 - x * x) * slope * slope);
    nodes[index] = -x;
    nodes[count - 1 - index] = x;
    weights[index] = weight;
    weights[count - 1 - index] = weight;
  }
  if (count % 2 === 1) nodes[(count - 1) / 2] = 0;
  return { nodes, weights };
}

function legendre(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n += 1)
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}

/**
 * The Gauss–Hermite rule of `count` nodes, for integrals of f(x) exp(−x²) over all x.
 *
 * Newton's method on the orthonormal Hermite functions; Press et al. (2007), Numerical Recipes, section 4.6, for the starting values.
 */
export function gaussHermite(count: number): Rule {
  const [nodes, weights] = [new Float64Array(count), new Float64Array(count)];
  let x = 0;
  for (let index = 0; index < Math.ceil(count / 2); index += 1) {
    x = hermiteStart(count, index, x, nodes);
    let slope = 0;
    for (let step = 0; step < 100; step += 1) {
      const at = hermite(count, x);
      ({ slope } = at);
      const change = at.value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15 * Math.max(1, Math.abs(x))) break;
    }
    ({ slope } = hermite(count, x));
    nodes[index] = x;
    nodes[count - 1 - index] = -x;
    weights[index] = 2 / (slope * slope);
    weights[count - 1 - index] = 2 / (slope * slope);
  }
  if (count % 2 === 1) nodes[(count - 1) / 2] = 0;
  return { nodes, weights };
}

function hermiteStart(count: number, index: number, x: number, nodes: Float64Array): number {
  if (index === 0) return Math.sqrt(2 * count + 1) - 1.85575 * (2 * count + 1) ** (-1 / 6);
  if (index === 1) return x - (1.14 * count ** 0.426) / x;
  if (index === 2) return 1.86 * x - 0.86 * at(nodes, 0);
  if (index === 3) return 1.91 * x - 0.91 * at(nodes, 1);
  return 2 * x - at(nodes, index - 2);
}

/** The orthonormal Hermite polynomial of a degree and its slope. */
function hermite(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [0, Math.PI ** -0.25];
  for (let n = 0; n < degree; n += 1) {
    [before, value] = [value, x * Math.sqrt(2 / (n + 1)) * value - Math.sqrt(n / (n + 1)) * before];
  }
  return { value, slope: Math.sqrt(2 * degree) * before };
}

export type Integral = {
  readonly value: number;
  readonly error: number;
  readonly evaluations: number;
  readonly converged: boolean;
};

export type IntegrateOptions = {
  readonly absolute?: number;
  readonly relative?: number;
  readonly mostIntervals?: number;
  /** Places inside where the integrand has a kink or a peak. */
  readonly breaks?: readonly number[];
};

type Piece = { readonly low: number; readonly high: number; readonly value: number; readonly error: number };

/**
 * The integral of `f` from `low` to `high`, either of which may be infinite, by halving the interval of the largest error.
 *
 * Gauss–Kronrod rules of 10 and 21 nodes: Piessens et al. (1983), QUADPACK.
 */
export function integrate(
  f: (x: number) => number,
  low: number,
  high: number,
  options: IntegrateOptions = {},
): Integral {
  const { absolute = 0, relative = 1e-12, mostIntervals = 400, breaks = [] } = options;
  const transformed = onFiniteLine(f, low, high);
  const edges = [
    low,
    ...breaks.filter((place) => place > low && place < high).sort((a, b) => a - b),
    high,
  ].map(transformed.place);
  const pieces: Piece[] = edges
    .slice(1)
    .map((edge, index) => kronrod(transformed.f, edges[index] as number, edge));
  for (;;) {
    const value = pieces.reduce((sum, piece) => sum + piece.value, 0);
    const error = pieces.reduce((sum, piece) => sum + piece.error, 0);
    const converged = error <= Math.max(absolute, relative * Math.abs(value));
    if (converged || pieces.length >= mostIntervals || !Number.isFinite(value)) {
      return { value, error, evaluations: 21 * (2 * pieces.length - edges.length + 1), converged };
    }
    const worst = pieces.reduce(
      (most, piece, index) => (piece.error > (pieces[most] as Piece).error ? index : most),
      0,
    );
    const { low: from, high: to } = pieces[worst] as Piece;
    const middle = (from + to) / 2;
    pieces.splice(worst, 1, kronrod(transformed.f, from, middle), kronrod(transformed.f, middle, to));
  }
}

/** The same integral over a finite line: x = t / (1 − t²) where it is infinite. */
function onFiniteLine(
  f: (x: number) => number,
  low: number,
  high: number,
): { readonly f: (t: number) => number; readonly place: (x: number) => number } {
  if (Number.isFinite(low) && Number.isFinite(high)) return { f, place: (x) => x };
  const place = (x: number): number => {
    if (!Number.isFinite(x)) return Math.sign(x);
    return x === 0 ? 0 : (2 * x) / (1 + Math.hypot(1, 2 * x));
  };
  return {
    place,
    f: (t) => {
      const rest = (1 - t) * (1 + t);
      if (rest <= 0) return 0;
      const value = f(t / rest);
      return value === 0 ? 0 : (value * (1 + t * t)) / (rest * rest);
    },
  };
}

function kronrod(f: (x: number) => number, low: number, high: number): Piece {
  const center = (low + high) / 2;
  const half = (high - low) / 2;
  const middle = f(center);
  let wide = middle * at(kronrodWeights, 10);
  let narrow = 0;
  for (let index = 0; index < 10; index += 1) {
    const distance = half * at(kronrodNodes, index);
    const sum = f(center - distance) + f(center + distance);
    wide += at(kronrodWeights, index) * sum;
    if (index % 2 === 1) narrow += at(gaussWeights, (index - 1) / 2) * sum;
  }
  const difference = Math.abs((wide - narrow) * half);
  // The wide rule is far better than that: an error to rely on.
  return { low, high, value: wide * half, error: difference };
}

const kronrodNodes = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169,
  0.6794095682990244, 0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.1488743389816312,
];
const kronrodWeights = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976,
  0.10938715880229764, 0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.14773910490133849,
  0.1494455540029169,
];
const gaussWeights = [
  0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635, 0.29552422471475287,
];
