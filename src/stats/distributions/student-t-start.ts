import { normalQuantile } from "./normal.ts";

/**
 * About how far from 0 a Student t variable lies with probability `p`, for more than 2 degrees of freedom.
 *
 * Hill (1970), Algorithm 396: Student's t-quantiles, Commun. ACM 13:619.
 */
export function studentTStart(p: number, df: number): number {
  const a = 1 / (df - 0.5);
  const b = 48 / (a * a);
  const c = (((20700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df;
  const y = (d * p) ** (2 / df);
  const square = y > 0.05 + a ? nearNormal(p, df, { a, b, c, d }) : inTail(y, df, d);
  return Math.sqrt(df * square);
}

type Coefficients = { readonly a: number; readonly b: number; readonly c: number; readonly d: number };

/** Asymptotic inverse expansion about the normal quantile. */
function nearNormal(p: number, df: number, { a, b, c, d }: Coefficients): number {
  const x = normalQuantile(p / 2);
  const square = x * x;
  const start = df < 5 ? c + 0.3 * (df - 4.5) * (x + 0.6) : c;
  const below = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + start;
  const y = (((((0.4 * square + 6.3) * square + 36) * square + 94.5) / below - square - 3) / b + 1) * x;
  return Math.expm1(a * y * y);
}

function inTail(y: number, df: number, d: number): number {
  const inner = 1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4);
  return ((inner * y - 1) * (df + 1)) / (df + 2) + 1 / y;
}
