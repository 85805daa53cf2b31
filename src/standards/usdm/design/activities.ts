import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { inChainOrder } from "./chain.ts";
import { conceptsOf } from "./concepts.ts";
import { given } from "./given.ts";
import type { ActivityInput } from "./input.ts";
import { readNamed, titleOf } from "./named.ts";

/** What is done, in the order of its chain; `formOf` says on which form it is recorded, if on one. */
export function readActivities(
  reading: Reading,
  design: UsdmObject,
  formOf: ReadonlyMap<string, string>,
): ActivityInput[] {
  return inChainOrder(reading, reading.parts(design, "activities")).map((activity) => {
    const timeline = reading.ref(activity, "timelineId");
    const formId = formOf.get(activity.id);
    return {
      ...readNamed(reading, activity),
      formIds: formId === undefined ? [] : [formId],
      childIds: reading.refs(activity, "childIds").map(({ id }) => reading.ids.of(id)),
      procedures: reading.parts(activity, "definedProcedures").map((each) => readProcedure(reading, each)),
      biomedicalConcepts: conceptNames(reading, activity),
      ...given({
        description: reading.prose(activity, "description"),
        timelineId: timeline && reading.ids.of(timeline.id),
      }),
    };
  });
}

type ProcedureInput = NonNullable<ActivityInput["procedures"]>[number];

function readProcedure(reading: Reading, procedure: UsdmObject): ProcedureInput {
  const code = reading.codes(procedure, "code")[0];
  return {
    name: titleOf(reading, procedure),
    ...given({ type: reading.line(procedure, "procedureType"), code: code && reading.line(code, "code") }),
  };
}

/** The concepts by name, and what stands for a concept: a category of them, or a surrogate. */
function conceptNames(reading: Reading, activity: UsdmObject): string[] {
  const named = [
    ...conceptsOf(reading, activity),
    ...reading.refs(activity, "bcCategoryIds"),
    ...reading.refs(activity, "bcSurrogateIds"),
  ];
  return [...new Set(named.map((concept) => reading.line(concept, "name") ?? reading.ids.of(concept.id)))];
}
