import type { Leftover } from "./find-leftovers.ts";

type Reasons = ReadonlyMap<string, string>;

const protocolText = "the text of the protocol stays in its document; a design holds what the trial does";
const organizations = "organizations, sites and people are set up where a study is opened";
const products = "doses are entered per arm and visit by the physician who answers for them";
const classification = "a design says what is done; how the trial is classified stays in the file";
const withinTrial = "whatever a trial records is generated within it";
const unused = "no activity uses it";

/** Why an object of a class is passed over whole. */
const ofWhole: Reasons = new Map([
  ["Abbreviation", protocolText],
  ["AdministrableProduct", products],
  ["Administration", products],
  ["AssignedPerson", organizations],
  ["BiomedicalConcept", unused],
  ["BiomedicalConceptCategory", unused],
  [
    "BiomedicalConceptProperty",
    "it is not enabled, or neither answers nor a data type say how it is answered",
  ],
  ["BiomedicalConceptSurrogate", unused],
  ["BiospecimenRetention", "a design does not say which specimens are kept"],
  ["CommentAnnotation", "a design has no place for comments"],
  ["DocumentContentReference", protocolText],
  ["EligibilityCriterionItem", "no criterion uses it"],
  ["ExtensionAttribute", "an extension means what its sender says; a design takes nothing from it"],
  ["GeographicScope", "a design holds no regions; countries come with the sites where a study is opened"],
  ["GovernanceDate", "a design holds one date of its version and one of each amendment"],
  ["MedicalDevice", products],
  ["NarrativeContent", protocolText],
  ["NarrativeContentItem", protocolText],
  ["Organization", organizations],
  ["ParameterMap", "no text of the design uses it"],
  ["ProductOrganizationRole", organizations],
  ["ReferenceIdentifier", "a design holds the identifiers of the study itself"],
  ["ResponseCode", "it is not enabled"],
  ["StudyChange", "what an amendment changes is told by the versions of the design"],
  ["StudyCohort", "a design has one population"],
  ["StudyDefinitionDocument", protocolText],
  ["StudyIntervention", products],
  ["StudyRole", organizations],
  ["StudyTitle", "a design has one title"],
  ["StudyVersion", "one version is imported at a time, chosen by its version identifier"],
  ["SubjectEnrollment", "who is enrolled is known from the trial, not from its design"],
  ["SyntaxTemplateDictionary", "no text of the design uses it"],
]);

/** Why an attribute is passed over, be it a value or an object. */
const ofAttribute: Reasons = new Map([
  ["Activity.notes", "a design has no place for comments"],
  ["BiomedicalConcept.code", "the items of a form have the codes"],
  ["BiomedicalConceptProperty.isRequired", "the result has its unit, and no item asks for it"],
  ["BiomedicalConcept.synonyms", "the items of a form have one name"],
  ["Code.code", "a design keeps the words of a term, and its code only in a list of codes"],
  ["Code.codeSystem", "a design keeps a term, not the system it was taken from"],
  ["Code.codeSystemVersion", "a design keeps a term, not the version of the system it was taken from"],
  ["Code.decode", "the code, or the name of what is coded, says it"],
  ["GovernanceDate.type", "a design holds one date of its version and one of each amendment"],
  ["Indication.codes", "a design names the indication in words"],
  ["InterventionalStudyDesign.characteristics", classification],
  ["InterventionalStudyDesign.intentTypes", classification],
  ["InterventionalStudyDesign.model", "arms, epochs and cells say it"],
  ["InterventionalStudyDesign.studyInterventionIds", products],
  ["InterventionalStudyDesign.subTypes", classification],
  ["InterventionalStudyDesign.therapeuticAreas", classification],
  ["ObservationalStudyDesign.characteristics", classification],
  ["ObservationalStudyDesign.model", classification],
  ["ObservationalStudyDesign.samplingMethod", classification],
  ["ObservationalStudyDesign.subTypes", classification],
  ["ObservationalStudyDesign.therapeuticAreas", classification],
  ["ObservationalStudyDesign.timePerspective", classification],
  ["Procedure.studyInterventionId", products],
  ["ScheduleTimeline.plannedDuration", "a design derives durations from its timings"],
  ["StudyArm.dataOriginDescription", withinTrial],
  ["StudyArm.dataOriginType", withinTrial],
  ["StudyDesignPopulation.criterionIds", "the criteria of a design hold for its whole population"],
  ["StudyElement.studyInterventionIds", products],
  ["StudyVersion.businessTherapeuticAreas", classification],
  ["StudyVersion.documentVersionIds", protocolText],
]);

/** Why what is left of a class is passed over where some of it was carried. */
const ofRest: Reasons = new Map([
  ["Organization", organizations],
  ["StudyIntervention", products],
  ["StudyRole", organizations],
]);

/** Why a design does not carry something of the file. */
export function reasonFor({ className, attribute, isKnown, whole }: Leftover): string {
  if (!isKnown) return "USDM 4.0 has no such attribute, so nobody can tell what it means";
  const known =
    ofAttribute.get(`${className}.${attribute}`) ?? ofWhole.get(whole ?? "") ?? ofRest.get(className);
  if (known !== undefined) return known;
  if (attribute === "name" || attribute === "label") return "a design has no further name here";
  return attribute === "description" ? "a design has no description here" : "a design has no place for it";
}
