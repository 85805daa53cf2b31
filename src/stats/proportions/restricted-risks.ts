import type { RiskContrast, TwoProportions } from "./two-proportions.ts";

/** The two risks, most likely given that their contrast is what it is said to be. */
export type Risks = { readonly first: number; readonly second: number };

/**
 * The risks of maximum likelihood under a given contrast, in closed form.
 *
 * Miettinen and Nurminen (1985), Comparative analysis of two rates, Stat. Med. 4:213, appendices; Farrington and Manning (1990), Stat.
 * Med. 9:1447.
 */
export function restrictedRisks(groups: TwoProportions, contrast: RiskContrast, value: number): Risks {
  if (contrast === "risk-difference") return underDifference(groups, value);
  if (contrast === "risk-ratio") return underRatio(groups, value);
  return underOddsRatio(groups, value);
}

/** A root of a cubic, by the cosine of a third of an angle. */
function underDifference({ first, second }: TwoProportions, difference: number): Risks {
  const all = first.n + second.n;
  const events = first.events + second.events;
  const square = (first.n + 2 * second.n) * difference - all - events;
  const linear = (second.n * difference - all - 2 * second.events) * difference + events;
  const constant = second.events * difference * (1 - difference);
  const third = square / (3 * all);
  const q = third ** 3 - (linear * square) / (6 * all ** 2) + constant / (2 * all);
  const p = Math.sign(q || 1) * Math.sqrt(Math.max(0, third ** 2 - linear / (3 * all)));
  const cosine = p === 0 ? 0 : Math.max(-1, Math.min(1, q / p ** 3));
  const angle = (Math.PI + Math.acos(cosine)) / 3;
  const risk = within(2 * p * Math.cos(angle) - third);
  return { first: within(risk + difference), second: risk };
}

function underRatio({ first, second }: TwoProportions, ratio: number): Risks {
  const a = (first.n + second.n) * ratio;
  const b = first.n * ratio + first.events + second.n + second.events * ratio;
  const c = first.events + second.events;
  // The smaller root of a x² − b x + c, written so that it loses no digits.
  const risk = within((2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))));
  return { first: within(risk * ratio), second: risk };
}

function underOddsRatio({ first, second }: TwoProportions, oddsRatio: number): Risks {
  const events = first.events + second.events;
  const a = second.n * (oddsRatio - 1);
  const b = first.n * oddsRatio + second.n - events * (oddsRatio - 1);
  const root = Math.sqrt(Math.max(0, b * b + 4 * a * events));
  const risk = within(b >= 0 ? (2 * events) / (b + root) : (root - b) / (2 * a));
  return { first: within((risk * oddsRatio) / (1 + risk * (oddsRatio - 1))), second: risk };
}

function within(risk: number): number {
  return Math.max(0, Math.min(1, risk));
}
