import type { AnswersTo } from "./answering.ts";
import * as dosing from "./dosing-day.ts";
import * as effects from "./effects.ts";
import * as eligibility from "./eligibility.ts";
import * as followUp from "./follow-up.ts";
import * as history from "./history.ts";
import * as measurements from "./measurements.ts";
import * as symptoms from "./symptoms.ts";
import * as therapy from "./therapy.ts";

/** How each form of the reference study is answered. Forms filled many times in a session are elsewhere. */
export const answersTo: Readonly<Record<string, AnswersTo>> = {
  ace: history.ace,
  audit: history.audit,
  bdi2: symptoms.bdi2,
  "blinding-guess-participant": therapy.blindingGuessParticipant,
  "blinding-guess-rater": therapy.blindingGuessRater,
  "blinding-guess-therapist": therapy.blindingGuessTherapist,
  "body-measurements": measurements.bodyMeasurements,
  "breath-alcohol": measurements.breathAlcohol,
  caps5: symptoms.caps5,
  "caps5-screening": eligibility.caps5Screening,
  "clinical-eligibility": eligibility.clinicalEligibility,
  "confidential-session-report": dosing.confidentialSessionReport,
  "contact-person": eligibility.contactPerson,
  cssrs: eligibility.cssrs,
  "cssrs-screening": eligibility.cssrsScreening,
  "cssrs-session-end": eligibility.cssrs,
  demographics: history.demographics,
  des2: symptoms.des2,
  "discharge-readiness": dosing.dischargeReadiness,
  "dosing-day-check": dosing.dosingDayCheck,
  "dosing-session-record": dosing.dosingSessionRecord,
  dudit: history.dudit,
  ecg: measurements.ecg,
  "end-of-study": followUp.endOfStudy,
  "enrollment-confirmation": eligibility.enrollmentConfirmation,
  eq5d5l: symptoms.eq5d5l,
  expectancy: therapy.expectancy,
  "fluid-intake": followUp.fluidIntake,
  gad7: symptoms.gad7,
  "index-trauma": history.indexTrauma,
  "integration-session": therapy.integrationSession,
  laboratory: measurements.laboratory,
  "laboratory-post-dose": measurements.laboratoryPostDose,
  lec5: history.lec5,
  "lifestyle-agreement": eligibility.lifestyleAgreement,
  "medical-history": history.medicalHistory,
  "monthly-contact": followUp.monthlyContact,
  pcl5: symptoms.pcl5,
  "phone-call": followUp.phoneCall,
  phq9: symptoms.phq9,
  "physical-examination": measurements.physicalExamination,
  "pregnancy-test": measurements.pregnancyTest,
  "preparation-session": therapy.preparationSession,
  "prior-psychedelic-use": history.priorPsychedelicUse,
  "prior-ptsd-treatment": history.priorPtsdTreatment,
  "psychiatric-history": history.psychiatricHistory,
  "recurrence-review": followUp.recurrenceReview,
  "safety-review": eligibility.safetyReview,
  sds: symptoms.sds,
  "session-effects": effects.sessionEffects,
  "touch-agreement": therapy.touchAgreement,
  "treatment-discontinuation": followUp.treatmentDiscontinuation,
  "urine-drug-screen": measurements.urineDrugScreen,
  "vital-signs": measurements.vitalSigns,
};
