import { type RandomizationPlan, type Role, roles, type StudyDesign } from "#design";
import { canonicalJson } from "#kernel";
import { siteRoles } from "../permission.ts";
import type { Viewer } from "./view.ts";

/** Who may know arms, and so the lengths of blocks. */
const unblinded: readonly Role[] = ["unblinded-statistician", "unblinded-pharmacist"];

/** From whom all that helps to guess the next arm is kept: whoever meets participants, rates them, or judges them for the sponsor. */
const keptFrom: readonly Role[] = [
  ...siteRoles,
  "independent-rater",
  "rater-coordinator",
  "participant",
  "sponsor-study-team",
  "monitor",
  "statistician",
];

/** Whether one of the roles is blinded, which blinds the person in all of them. */
export function isBlindedInAny(own: readonly Role[]): boolean {
  return own.some((role) => keptFrom.includes(role));
}

/** What everybody may know of a design, in whatever role. */
export function designForEverybody(design: StudyDesign): StudyDesign {
  return designAsSeen(design, { roles });
}

/**
 * The one door through which a design leaves: as it was published, without what would help this viewer to guess the next arm (ICH
 * E9 2.3.2: block lengths and the like are kept from sites). Lengths of blocks are for unblinded roles alone; the random element, how
 * imbalance is reckoned, the weights, and the parameters that hold nothing else are kept from all who are named above. One role that is
 * kept from them keeps the person from them.
 */
export function designAsSeen(design: StudyDesign, { roles: own }: Pick<Viewer, "roles">): StudyDesign {
  const { randomization } = design;
  if (!randomization) return design;
  const isKept = isBlindedInAny(own);
  const isUnblinded = !isKept && own.some((role) => unblinded.includes(role));
  const withBlocks = isUnblinded ? randomization : withoutBlocks(randomization);
  if (!isKept) return withBlocks === randomization ? design : { ...design, randomization: withBlocks };
  const kept = { ...design, randomization: withoutDetails(withBlocks) };
  return { ...kept, parameters: parametersLeft(design, kept) };
}

function withoutBlocks(plan: RandomizationPlan): RandomizationPlan {
  const { blockSizes, ...rest } = plan;
  return blockSizes === undefined ? plan : rest;
}

function withoutDetails(plan: RandomizationPlan): RandomizationPlan {
  const { randomElement: _element, imbalance: _imbalance, site, factors, ...rest } = plan;
  return {
    ...rest,
    factors: factors.map(({ weight: _weight, ...factor }) => factor),
    ...(site ? { site: withoutWeight(site) } : {}),
  };
}

function withoutWeight({
  weight: _weight,
  ...site
}: NonNullable<RandomizationPlan["site"]>): NonNullable<RandomizationPlan["site"]> {
  return site;
}

/** The parameters without those that only what was taken away refers to. */
function parametersLeft(before: StudyDesign, after: StudyDesign): StudyDesign["parameters"] {
  const [named, rest] = [canonicalJson(before.randomization), canonicalJson({ ...after, parameters: [] })];
  return before.parameters.filter(({ id }) => !mentions(named, id) || mentions(rest, id));
}

/** A parameter is named as a field's value, in an expression as `$id`, in a text as `{id}`. */
function mentions(json: string, id: string): boolean {
  if (json.includes(`"parameter":"${id}"`) || json.includes(`{${id}}`)) return true;
  return json
    .split(`$${id}`)
    .slice(1)
    .some((after) => !/^[-_.]?[A-Za-z0-9]/.test(after));
}
