import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { rateIssues } from "./error-rates.ts";

export type FisherPlan = {
  /** In each group: whole numbers up to 1000. */
  readonly n1: number;
  readonly n2: number;
  readonly first: number;
  readonly second: number;
  /** Of both sides together where there are two; 0.05 unless given. */
  readonly level?: number;
  readonly sides?: 1 | 2;
};

/**
 * The power of Fisher's exact test, by going through all tables. The two-sided test counts all tables that are no
 * likelier than the observed; the one-sided looks for a larger first rate.
 *
 * Fisher (1935), J. R. Stat. Soc. 98:39; Casagrande, Pike and Smith (1978), Biometrics 34:483.
 */
export function fisherPower(plan: FisherPlan): Result<number, InvalidInput> {
  const { n1, n2, first, second, level = 0.05, sides = 2 } = plan;
  const issues = [...rateIssues({ first, second, level })];
  for (const [path, n] of Object.entries({ n1, n2 })) {
    if (!(Number.isInteger(n) && n >= 1 && n <= 1000))
      issues.push({ path, message: `expected a whole number from 1 to 1000, got ${n}` });
  }
  if (issues.length > 0) return failed(invalidInput(...issues));
  const logs = logFactorials(n1 + n2);
  const [one, two] = [binomial(n1, first, logs), binomial(n2, second, logs)];
  let power = 0;
  for (let events = 0; events <= n1 + n2; events += 1) {
    const low = Math.max(0, events - n2);
    const chances = hypergeometric(n1, n2, events, logs);
    const values = sides === 1 ? upperTails(chances) : likelierSums(chances);
    values.forEach((p, index) => {
      if (p <= level) power += (one[low + index] ?? 0) * (two[events - low - index] ?? 0);
    });
  }
  return ok(Math.min(1, power));
}

function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 1; n <= most; n += 1) logs[n] = (logs[n - 1] ?? 0) + Math.log(n);
  return logs;
}

function logChoose(n: number, k: number, logs: Float64Array): number {
  return (logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0);
}

function binomial(n: number, rate: number, logs: Float64Array): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(logChoose(n, k, logs) + k * Math.log(rate) + (n - k) * Math.log1p(-rate)),
  );
}

function hypergeometric(n1: number, n2: number, events: number, logs: Float64Array): Float64Array {
  const [low, high] = [Math.max(0, events - n2), Math.min(n1, events)];
  const all = logChoose(n1 + n2, events, logs);
  return Float64Array.from({ length: high - low + 1 }, (_, index) =>
    Math.exp(logChoose(n1, low + index, logs) + logChoose(n2, events - low - index, logs) - all),
  );
}

function upperTails(chances: Float64Array): Float64Array {
  const tails = Float64Array.from(chances);
  for (let index = tails.length - 2; index >= 0; index -= 1)
    tails[index] = (tails[index] ?? 0) + (tails[index + 1] ?? 0);
  return tails;
}

/** For each table the chance of all that are no likelier, but for rounding, as R's fisher.test. */
function likelierSums(chances: Float64Array): Float64Array {
  return chances.map((chance) =>
    chances.reduce((sum, other) => (other <= chance * (1 + 1e-7) ? sum + other : sum), 0),
  );
}
