import type { StudyDesignInput } from "#design";

// The parts of a study design as they are written, before defaults are filled in.

type List<Key extends keyof StudyDesignInput> =
  NonNullable<StudyDesignInput[Key]> extends readonly (infer Member)[] ? Member : never;

export type ArmInput = List<"arms">;
export type EpochInput = List<"epochs">;
export type ElementInput = List<"elements">;
export type CellInput = List<"cells">;
export type ObjectiveInput = List<"objectives">;
export type EstimandInput = List<"estimands">;
export type EncounterInput = List<"encounters">;
export type ActivityInput = List<"activities">;
export type TimelineInput = List<"scheduleTimelines">;
export type InstanceInput = TimelineInput["instances"][number];
export type TimingInput = NonNullable<InstanceInput["timing"]>;
export type CriterionInput = List<"eligibilityCriteria">;
export type AmendmentInput = List<"amendments">;
export type FormInput = List<"forms">;
export type ItemGroupInput = NonNullable<FormInput["itemGroups"]>[number];
export type ItemInput = ItemGroupInput["items"][number];
export type CodeListInput = List<"codeLists">;
export type PopulationInput = NonNullable<StudyDesignInput["population"]>;
export type BlindingInput = NonNullable<StudyDesignInput["blinding"]>;
