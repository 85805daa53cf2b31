import type { StudyDesign } from "../model/study-design.ts";
import { nextOf } from "../schedule/timeline-graph.ts";

/** The kinds of thing that a change is told of. */
export type PartKind =
  | "study"
  | "population"
  | "parameter"
  | "arm"
  | "epoch"
  | "element"
  | "cell"
  | "objective"
  | "estimand"
  | "encounter"
  | "activity"
  | "timeline"
  | "instance"
  | "code list"
  | "form"
  | "group"
  | "item"
  | "criterion"
  | "consent"
  | "blinding"
  | "emergency care"
  | "closed reports"
  | "dose regimen"
  | "kits"
  | "randomization"
  | "independent rating"
  | "recordings"
  | "follow-up"
  | "incidents"
  | "session"
  | "definition"
  | "safety";

/** One thing of a design that keeps its identity across versions, without the things inside it. */
export type DesignPart = {
  readonly kind: PartKind;
  /** An item is `form.item`, wherever on the form it stands. */
  readonly id: string;
  readonly label: string;
  readonly content: Readonly<Record<string, unknown>>;
};

/** Kind and id in one word, by which the two versions are laid side by side. */
export function partKey({ kind, id }: Pick<DesignPart, "kind" | "id">): string {
  return `${kind} ${id}`;
}

/** Every part of a design. Its version number, date and list of amendments are no part: they always change. */
export function designParts(design: StudyDesign): readonly DesignPart[] {
  const {
    population,
    blinding,
    emergencyCare,
    closedReports,
    randomization,
    kits,
    independentRating,
    safety,
  } = design;
  return [
    studyPart(design),
    ...(population
      ? [{ kind: "population" as const, id: "population", label: "", content: population }]
      : []),
    ...parts("parameter", design.parameters),
    ...parts("arm", design.arms),
    ...parts("epoch", design.epochs),
    ...parts("element", design.elements),
    ...parts(
      "cell",
      design.cells.map((cell) => ({ id: `${cell.armId}/${cell.epochId}`, ...cell })),
    ),
    ...parts("objective", design.objectives),
    ...parts("estimand", design.estimands),
    ...parts("encounter", design.encounters),
    ...parts("activity", design.activities),
    ...timelineParts(design),
    ...parts("code list", design.codeLists),
    ...formParts(design),
    ...parts("criterion", design.eligibilityCriteria),
    ...parts("consent", design.consents),
    ...(blinding ? [{ kind: "blinding" as const, id: "blinding", label: "", content: blinding }] : []),
    ...(emergencyCare
      ? [{ kind: "emergency care" as const, id: "emergency-care", label: "", content: emergencyCare }]
      : []),
    ...(closedReports
      ? [{ kind: "closed reports" as const, id: "closed-reports", label: "", content: closedReports }]
      : []),
    ...parts("dose regimen", design.doseRegimens),
    ...(kits ? [{ kind: "kits" as const, id: "kits", label: "", content: kits }] : []),
    ...(randomization
      ? [{ kind: "randomization" as const, id: "randomization", label: "", content: randomization }]
      : []),
    ...parts("session", design.sessions ?? []),
    ...(independentRating
      ? [
          {
            kind: "independent rating" as const,
            id: "independent-rating",
            label: "",
            content: independentRating,
          },
        ]
      : []),
    ...(safety ? safetyParts(safety) : []),
    ...whole("recordings", design.recordings),
    ...whole("follow-up", design.followUp),
    ...whole("incidents", design.incidents),
  ];
}

/** Each definition for itself: a change of its words is told as such. */
function safetyParts({ definitions, ...rest }: NonNullable<StudyDesign["safety"]>): readonly DesignPart[] {
  return [
    ...parts("definition", definitions),
    { kind: "safety" as const, id: "safety", label: "", content: rest },
  ];
}

/** What the design says of one thing, as a part of its own. */
function whole(
  kind: PartKind & ("recordings" | "follow-up" | "incidents"),
  content: Readonly<Record<string, unknown>> | undefined,
): readonly DesignPart[] {
  return content ? [{ kind, id: kind, label: "", content }] : [];
}

type Thing = { readonly id: string; readonly label?: string | undefined; readonly name?: string | undefined };

function parts(kind: PartKind, things: readonly Thing[]): readonly DesignPart[] {
  return things.map((thing) => {
    const { id, ...content } = thing;
    return { kind, id, label: thing.label ?? thing.name ?? "", content };
  });
}

function studyPart(design: StudyDesign): DesignPart {
  const { name, title, rationale, phase, studyType, identifiers, indications, notes } = design;
  const content = { name, title, rationale, phase, studyType, identifiers, indications, notes };
  return { kind: "study", id: design.id, label: "", content };
}

function timelineParts({ scheduleTimelines }: StudyDesign): readonly DesignPart[] {
  return scheduleTimelines.flatMap((timeline) => {
    const { instances, ...rest } = timeline;
    const placed = instances.map((instance, index) => {
      const content = { ...instance, timelineOf: timeline.id, next: nextOf(timeline, index) ?? "exit" };
      return { ...content, id: instance.id };
    });
    return [...parts("timeline", [rest]), ...parts("instance", placed)];
  });
}

function formParts({ forms }: StudyDesign): readonly DesignPart[] {
  return forms.flatMap((form) => {
    const { itemGroups, ...rest } = form;
    const groups = itemGroups.map(({ items: _, ...group }) => ({
      ...group,
      id: `${form.id}.${group.id}`,
      formOf: form.id,
    }));
    const items = itemGroups.flatMap((group) =>
      group.items.map((item) => ({
        ...item,
        id: `${form.id}.${item.id}`,
        formOf: form.id,
        groupId: group.id,
        inRows: group.repeating !== undefined,
      })),
    );
    return [...parts("form", [rest]), ...parts("group", groups), ...parts("item", items)];
  });
}
