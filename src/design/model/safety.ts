import { z } from "zod";
import { designId, expression, label, numberOrParameter, prose, role, source } from "./primitives.ts";

/**
 * A text of the protocol that binds training, such as what an adverse event is. It is written here and nowhere else; whatever shows it
 * (a form's help, the training, the manual of the site) shows it from here, with the SHA-256 of its words.
 */
const definition = z.strictObject({
  id: designId,
  label,
  text: prose,
  /** Who acknowledges it before they take part in what it governs. */
  trainedRoles: z.array(role).min(1),
  source,
});
export type Definition = z.infer<typeof definition>;

/** Where on the form of adverse events each of their attributes stands (21 CFR 312.32; CDISC SDTM AE). */
const adverseEvents = z.strictObject({
  formId: designId,
  items: z.strictObject({
    term: designId,
    started: designId,
    /** To the minute, on days of a session. */
    onsetTime: designId.optional(),
    ongoing: designId,
    ended: designId,
    endTime: designId.optional(),
    severity: designId,
    valence: designId,
    serious: designId,
    /** Each makes it serious when it is true. */
    seriousness: z.array(designId).min(1),
    /** When the site learned that it is serious: the clock starts then. */
    awareAt: designId.optional(),
    relatedToDrug: designId,
    /** Judged apart: harm by the therapy has a causality of its own. */
    relatedToTherapy: designId,
    outcome: designId,
    specialInterest: designId,
    detectedBy: designId,
    inSession: designId,
  }),
  /** The codes of special interest that tell of abuse potential. */
  abuseRelated: z.array(z.string().min(1).max(80)).default([]),
  /** For how many hours after the site learned of it a serious one may wait until the sponsor is told. */
  noticeWithin: numberOrParameter,
  source,
});
export type AdverseEventPlan = z.infer<typeof adverseEvents>;

/** A class of drugs that no dose is given beside. */
const prohibitedClass = z.strictObject({
  /** A code of the item that tells the class. */
  code: z.string().min(1).max(80),
  /** For how many days after the last dose it is prohibited still; absent: for as long as the entry's own washout. */
  washout: numberOrParameter.optional(),
  /** Nobody may override it. */
  absoluteStop: z.boolean().default(false),
});
export type ProhibitedClass = z.infer<typeof prohibitedClass>;

/** Where on the medication log each attribute stands, and what is prohibited. */
const medication = z.strictObject({
  formId: designId,
  items: z.strictObject({
    name: designId,
    drug: designId,
    prohibitedClass: designId,
    started: designId,
    ongoing: designId,
    lastDose: designId,
    /** Computed: for how many days after the last dose the drug is not washed out. */
    washoutDays: designId,
  }),
  prohibited: z.array(prohibitedClass).min(1),
  source,
});
export type MedicationPlan = z.infer<typeof medication>;

/** A form that holds results, when they were obtained, and which of them forbid a dose. */
const panel = z.strictObject({
  formId: designId,
  /** The item that tells when; in a group of rows the latest row counts. */
  obtainedAt: designId,
  /** Conditions on the form; where one is true, nobody is dosed. */
  exclusions: z.array(z.strictObject({ id: designId, when: expression, message: label, source })).default([]),
});
export type ResultPanel = z.infer<typeof panel>;

/** Results that must be in date, and reviewed by an investigator, before a dose. */
const results = z.strictObject({
  panels: z.array(panel).min(1),
  /** For how many days they are in date. */
  validFor: numberOrParameter,
  source,
});
export type ResultPlan = z.infer<typeof results>;

/** How harm is seen, told and guarded against: the records that a dose rests on, and the words that everybody was trained in. */
export const safety = z.strictObject({
  definitions: z.array(definition).default([]),
  adverseEvents: adverseEvents.optional(),
  medication: medication.optional(),
  laboratory: results.optional(),
  electrocardiogram: results.optional(),
});
export type Safety = z.infer<typeof safety>;
