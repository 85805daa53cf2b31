import { vocabulary } from "../document/vocabulary.ts";

// Codes and words are those of CDISC's USDM and Protocol terminology; where the words are what differs from
// file to file, a row has no code.

export const armTypes = vocabulary([
  ["experimental", "Investigational Arm", "C174266"],
  ["experimental", "Experimental Arm"],
  ["active-comparator", "Active Comparator Arm", "C174267"],
  ["placebo-comparator", "Placebo Control Arm", "C174268"],
  ["placebo-comparator", "Placebo Comparator Arm"],
  ["sham-comparator", "Sham Comparator Arm"],
  ["no-intervention", "No Intervention Arm"],
  ["other", "Other"],
] as const);

export const epochTypes = vocabulary([
  ["screening", "Screening Epoch", "C202487"],
  ["screening", "Screening"],
  ["run-in", "Run-In Epoch"],
  ["run-in", "Run-in Period"],
  ["baseline", "Baseline Epoch"],
  ["baseline", "Baseline"],
  ["treatment", "Treatment Epoch", "C101526"],
  ["treatment", "Treatment"],
  ["washout", "Washout Epoch"],
  ["washout", "Washout Period"],
  ["follow-up", "Follow-Up Epoch", "C202578"],
  ["follow-up", "Follow-Up"],
  ["other", "Other"],
] as const);

export const encounterTypes = vocabulary([["visit", "Visit", "C25716"]] as const);

export const contactModes = vocabulary([
  ["in-person", "In Person", "C175574"],
  ["telephone", "Telephone Call", "C171537"],
  ["telephone", "Telephone"],
  ["remote-video", "Audio-Videoconferencing"],
  ["remote-video", "Remote Audio Video"],
  ["remote-video", "Video Conference"],
] as const);

export const timingTypes = vocabulary([
  ["after", "After", "C201356"],
  ["before", "Before", "C201357"],
  ["fixed-reference", "Fixed Reference", "C201358"],
] as const);

export const timingRelations = vocabulary([
  ["end-to-end", "End to End", "C201352"],
  ["end-to-start", "End to Start", "C201353"],
  ["start-to-end", "Start to End", "C201354"],
  ["start-to-start", "Start to Start", "C201355"],
] as const);

export const criterionCategories = vocabulary([
  ["inclusion", "Inclusion Criteria", "C25532"],
  ["inclusion", "Inclusion Criterion"],
  ["inclusion", "Inclusion"],
  ["exclusion", "Exclusion Criteria", "C25370"],
  ["exclusion", "Exclusion Criterion"],
  ["exclusion", "Exclusion"],
] as const);

export const objectiveLevels = vocabulary([
  ["primary", "Primary Objective", "C85826"],
  ["secondary", "Secondary Objective", "C85827"],
  ["exploratory", "Exploratory Objective", "C163559"],
] as const);

export const blindingSchemas = vocabulary([
  ["open-label", "Open Label Study", "C49659"],
  ["open-label", "Open Label"],
  ["single-blind", "Single Blind Study", "C28233"],
  ["single-blind", "Single Blind"],
  ["double-blind", "Double Blind Study", "C15228"],
  ["double-blind", "Double Blind"],
  ["triple-blind", "Triple Blind Study", "C66959"],
  ["triple-blind", "Triple Blind"],
  ["quadruple-blind", "Quadruple Blind Study"],
  ["quadruple-blind", "Quadruple Blind"],
] as const);

/** The roles of a trial that USDM can call masked. */
export const maskedRoles = vocabulary([
  ["sponsor-study-team", "Sponsor", "C70793"],
  ["participant", "Study Subject", "C41189"],
  ["investigator", "Investigator", "C25936"],
  ["investigator", "Principal investigator", "C19924"],
  ["independent-rater", "Outcomes Assessor", "C207599"],
  ["statistician", "Statistician", "C51877"],
  ["medical-monitor", "Medical Expert", "C51876"],
] as const);
