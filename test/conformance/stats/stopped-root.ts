/**
 * The root at which R's `uniroot` stops: Brent's zeroin (netlib's `zeroin`), which ends as soon as the root is known to within `tolerance`. R's
 * exact tests solve for their odds ratios to 1.2e-4 and Wilcoxon's for its shift to 1e-4, so that their last digits are those of where it stopped; with
 * the same steps on our functions they can be compared to all digits. The statistics themselves solve to the last digit.
 */
export function stoppedRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 2 ** -13,
): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  let [c, fc] = [a, fa];
  for (let steps = 0; steps < 1000; steps += 1) {
    const last = b - a;
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const limit = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= limit || fb === 0) return b;
    const promising = Math.abs(last) >= limit && Math.abs(fa) > Math.abs(fb);
    const step = (promising ? interpolated({ a, b, c, fa, fb, fc }, last, limit) : undefined) ?? half;
    [a, fa] = [b, fb];
    b += Math.abs(step) < limit ? (step > 0 ? limit : -limit) : step;
    fb = f(b);
    if (fb > 0 === fc > 0 && fb < 0 === fc < 0) [c, fc] = [a, fa];
  }
  return b;
}

type Points = Readonly<Record<"a" | "b" | "c" | "fa" | "fb" | "fc", number>>;

function interpolated({ a, b, c, fa, fb, fc }: Points, last: number, limit: number): number | undefined {
  const width = c - b;
  const t = fb / fa;
  const [q, r] = [fa / fc, fb / fc];
  let above = a === c ? width * t : t * (width * q * (q - r) - (b - a) * (r - 1));
  let below = a === c ? 1 - t : (q - 1) * (r - 1) * (t - 1);
  if (above > 0) below = -below;
  else above = -above;
  const isGood =
    above < 0.75 * width * below - Math.abs(limit * below) / 2 && above < Math.abs((last * below) / 2);
  return isGood ? above / below : undefined;
}
