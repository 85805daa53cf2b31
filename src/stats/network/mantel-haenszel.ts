import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import type { EventNetwork, EventStudy } from "./event-network.ts";
import { fitLaplacian } from "./laplacian-fit.ts";
import { mantelHaenszelDesign } from "./mantel-haenszel-design.ts";
import type { NetworkStudy } from "./network.ts";
import { connectionIssues, effectsOf, type NetworkEffects, pOfQ } from "./network-meta-analysis.ts";

export type RareEventNetwork = {
  readonly treatments: readonly string[];
  /** Log odds ratios with a common effect. */
  readonly effects: NetworkEffects;
  /** Inconsistency between designs; null where the method has none. */
  readonly q: { readonly value: number; readonly degreesOfFreedom: number; readonly p: number | null } | null;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * Network meta-analysis of log odds ratios without any correction for zero cells: Mantel–Haenszel within designs, weighted least squares
 * between them.
 *
 * Efthimiou et al. (2019), A Mantel-Haenszel model for network meta-analysis of rare events, Stat. Med. 38:2992.
 *
 * Arms of a design without any event, or with nothing but events, cannot be estimated: they are left out and named. Refuses a network that
 * does not hang together without them.
 */
export function mantelHaenszelNetwork(
  network: EventNetwork,
  { level = usualLevel }: LevelOption = {},
): Result<RareEventNetwork, InvalidInput> {
  const issues: readonly InputIssue[] = levelIssues(level);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const left: string[] = [];
  const designs = [...byDesign(network.studies).values()].flatMap((studies): readonly NetworkStudy[] => {
    const kept = informativeArms(network, studies, left);
    return kept.length > 0 ? [mantelHaenszelDesign(kept)] : [];
  });
  const reduced = withoutUnlinked({ treatments: network.treatments, studies: designs });
  const connection = reduced.treatments.length < 2 ? [nothingLeft] : connectionIssues(reduced);
  if (connection.length > 0) return failed(invalidInput(...connection));
  const fit = fitLaplacian(reduced, 0);
  if (fit === undefined) return failed(invalidInput(nothingLeft));
  const { q, degreesOfFreedom } = fit;
  return ok({
    treatments: reduced.treatments,
    effects: effectsOf(fit, 0, level),
    q: { value: q, degreesOfFreedom, p: pOfQ(q, degreesOfFreedom) },
    warnings: left.length === 0 ? [] : [warning("left-out", `Arms that tell no odds: ${left.join(", ")}.`)],
  });
}

const nothingLeft: InputIssue = {
  path: "arms",
  message: "expected events in two linked treatments or more, got too few to estimate an odds ratio",
};

function byDesign(studies: readonly EventStudy[]): ReadonlyMap<string, readonly EventStudy[]> {
  const groups = new Map<string, EventStudy[]>();
  for (const study of studies) {
    const design = study.arms.join(":");
    const group = groups.get(design);
    if (group === undefined) groups.set(design, [study]);
    else group.push(study);
  }
  return groups;
}

/** The studies of a design without the arms that have no events, or nothing else, in any of them. */
function informativeArms(
  { treatments }: EventNetwork,
  studies: readonly EventStudy[],
  left: string[],
): readonly EventStudy[] {
  const telling = studies.filter(({ events, n }) => {
    const total = events.reduce((sum, one) => sum + one, 0);
    return total > 0 && total < n.reduce((sum, one) => sum + one, 0);
  });
  const arms = studies[0]?.arms ?? [];
  const keep = arms.map((_, arm) => {
    const total = telling.reduce((sum, { events }) => sum + (events[arm] as number), 0);
    return total > 0 && total < telling.reduce((sum, { n }) => sum + (n[arm] as number), 0);
  });
  arms.forEach((arm, index) => {
    if (!keep[index]) left.push(`${treatments[arm]} in ${studies.map(({ name }) => name).join(", ")}`);
  });
  if (keep.filter(Boolean).length < 2) return [];
  const chosen = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, index) => keep[index]);
  return telling.map(({ name, arms: own, events, n }) => ({
    name,
    arms: chosen(own),
    events: chosen(events),
    n: chosen(n),
  }));
}

/** The network without treatments that no study is left to link. */
export function withoutUnlinked<Study extends { readonly arms: readonly number[] }>({
  treatments,
  studies,
}: {
  readonly treatments: readonly string[];
  readonly studies: readonly Study[];
}): { readonly treatments: readonly string[]; readonly studies: readonly Study[] } {
  const linked = new Set(studies.flatMap(({ arms }) => arms));
  const places = treatments.map((_, index) => index).filter((index) => linked.has(index));
  return {
    treatments: places.map((index) => treatments[index] as string),
    studies: studies.map((study) => ({ ...study, arms: study.arms.map((arm) => places.indexOf(arm)) })),
  };
}
