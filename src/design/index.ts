export { compileDesign } from "./compile/compile-design.ts";
export type { CompiledDesign, CompiledForm, FormItem } from "./compile/compiled-design.ts";
export {
  assessEligibility,
  type CriterionAssessment,
  type EligibilityAssessment,
} from "./eligibility/assess-eligibility.ts";
export { evaluateForm, withComputedValues } from "./form/evaluate-form.ts";
export type { EditCheckFinding, FormIssue, FormState, ItemState } from "./form/form-state.ts";
export {
  emptyForm,
  type FormValues,
  type ItemValue,
  parseItemValue,
  type RowValues,
} from "./form/item-value.ts";
export type {
  InstrumentCatalog,
  InstrumentItem,
  InstrumentResponses,
  InstrumentScore,
  InstrumentScores,
  Instruments,
} from "./instrument-catalog.ts";
export { type ConsentDocument, type ConsentScope, consentScope, consentScopes } from "./model/consent.ts";
export { type Form, type NullFlavor, nullFlavor } from "./model/form.ts";
export type { BlindedFact } from "./model/intervention.ts";
export { type Role, role, roles } from "./model/primitives.ts";
export type { Encounter, TrialEvent } from "./model/schedule.ts";
export type { StudyDesign } from "./model/study-design.ts";
export { parseStudyDesign } from "./parse-study-design.ts";
export type { ParticipantRecord, SubmittedForm, VisitDay } from "./record/participant-record.ts";
export { type RecordScope, recordScope } from "./record/record-scope.ts";
export type { Happenings, Visit as PlannedVisit } from "./schedule/happenings.ts";
export type { Plan } from "./schedule/plan.ts";
export { planSchedule, type Schedule, type ScheduledPoint } from "./schedule/plan-schedule.ts";
export { type WindowVerdict, windowVerdict } from "./schedule/window-verdict.ts";
