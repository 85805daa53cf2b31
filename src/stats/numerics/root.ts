/** A root, and how it was reached. */
export type Root = { readonly root: number; readonly converged: boolean; readonly iterations: number };

export type Bracket = { readonly low: number; readonly high: number };

/**
 * A root of `f` between `low` and `high`, where it has opposite signs; undefined where it has not.
 *
 * Brent (1973), Algorithms for Minimization without Derivatives, ch. 4: to the last digits unless `tolerance`, absolute, is given.
 */
export function findRoot(
  f: (x: number) => number,
  { low, high }: Bracket,
  {
    tolerance = 0,
    mostIterations = 200,
  }: { readonly tolerance?: number; readonly mostIterations?: number } = {},
): Root | undefined {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return { root: a, converged: true, iterations: 0 };
  if (fb === 0) return { root: b, converged: true, iterations: 0 };
  if (!(fa * fb < 0 || (fa < 0 && fb > 0) || (fa > 0 && fb < 0))) return undefined;
  let [c, fc] = [a, fa];
  let step = b - a;
  let previous = step;
  for (let iterations = 1; iterations <= mostIterations; iterations += 1) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = b - a;
      previous = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const limit = 2 ** -52 * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= limit || fb === 0) return { root: b, converged: true, iterations };
    const interpolated = interpolatedStep({ a, b, c, fa, fb, fc }, half, previous, limit);
    [previous, step] = interpolated === undefined ? [half, half] : [step, interpolated];
    [a, fa] = [b, fb];
    b += Math.abs(step) > limit ? step : Math.sign(half) * limit;
    fb = f(b);
    if (Number.isNaN(fb)) return undefined;
  }
  return { root: b, converged: false, iterations: mostIterations };
}

type Points = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly fa: number;
  readonly fb: number;
  readonly fc: number;
};

/** The step of the secant or of inverse quadratic interpolation, where it is a good one. */
function interpolatedStep(
  { a, b, c, fa, fb, fc }: Points,
  half: number,
  previous: number,
  limit: number,
): number | undefined {
  if (Math.abs(previous) < limit || Math.abs(fa) <= Math.abs(fb)) return undefined;
  const s = fb / fa;
  const [q, r] = [fa / fc, fb / fc];
  let above = a === c ? 2 * half * s : s * (2 * half * q * (q - r) - (b - a) * (r - 1));
  let below = a === c ? 1 - s : (q - 1) * (r - 1) * (s - 1);
  if (above > 0) below = -below;
  above = Math.abs(above);
  const good = 2 * above < Math.min(3 * half * below - Math.abs(limit * below), Math.abs(previous * below));
  return good ? above / below : undefined;
}

/** Widens a bracket, doubling its reach on the side asked for, until `f` changes its sign; undefined where it does not. */
export function expandBracket(
  f: (x: number) => number,
  { low, high }: Bracket,
  {
    side = "both",
    mostSteps = 80,
  }: { readonly side?: "low" | "high" | "both"; readonly mostSteps?: number } = {},
): Bracket | undefined {
  let [from, to] = [low, high];
  let [atFrom, atTo] = [f(from), f(to)];
  for (let step = 0; step < mostSteps; step += 1) {
    if (atFrom <= 0 !== atTo <= 0 && !Number.isNaN(atFrom + atTo)) return { low: from, high: to };
    const width = to - from;
    if (side !== "high") {
      from -= width;
      atFrom = f(from);
    }
    if (side !== "low") {
      to += width;
      atTo = f(to);
    }
    if (!Number.isFinite(width)) return undefined;
  }
  return undefined;
}
