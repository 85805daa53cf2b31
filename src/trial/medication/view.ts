import { z } from "zod";
import type { CompiledResults } from "#design";
import type { Instant, Truth } from "#kernel";
import { seesWholeForm } from "../blinding/view.ts";
import { visibleState } from "../blinding/visible-state.ts";
import type { ParticipantState } from "../participant.ts";
import {
  electrocardiogramInDate,
  laboratoryInDate,
  type ResultFacts,
  type ResultVerdict,
} from "../results/results-in-date.ts";
import type { Around } from "../view-around.ts";
import type { MedicationFacts } from "./entries.ts";
import {
  absoluteStopMet,
  type DrugWashout,
  type MedicationVerdict,
  prohibitedMedicationMet,
  washoutMet,
  washoutsAt,
} from "./washout.ts";

const verdict = z.enum(["met", "not-met", "unknown"]);

/** What a participant takes and took, washed out or not, and the results that a dose rests on, at a moment. */
export const safetyRecordsView = z.object({
  participantId: z.string(),
  number: z.string().nullable(),
  at: z.string(),
  drugs: z.array(
    z.object({
      formKey: z.string(),
      status: z.enum(["draft", "submitted"]),
      name: z.string().nullable(),
      drug: z.string().nullable(),
      prohibitedClass: z.string().nullable(),
      isProhibited: z.boolean(),
      isAbsoluteStop: z.boolean(),
      started: z.string().nullable(),
      isOngoing: z.boolean().nullable(),
      lastDose: z.string().nullable(),
      requiredDays: z.number().nullable(),
      washedOutOn: z.string().nullable(),
      washedOut: verdict,
    }),
  ),
  /** What a gate before a dose asks of these records. Null: it is kept from the viewer. */
  checks: z.array(
    z.object({
      check: z.enum(["washout", "prohibited-medication", "absolute-stop", "laboratory", "electrocardiogram"]),
      verdict: verdict.nullable(),
      because: z.string().nullable(),
      /** The entries or forms that decide it. */
      formKeys: z.array(z.string()),
    }),
  ),
});
export type SafetyRecordsView = z.infer<typeof safetyRecordsView>;
type Check = SafetyRecordsView["checks"][number];

/** The records as far as the viewer may see them; what is kept from them counts as not known. */
export function viewSafetyRecords(state: ParticipantState, at: Instant, around: Around): SafetyRecordsView {
  const { design, designs, site } = around;
  const facts: MedicationFacts = { participant: visibleState(state, around), design, designs, site };
  return {
    participantId: state.id ?? "",
    number: state.enrollment.number,
    at,
    drugs: washoutsAt(facts, at).map(drugView),
    checks: [
      medicationCheck("washout", washoutMet(facts, at)),
      medicationCheck("prohibited-medication", prohibitedMedicationMet(facts, at)),
      medicationCheck("absolute-stop", absoluteStopMet(facts, at)),
      resultCheck("laboratory", laboratoryInDate, state, at, around),
      resultCheck("electrocardiogram", electrocardiogramInDate, state, at, around),
    ],
  };
}

function drugView({ drug, prohibitedClass, prohibited, isWashedOut, ...entry }: DrugWashout) {
  const { formKey, status, name, started, isOngoing, lastDose, requiredDays, washedOutOn } = entry;
  return {
    ...{ formKey, status, name, started, isOngoing, lastDose, requiredDays, washedOutOn },
    drug: drug?.label ?? null,
    prohibitedClass: prohibitedClass?.label ?? null,
    isProhibited: prohibited !== null,
    isAbsoluteStop: prohibited?.absoluteStop ?? false,
    washedOut: wordOf(isWashedOut),
  };
}

function medicationCheck(
  check: Check["check"],
  { verdict: truth, because, evidence }: MedicationVerdict,
): Check {
  return { check, verdict: wordOf(truth), because, formKeys: evidence.map(({ formKey }) => formKey) };
}

/** A verdict on results of which the viewer may not see all would tell them what is kept from them. */
function resultCheck(
  check: "laboratory" | "electrocardiogram",
  judge: (facts: ResultFacts, at: Instant) => ResultVerdict,
  participant: ParticipantState,
  at: Instant,
  { design, designs, site, viewer }: Around,
): Check {
  const results: CompiledResults | undefined = design[check];
  const seesAll = (results?.panels ?? []).every(({ formId }) => seesWholeForm(design, viewer, formId));
  if (!seesAll) return { check, verdict: null, because: null, formKeys: [] };
  const { verdict: truth, because, evidence } = judge({ participant, design, designs, site }, at);
  return { check, verdict: wordOf(truth), because, formKeys: evidence ? [evidence.formKey] : [] };
}

function wordOf(truth: Truth): z.infer<typeof verdict> {
  if (truth === "unknown") return "unknown";
  return truth ? "met" : "not-met";
}
