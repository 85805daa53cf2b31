export type ScalarMinimum = { readonly x: number; readonly value: number; readonly iterations: number };

const golden = (3 - Math.sqrt(5)) / 2;

/** A minimum of `f` between `low` and `high`. Brent (1973), Algorithms for Minimization without Derivatives, ch. 5. */
export function minimizeScalar(
  f: (x: number) => number,
  { low, high }: { readonly low: number; readonly high: number },
  {
    tolerance = 1e-9,
    mostIterations = 200,
  }: { readonly tolerance?: number; readonly mostIterations?: number } = {},
): ScalarMinimum {
  let [a, b] = [low, high];
  let best = a + golden * (b - a);
  let [second, third] = [best, best];
  let atBest = f(best);
  let [atSecond, atThird] = [atBest, atBest];
  let [step, before] = [0, 0];
  for (let iterations = 1; iterations <= mostIterations; iterations += 1) {
    const middle = (a + b) / 2;
    const limit = 1.5e-8 * Math.abs(best) + tolerance / 3;
    if (Math.abs(best - middle) <= 2 * limit - (b - a) / 2) return { x: best, value: atBest, iterations };
    const parabola =
      Math.abs(before) > limit ? parabolaStep([best, second, third], [atBest, atSecond, atThird]) : undefined;
    const fits =
      parabola !== undefined &&
      Math.abs(parabola) < Math.abs(before / 2) &&
      best + parabola > a &&
      best + parabola < b;
    if (fits) [before, step] = [step, parabola];
    else {
      before = best < middle ? b - best : a - best;
      step = golden * before;
    }
    const x = best + (Math.abs(step) >= limit ? step : Math.sign(step) * limit);
    const value = f(x);
    if (value <= atBest) {
      if (x < best) b = best;
      else a = best;
      [third, atThird, second, atSecond, best, atBest] = [second, atSecond, best, atBest, x, value];
      continue;
    }
    if (x < best) a = x;
    else b = x;
    if (value <= atSecond || second === best)
      [third, atThird, second, atSecond] = [second, atSecond, x, value];
    else if (value <= atThird || third === best || third === second) [third, atThird] = [x, value];
  }
  return { x: best, value: atBest, iterations: mostIterations };
}

/** From the first of three points to the lowest of the parabola through them. */
function parabolaStep(
  [x, w, v]: readonly [number, number, number],
  [fx, fw, fv]: readonly [number, number, number],
): number | undefined {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const below = 2 * (q - r);
  return below === 0 ? undefined : -((x - v) * q - (x - w) * r) / below;
}
