import { primaryEndpointEncounter } from "../schedule/primary-endpoint.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, warning, when } from "./design-fault.ts";

/** Rules of independent rating that name nothing, or leave a rater unguarded. */
export function checkRating(checking: Checking): readonly DesignFault[] {
  const { design, compiled } = checking;
  const rules = design.independentRating;
  if (!rules) return checkSets(checking);
  const at = "independentRating";
  const rated = new Map(
    [...compiled.forms].filter(([, { form }]) => form.completedBy === "independent-rater"),
  );
  const second = rules.secondRating;
  const scored = second && compiled.forms.get(second.formId);
  const scores = new Set([...(scored?.scores.keys() ?? []), ...(scored?.items.keys() ?? [])]);
  return [
    ...checkSets(checking),
    ...rules.certificates.flatMap(({ formId }, index) =>
      unresolved("form of a rater", `${at}.certificates.${index}.formId`, formId, rated),
    ),
    ...unresolved(
      "encounter",
      `${at}.primaryEndpointEncounterId`,
      rules.primaryEndpointEncounterId,
      compiled.encounters,
    ),
    ...unresolved("form of a rater", `${at}.secondRating.formId`, second?.formId, rated),
    ...(scored ? unresolved("score", `${at}.secondRating.score`, second?.score, scores) : []),
    ...when(primaryEndpointEncounter(compiled) === undefined, () =>
      warning(
        "primary-endpoint-unnamed",
        `${at}.rotation`,
        "No visit is named as that of the primary endpoint: every rating is given out by the rule for afterwards.",
        "Give the primary estimand its time point, or set primaryEndpointEncounterId.",
      ),
    ),
    ...when(rules.whereabouts === undefined && hasRemoteRating(checking), () =>
      warning(
        "whereabouts-unchecked",
        `${at}.whereabouts`,
        "Raters hold remote interviews, and nobody confirms beforehand where the participant is.",
        "Set whereabouts.",
      ),
    ),
  ];
}

/** Encounters with the forms that a rater answers there. */
function ratedEncounters({ compiled }: Checking): readonly (readonly [string, string])[] {
  return [...compiled.formsAtEncounter].flatMap(([encounterId, formIds]) => {
    const rated = formIds.filter((id) => compiled.forms.get(id)?.form.completedBy === "independent-rater");
    return rated.length === 0 ? [] : [[encounterId, rated.sort().join(", ")] as const];
  });
}

function hasRemoteRating(checking: Checking): boolean {
  return ratedEncounters(checking).some(([id]) =>
    checking.compiled.encounters.get(id)?.contactModes.some((mode) => mode !== "in-person"),
  );
}

/** A rater who is asked for other forms at one visit than at the others can tell which visit it is. */
function checkSets(checking: Checking): readonly DesignFault[] {
  const sets = ratedEncounters(checking);
  const isBlinded = checking.design.blinding?.rules.some(
    ({ role, blindedTo }) => role === "independent-rater" && blindedTo.includes("visit-number"),
  );
  const usual = sets[0]?.[1];
  return sets.flatMap(([encounterId, forms]) =>
    when(isBlinded === true && forms !== usual, () =>
      warning(
        "rater-can-tell-visit",
        `encounters.${checking.design.encounters.findIndex(({ id }) => id === encounterId)}`,
        `The rater answers ${forms} here and ${usual} elsewhere: the set of forms tells which visit it is.`,
        "Ask for the same forms at every rating.",
      ),
    ),
  );
}
