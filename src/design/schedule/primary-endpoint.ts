import type { CompiledDesign } from "../compile/compiled-design.ts";

/**
 * The visit that gives the primary endpoint: as the rules of rating name it, else the time point of the first estimand of a primary
 * objective (ICH E9(R1) A.3.3). Undefined where the design names none.
 */
export function primaryEndpointEncounter({ design }: Pick<CompiledDesign, "design">): string | undefined {
  const named = design.independentRating?.primaryEndpointEncounterId;
  if (named !== undefined) return named;
  const primary = new Set(design.objectives.flatMap(({ id, level }) => (level === "primary" ? [id] : [])));
  return design.estimands.find(({ objectiveId }) => objectiveId !== undefined && primary.has(objectiveId))
    ?.timePoint?.encounterId;
}
