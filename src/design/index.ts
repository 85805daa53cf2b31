export {
  type AssembledDesign,
  assembleStudyDesign,
  type DesignFiles,
  type FileFault,
  type FilePlace,
} from "./assemble-study-design.ts";
export { checkStudyDesign } from "./check/check-study-design.ts";
export type { DesignFault } from "./check/design-fault.ts";
export type { DoseProof } from "./check/dose-limits.ts";
export type { PartKind } from "./compare/design-parts.ts";
export type { FieldChange } from "./compare/differences.ts";
export { compareDesigns, type DesignChange, type DesignComparison } from "./compare.ts";
export { compileDesign } from "./compile/compile-design.ts";
export type {
  CompiledCheck,
  CompiledCriterion,
  CompiledDesign,
  CompiledFactor,
  CompiledForm,
  CompiledGroup,
  CompiledInstance,
  CompiledResults,
  DesignVocabularies,
  FormItem,
  FormScore,
  Limits,
} from "./compile/compiled-design.ts";
export { levelsOfFactor } from "./compile/factor-levels.ts";
export { formsAtVisit, formsOfInstance } from "./compile/forms-at-encounter.ts";
export {
  type KitKind,
  kitKindsAt,
  type LevelDose,
  levelDoses,
  levelsAt,
  packedDoses,
} from "./compile/kit-doses.ts";
export { numberOf } from "./compile/number-of.ts";
export {
  assessEligibility,
  type CriterionAssessment,
  type CriterionVerdict,
  type EligibilityAssessment,
} from "./eligibility/assess-eligibility.ts";
export type { Evidence, Origin, RowEvidence, RowsFound } from "./eligibility/evidence.ts";
export type { CheckedExpression } from "./expression/check-expression.ts";
export type { Expression, Reference, Span } from "./expression/expression.ts";
export type { ExpressionFault } from "./expression/expression-fault.ts";
export type { ExpressionType } from "./expression/expression-type.ts";
export type { FunctionDescription } from "./expression/functions.ts";
export type { Evaluation, EvaluationFailure, MissingReference, Unknown } from "./expression/outcome.ts";
export { printExpression } from "./expression/print-expression.ts";
export { withUnit } from "./expression/readable-number.ts";
export type { AbsenceReason, EvaluationScope, Lookup, Row } from "./expression/scope.ts";
export type { ExpressionValue } from "./expression/value.ts";
export type { ParameterTerm, RowTerm, Term, Vocabulary } from "./expression/vocabulary.ts";
export { evaluateForm, withComputedValues } from "./form/evaluate-form.ts";
export { evaluateOnForm } from "./form/evaluate-on-form.ts";
export { designOfPart, type FormPart, partOfForm } from "./form/form-part.ts";
export type {
  Completeness,
  EditCheckFinding,
  FormIssue,
  FormState,
  ItemState,
} from "./form/form-state.ts";
export {
  type FormValues,
  freeTextOf,
  type ItemValue,
  nullFlavorOf,
  parseItemValue,
  type RowPlace,
  type RowValues,
} from "./form/item-value.ts";
export type { ValueIssue } from "./form/validate-item.ts";
export type {
  InstrumentCatalog,
  InstrumentCode,
  InstrumentItem,
  InstrumentReading,
  InstrumentResponses,
  InstrumentScore,
  InstrumentScorer,
  InstrumentScores,
  Instruments,
} from "./instrument-catalog.ts";
export type { ArmGuess, Respondent } from "./model/arm-guess.ts";
export type { ClosedReports } from "./model/closed-reports.ts";
export type { CodeList } from "./model/code-list.ts";
export {
  type ConsentDocument,
  type ConsentScope,
  type ConsentVersion,
  consentScope,
  consentScopes,
} from "./model/consent.ts";
export type { EligibilityCriterion, EligibilityPoint } from "./model/eligibility.ts";
export type { EmergencyCare } from "./model/emergency-care.ts";
export type { FollowUpPlan } from "./model/follow-up.ts";
export {
  type EditCheck,
  type Form,
  type Item,
  type ItemGroup,
  type ItemType,
  type NullFlavor,
  nullFlavor,
} from "./model/form.ts";
export type { IncidentPlan } from "./model/incidents.ts";
export type { BlindedFact, Blinding, DoseRegimen, KitPlan, RandomizationPlan } from "./model/intervention.ts";
export type { Parameter } from "./model/parameter.ts";
export {
  type Duration,
  designId,
  type NumberOrParameter,
  type Role,
  role,
  roles,
} from "./model/primitives.ts";
export type { IndependentRating, RaterCertificate, RotationRule } from "./model/rating.ts";
export type { RecordedSession, RecordingPlan, ReviewTrigger } from "./model/recordings.ts";
export type {
  AdverseEventPlan,
  Definition,
  MedicationPlan,
  ProhibitedClass,
  ResultPlan,
  Safety,
} from "./model/safety.ts";
export type {
  Activity,
  Encounter,
  ScheduledActivityInstance,
  ScheduledDecisionInstance,
  ScheduledInstance,
  ScheduleTimeline,
  Timing,
  TrialEvent,
} from "./model/schedule.ts";
export {
  type GateCategory,
  type GateLine,
  type GateReading,
  neverOverridden,
  type SessionCapacity,
  type SessionEffect,
  type SessionEscalation,
  type SessionMeasure,
  type SessionPlan,
  type SessionProbe,
  type SessionTrigger,
} from "./model/session.ts";
export type {
  Estimand,
  Objective,
  StudyAmendment,
  StudyArm,
  StudyCell,
  StudyDesign,
  StudyDesignInput,
  StudyElement,
  StudyEpoch,
} from "./model/study-design.ts";
export { parseStudyDesign } from "./parse-study-design.ts";
export { factorValues } from "./record/factor-values.ts";
export type { ParticipantRecord, SubmittedForm, VisitDay } from "./record/participant-record.ts";
export { type RecordScope, recordScope } from "./record/record-scope.ts";
export type { ArrangedVisit, DecisionTaken, Happenings, Visit, VisitOutcome } from "./schedule/happenings.ts";
export {
  type MatrixColumn,
  type MatrixRow,
  renderScheduleMatrix,
  type ScheduleMatrix,
} from "./schedule/matrix.ts";
export type { Anchor, NotPlannable, Plan } from "./schedule/plan.ts";
export { planSchedule, type Schedule, type ScheduledPoint } from "./schedule/plan-schedule.ts";
export { primaryEndpointEncounter } from "./schedule/primary-endpoint.ts";
export { proposeWay, type WayProposal } from "./schedule/propose-way.ts";
export { type TimelineOffset, timelineOffsets } from "./schedule/timeline-offsets.ts";
export { durationText, instanceText, timingText, windowText } from "./schedule/timing-text.ts";
export { encounterName, visitName } from "./schedule/visit-name.ts";
export type { PlannedWindow, WindowVerdict } from "./schedule/window-verdict.ts";
export { assessGateLine, type GateLineAssessment } from "./session/assess-gate-line.ts";
export { type ResolvedSession, resolveSession, sessionPlanAt } from "./session/resolved-session.ts";
export type { GridPoint, SessionGrid } from "./session/session-grid.ts";
export { mapTexts, textsOf, withFilledTexts } from "./text/design-texts.ts";
export { literalText } from "./text/fill-text.ts";
