import { z } from "zod";
import { closedReports } from "./closed-reports.ts";
import { codeList } from "./code-list.ts";
import { consentDocument } from "./consent.ts";
import { eligibilityCriterion } from "./eligibility.ts";
import { emergencyCare } from "./emergency-care.ts";
import { followUp } from "./follow-up.ts";
import { form } from "./form.ts";
import { incidents } from "./incidents.ts";
import { blinding, doseRegimen, kitPlan, randomizationPlan } from "./intervention.ts";
import { parameter } from "./parameter.ts";
import { designId, label, prose, shortLabel, source } from "./primitives.ts";
import { independentRating } from "./rating.ts";
import { recordings } from "./recordings.ts";
import { safety } from "./safety.ts";
import { activity, encounter, scheduleTimeline } from "./schedule.ts";
import { sessionPlan } from "./session.ts";

const arm = z.strictObject({
  id: designId,
  name: label,
  label: label.optional(),
  type: z.enum([
    "experimental",
    "active-comparator",
    "placebo-comparator",
    "sham-comparator",
    "no-intervention",
    "other",
  ]),
  description: prose.optional(),
});
export type StudyArm = z.infer<typeof arm>;

const epoch = z.strictObject({
  id: designId,
  name: label,
  label: label.optional(),
  type: z.enum(["screening", "run-in", "treatment", "washout", "follow-up", "baseline", "other"]),
  description: prose.optional(),
});
export type StudyEpoch = z.infer<typeof epoch>;

const element = z.strictObject({
  id: designId,
  name: label,
  label: label.optional(),
  description: prose.optional(),
  transitionStart: prose.optional(),
  transitionEnd: prose.optional(),
});
export type StudyElement = z.infer<typeof element>;

const cell = z.strictObject({
  armId: designId,
  epochId: designId,
  elementIds: z.array(designId).default([]),
});
export type StudyCell = z.infer<typeof cell>;

const objective = z.strictObject({
  id: designId,
  level: z.enum(["primary", "secondary", "exploratory"]),
  text: prose,
  endpoints: z
    .array(
      z.strictObject({
        id: designId,
        text: prose,
        purpose: prose.optional(),
        level: z.string().max(80).optional(),
      }),
    )
    .default([]),
});
export type Objective = z.infer<typeof objective>;

/** The five attributes of ICH E9(R1) A.3.3. */
const estimand = z.strictObject({
  id: designId,
  name: label,
  objectiveId: designId.optional(),
  treatment: prose,
  population: prose,
  variable: prose,
  endpointId: designId.optional(),
  /** When the variable is measured: the time point as the protocol names it, and the visit that gives it. */
  timePoint: z.strictObject({ name: label, encounterId: designId }).optional(),
  summaryMeasure: prose,
  intercurrentEvents: z
    .array(
      z.strictObject({
        id: designId,
        name: label,
        strategy: z.enum([
          "treatment-policy",
          "hypothetical",
          "composite-variable",
          "while-on-treatment",
          "principal-stratum",
          "other",
        ]),
        description: prose.optional(),
      }),
    )
    .default([]),
  source: source.optional(),
});
export type Estimand = z.infer<typeof estimand>;

const amendment = z.strictObject({
  id: designId,
  version: z.string().min(1).max(40),
  date: z.iso.date().optional(),
  summary: prose,
  reason: prose.optional(),
  substantial: z.boolean(),
});
export type StudyAmendment = z.infer<typeof amendment>;

const population = z.strictObject({
  description: prose,
  plannedEnrollment: z.int().min(0).optional(),
  plannedCompletion: z.int().min(0).optional(),
  minimumAge: shortLabel.optional(),
  maximumAge: shortLabel.optional(),
  sexes: z.array(label).default([]),
  includesHealthySubjects: z.boolean().optional(),
});

/**
 * A protocol as data, in the words of CDISC USDM v4. One document holds one version; the ledger pins it
 * by the hash of its canonical JSON.
 */
export const studyDesign = z.strictObject({
  format: z.literal("vigil-study-design/1"),
  id: designId,
  version: z.string().min(1).max(40),
  versionDate: z.iso.date().optional(),
  name: label,
  title: prose,
  rationale: prose.optional(),
  phase: label.optional(),
  studyType: label.optional(),
  identifiers: z.array(z.strictObject({ text: label, organization: label.optional() })).default([]),
  indications: z.array(label).default([]),
  /** Notes for whoever builds on the design, such as what an import could not carry over. */
  notes: z.array(prose).default([]),
  parameters: z.array(parameter).default([]),
  arms: z.array(arm).default([]),
  epochs: z.array(epoch).default([]),
  elements: z.array(element).default([]),
  cells: z.array(cell).default([]),
  population: population.optional(),
  objectives: z.array(objective).default([]),
  estimands: z.array(estimand).default([]),
  encounters: z.array(encounter).default([]),
  activities: z.array(activity).default([]),
  scheduleTimelines: z.array(scheduleTimeline).default([]),
  codeLists: z.array(codeList).default([]),
  forms: z.array(form).default([]),
  eligibilityCriteria: z.array(eligibilityCriterion).default([]),
  consents: z.array(consentDocument).default([]),
  blinding: blinding.optional(),
  emergencyCare: emergencyCare.optional(),
  closedReports: closedReports.optional(),
  doseRegimens: z.array(doseRegimen).default([]),
  kits: kitPlan.optional(),
  randomization: randomizationPlan.optional(),
  independentRating: independentRating.optional(),
  recordings: recordings.optional(),
  followUp: followUp.optional(),
  incidents: incidents.optional(),
  sessions: z.array(sessionPlan).optional(),
  safety: safety.optional(),
  amendments: z.array(amendment).default([]),
});
export type StudyDesign = z.infer<typeof studyDesign>;
/** A design as it is written, before defaults are filled in. */
export type StudyDesignInput = z.input<typeof studyDesign>;
