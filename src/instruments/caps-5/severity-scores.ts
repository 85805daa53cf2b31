import { type Computed, computed, notComputed, notRated } from "../computation.ts";
import { clusterItems, dsm5Clusters } from "../dsm-5-symptoms.ts";
import { computedCount, countPresent } from "../symptom-count.ts";
import { type Interview, presences, symptomOf } from "./interview.ts";
import { dissociationItems, symptomItems } from "./symptoms.ts";

/** Item and cluster severities, symptom counts and totals. */
export function severityScores(interview: Interview): Readonly<Record<string, Computed>> {
  const items = [...symptomItems, ...dissociationItems];
  return {
    ...Object.fromEntries(items.map((item) => [`item${item}Severity`, severitySum(interview, [item])])),
    ...Object.fromEntries(
      dsm5Clusters.flatMap((cluster) => [
        [`cluster${cluster}`, severitySum(interview, clusterItems(cluster))],
        [`symptoms${cluster}`, presentCount(interview, clusterItems(cluster))],
      ]),
    ),
    total: severitySum(interview, symptomItems),
    totalTraumaRelated: traumaRelatedSum(interview),
    symptoms: presentCount(interview, symptomItems),
    dissociation: severitySum(interview, dissociationItems),
  };
}

/** Whether a symptom is not, or may not be, absent; of the others trauma-relatedness is not asked. */
export function mayCount(interview: Interview, item: number): boolean {
  return symptomOf(interview, item).bounds.most > 0;
}

function severitySum(interview: Interview, items: readonly number[]): Computed {
  const unrated = items.filter((item) => symptomOf(interview, item).severity === undefined);
  if (unrated.length > 0) return notComputed(notRated(unrated));
  return computed(items.reduce((sum, item) => sum + (symptomOf(interview, item).severity ?? 0), 0));
}

/** As `total`, leaving out the symptoms whose link to the event was rated unlikely. */
function traumaRelatedSum(interview: Interview): Computed {
  const counting = symptomItems.filter((item) => mayCount(interview, item));
  const open = counting.filter((item) => symptomOf(interview, item).traumaRelated === "unknown");
  if (open.length > 0) return notComputed(`trauma-relatedness of ${notRated(open)}`);
  return severitySum(
    interview,
    counting.filter((item) => symptomOf(interview, item).traumaRelated === true),
  );
}

function presentCount(interview: Interview, items: readonly number[]): Computed {
  const undecided = items.filter((item) => symptomOf(interview, item).present === "unknown");
  return computedCount(countPresent(presences(interview, items)), notRated(undecided));
}
