import { at } from "../linear/matrix.ts";
import { gaussLegendre } from "../numerics/quadrature.ts";

/** A distribution of τ as weights on points, which add to one: integrals over τ are sums over the points. */
export type TauGrid = {
  readonly points: Float64Array;
  readonly weights: Float64Array;
  /** The logarithm of the integral of the density that was given. */
  readonly logTotal: number;
  /** Whether halving every part would change the integral by less than 1e-12 of it. */
  readonly converged: boolean;
};

type Panel = { readonly low: number; readonly high: number };

const nodes = 16;
const mostPanels = 3000;

/**
 * Points and weights for a density of τ from 0 to `upper` (or without end): Gauss–Legendre rules on panels of τ = s t / (1 − t), which are
 * halved where the integral is not yet exact. Undefined where the density cannot be integrated.
 */
export function tauGrid(
  logDensity: (tau: number) => number,
  scale: number,
  upper = Number.POSITIVE_INFINITY,
): TauGrid | undefined {
  const end = Number.isFinite(upper) ? upper / (upper + scale) : 1;
  const rule = gaussLegendre(nodes);
  const inPanel = ({ low, high }: Panel): { readonly taus: Float64Array; readonly logs: Float64Array } => {
    const half = (high - low) / 2;
    const ts = rule.nodes.map((node) => low + half * (1 + node));
    const taus = ts.map((t) => (scale * t) / (1 - t));
    const logs = ts.map(
      (t, index) =>
        logDensity(at(taus, index)) + Math.log((scale / (1 - t) ** 2) * half * at(rule.weights, index)),
    );
    return { taus, logs };
  };
  let open: Panel[] = Array.from({ length: 16 }, (_, index) => ({
    low: (end * index) / 16,
    high: (end * (index + 1)) / 16,
  }));
  const top = Math.max(
    ...open.flatMap((panel) => [...inPanel(panel).logs].filter((log) => !Number.isNaN(log))),
  );
  if (!Number.isFinite(top)) return undefined;
  const mass = (panel: Panel): number =>
    inPanel(panel).logs.reduce((sum, log) => sum + Math.exp(log - top), 0);
  let total = open.reduce((sum, panel) => sum + mass(panel), 0);
  const done: Panel[] = [];
  while (open.length > 0 && done.length + open.length < mostPanels) {
    const next: Panel[] = [];
    for (const panel of open) {
      const middle = (panel.low + panel.high) / 2;
      const halves = [
        { low: panel.low, high: middle },
        { low: middle, high: panel.high },
      ];
      const before = mass(panel);
      const after = halves.reduce((sum, half) => sum + mass(half), 0);
      total += after - before;
      if (Math.abs(after - before) <= 1e-14 * total || middle <= panel.low || middle >= panel.high)
        done.push(panel);
      else next.push(...halves);
    }
    open = next;
  }
  if (!(total > 0 && Number.isFinite(total))) return undefined;
  return assembled([...done, ...open].map(inPanel), top, open.length === 0);
}

function assembled(
  parts: readonly { readonly taus: Float64Array; readonly logs: Float64Array }[],
  top: number,
  converged: boolean,
): TauGrid {
  const pairs = parts
    .flatMap(({ taus, logs }) =>
      [...taus].map((tau, index) => ({ tau, weight: Math.exp(at(logs, index) - top) })),
    )
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.tau - b.tau);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  return {
    points: Float64Array.from(pairs, ({ tau }) => tau),
    weights: Float64Array.from(pairs, ({ weight }) => weight / total),
    logTotal: top + Math.log(total),
    converged,
  };
}
