import type { Expression } from "../expression/expression.ts";
import type { TypeKind } from "../expression/expression-type.ts";
import type { Vocabulary } from "../expression/vocabulary.ts";
import type { InstrumentScorer } from "../instrument-catalog.ts";
import type { CodeList } from "../model/code-list.ts";
import type { ConsentDocument } from "../model/consent.ts";
import type { EligibilityCriterion } from "../model/eligibility.ts";
import type { EditCheck, Form, ItemGroup, ItemType, NullFlavor } from "../model/form.ts";
import type { DoseRegimen } from "../model/intervention.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Activity, Encounter, ScheduledInstance, ScheduleTimeline } from "../model/schedule.ts";
import type { StudyArm, StudyDesign, StudyEpoch } from "../model/study-design.ts";

/** An edit check with its rule parsed. */
export type CompiledCheck = { readonly check: EditCheck; readonly assert: Expression };

/** Both limits belong to the range; parameters are filled in. */
export type Limits = { readonly minimum?: number; readonly maximum?: number };

/** An item of a form, from the design or from the form's instrument, with all that it refers to filled in. */
export type FormItem = {
  readonly id: string;
  readonly label: string;
  readonly source: "design" | "instrument";
  readonly type: ItemType;
  /** Codes with their labels, for `code` and `codes`. */
  readonly codes?: ReadonlyMap<string, string>;
  /** UCUM code. */
  readonly unit?: string;
  readonly limits: Limits;
  /** Outside of these a value is queried. */
  readonly expected: Limits;
  readonly decimals?: number;
  readonly maximumLength?: number;
  readonly required: boolean;
  readonly nullFlavors: readonly NullFlavor[];
  readonly potentiallyUnblinding: boolean;
  readonly critical: boolean;
  /** The group that it stands in; instruments' items stand in none. */
  readonly groupId?: string;
  /** Whether its group has rows. */
  readonly repeating: boolean;
  /** All must be true for the item to be asked: its own condition and its group's. */
  readonly visibleWhen: readonly Expression[];
  readonly computedBy?: Expression;
  readonly checks: readonly CompiledCheck[];
};

/** A score of the form's instrument: never entered, named in expressions like an item. */
export type FormScore = {
  readonly id: string;
  readonly label: string;
  readonly kind: TypeKind;
  readonly codes?: ReadonlyMap<string, string>;
  readonly unit?: string;
};

export type CompiledGroup = {
  readonly group: ItemGroup;
  readonly visibleWhen?: Expression;
  readonly items: readonly FormItem[];
};

/** A form with its items in the order in which they are asked. */
export type CompiledForm = {
  readonly form: Form;
  readonly items: ReadonlyMap<string, FormItem>;
  readonly groups: ReadonlyMap<string, CompiledGroup>;
  readonly scores: ReadonlyMap<string, FormScore>;
  readonly checks: readonly CompiledCheck[];
};

export type CompiledCriterion = {
  readonly criterion: EligibilityCriterion;
  /** What must be true (inclusion) or false (exclusion); absent where nobody has said how it is known. */
  readonly rule?: Expression;
  /** The rule in plain English. */
  readonly sentence?: string;
};

/** A point of a timeline, with the timeline and what may follow it. */
export type CompiledInstance = {
  readonly instance: ScheduledInstance;
  readonly timelineId: string;
  /** Instance ids that may come next; none at an exit. */
  readonly successors: readonly string[];
  /** What follows where no condition is chosen; undefined at an exit. */
  readonly next: string | undefined;
  /** For a decision: the parsed conditions, in their order. */
  readonly when: readonly (Expression | undefined)[];
};

/** A factor of the randomization with the item that gives its value. */
export type CompiledFactor = { readonly id: string; readonly reference: Expression };

/** The names that expressions may use, by where they stand. */
export type DesignVocabularies = {
  /** For what stands on no form, such as criteria: every name says its form. */
  readonly record: Vocabulary;
  readonly inForm: (formId: string) => Vocabulary;
  readonly inRow: (formId: string, groupId: string) => Vocabulary;
  /** The kind of an item's values; of a computed item, what its expression gives. Undefined where it has a fault. */
  readonly kindOf: (formId: string, itemId: string) => TypeKind | undefined;
};

/**
 * A design made ready for use: every expression parsed once, everything found by its id. It holds nothing that
 * the design and the instruments do not say, so it can be thrown away and made again.
 */
export type CompiledDesign = {
  /** As people read it: its texts, here and in all that follows, hold the values of the parameters that they name. */
  readonly design: StudyDesign;
  /** As it is written, and published: what is sent, hashed and compared. */
  readonly written: StudyDesign;
  readonly scoreInstrument: InstrumentScorer;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly arms: ReadonlyMap<string, StudyArm>;
  readonly epochs: ReadonlyMap<string, StudyEpoch>;
  readonly encounters: ReadonlyMap<string, Encounter>;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly consents: ReadonlyMap<string, ConsentDocument>;
  readonly forms: ReadonlyMap<string, CompiledForm>;
  readonly criteria: ReadonlyMap<string, CompiledCriterion>;
  readonly timelines: ReadonlyMap<string, ScheduleTimeline>;
  readonly mainTimeline: ScheduleTimeline | undefined;
  /** Instances of all timelines. */
  readonly instances: ReadonlyMap<string, CompiledInstance>;
  readonly doseRegimens: ReadonlyMap<string, DoseRegimen>;
  readonly factors: ReadonlyMap<string, CompiledFactor>;
  /** The rules of the lines that are checked before a dose, by `plan/line`. */
  readonly gateRules: ReadonlyMap<string, Expression>;
  /** Forms to be filled at an encounter, through its activities, their children and their timelines. */
  readonly formsAtEncounter: ReadonlyMap<string, readonly string[]>;
  /** The same at a point of the schedule that is a visit. */
  readonly formsAtInstance: ReadonlyMap<string, readonly string[]>;
  readonly vocabularies: DesignVocabularies;
};
