import { parseClasses, type UsdmClass } from "./parse-classes.ts";

/**
 * The classes of USDM v4.0.0 and their attributes, as facts of CDISC's published API schema (component
 * `Wrapper-Input`) and, for what an id may name, of its UML data structure. The notation is explained at
 * `parseClasses`; a test compares this table with the published schema.
 */
export const usdmClasses: ReadonlyMap<string, UsdmClass> = parseClasses(`
Abbreviation: abbreviatedText:text expandedText:text notes
Activity: named previousId?>Activity nextId?>Activity childIds*>Activity definedProcedures*:Procedure
  biomedicalConceptIds*>BiomedicalConcept bcCategoryIds*>BiomedicalConceptCategory
  bcSurrogateIds*>BiomedicalConceptSurrogate timelineId?>ScheduleTimeline notes
Address: text? lines* city? district? state? postalCode? country?:Code
AdministrableProduct: named pharmacologicClass?:Code administrableDoseForm:AliasCode productDesignation:Code
  sourcing?:Code properties*:AdministrableProductProperty identifiers*:AdministrableProductIdentifier
  ingredients*:Ingredient notes
AdministrableProductIdentifier: text scopeId>Organization
AdministrableProductProperty: name:text text type:Code quantity?:Quantity
Administration: named duration:Duration dose?:Quantity route?:AliasCode frequency?:AliasCode
  administrableProductId?>AdministrableProduct medicalDeviceId?>MedicalDevice notes
AliasCode: standardCode:Code standardCodeAliases*:Code
AnalysisPopulation: named text subsetOfIds*>StudyCohort|StudyDesignPopulation|AnalysisPopulation notes
AssignedPerson: named personName:PersonName jobTitle organizationId?>Organization
BiomedicalConcept: name:text label? synonyms* reference properties*:BiomedicalConceptProperty code:AliasCode
  notes
BiomedicalConceptCategory: named childIds*>BiomedicalConceptCategory memberIds*>BiomedicalConcept
  code?:AliasCode notes
BiomedicalConceptProperty: name:text label? isRequired:boolean isEnabled:boolean datatype
  responseCodes*:ResponseCode code:AliasCode notes
BiomedicalConceptSurrogate: named reference? notes
BiospecimenRetention: named isRetained:boolean includesDNA?:boolean
Characteristic: named text dictionaryId?>SyntaxTemplateDictionary notes
Code: code codeSystem codeSystemVersion decode
CommentAnnotation: text codes*:Code
Condition: named text dictionaryId?>SyntaxTemplateDictionary notes
  contextIds*>Activity|ScheduledActivityInstance
  appliesToIds*>Activity|BiomedicalConcept|BiomedicalConceptCategory|BiomedicalConceptSurrogate|Procedure
ConditionAssignment: condition
  conditionTargetId>ScheduledActivityInstance|ScheduledDecisionInstance|ScheduleTimelineExit
DocumentContentReference: sectionNumber sectionTitle appliesToId>StudyDefinitionDocument
Duration: text? quantity?:Quantity|Range durationWillVary:boolean reasonDurationWillVary?
EligibilityCriterion: named category:Code identifier criterionItemId>EligibilityCriterionItem
  nextId?>EligibilityCriterion previousId?>EligibilityCriterion notes
EligibilityCriterionItem: named text dictionaryId?>SyntaxTemplateDictionary notes
Encounter: named type:Code previousId?>Encounter nextId?>Encounter scheduledAtId?>Timing
  environmentalSettings*:Code contactModes*:Code transitionStartRule?:TransitionRule
  transitionEndRule?:TransitionRule notes
Endpoint: named text dictionaryId?>SyntaxTemplateDictionary notes purpose level:Code
Estimand: named populationSummary analysisPopulationId>AnalysisPopulation interventionIds+>StudyIntervention
  variableOfInterestId>Endpoint intercurrentEvents+:IntercurrentEvent notes
ExtensionAttribute: url valueString? valueBoolean?:boolean valueInteger?:integer valueId?>*
  valueQuantity?:Quantity valueRange?:Range valueCode?:Code valueAliasCode?:AliasCode
  valueExtensionClass?:ExtensionClass
ExtensionClass: url extensionAttributes+:ExtensionAttribute
GeographicScope: type:Code code?:AliasCode
GovernanceDate: named type:Code dateValue:date geographicScopes+:GeographicScope
Indication: named codes*:Code isRareDisease:boolean notes
Ingredient: role:Code substance:Substance
IntercurrentEvent: named text dictionaryId?>SyntaxTemplateDictionary notes strategy
InterventionalStudyDesign: named studyType?:Code studyPhase?:AliasCode therapeuticAreas*:Code
  characteristics*:Code encounters*:Encounter activities*:Activity arms+:StudyArm studyCells+:StudyCell
  rationale epochs+:StudyEpoch elements*:StudyElement estimands*:Estimand indications*:Indication
  studyInterventionIds*>StudyIntervention objectives*:Objective population:StudyDesignPopulation
  scheduleTimelines*:ScheduleTimeline biospecimenRetentions*:BiospecimenRetention
  documentVersionIds*>StudyDefinitionDocumentVersion eligibilityCriteria+:EligibilityCriterion
  analysisPopulations*:AnalysisPopulation notes subTypes*:Code model:Code intentTypes*:Code
  blindingSchema?:AliasCode
Masking: text isMasked:boolean
MedicalDevice: named hardwareVersion? softwareVersion? embeddedProductId?>AdministrableProduct
  sourcing?:Code identifiers*:MedicalDeviceIdentifier notes
MedicalDeviceIdentifier: text scopeId>Organization type:Code
NarrativeContent: name:text sectionNumber? sectionTitle? displaySectionNumber:boolean
  displaySectionTitle:boolean childIds*>NarrativeContent previousId?>NarrativeContent
  nextId?>NarrativeContent contentItemId?>NarrativeContentItem
NarrativeContentItem: name:text text
Objective: named text dictionaryId?>SyntaxTemplateDictionary notes level:Code endpoints*:Endpoint
ObservationalStudyDesign: named studyType?:Code studyPhase?:AliasCode therapeuticAreas*:Code
  characteristics*:Code encounters*:Encounter activities*:Activity arms+:StudyArm studyCells+:StudyCell
  rationale epochs+:StudyEpoch elements*:StudyElement estimands*:Estimand indications*:Indication
  studyInterventionIds*>StudyIntervention objectives*:Objective population:StudyDesignPopulation
  scheduleTimelines*:ScheduleTimeline biospecimenRetentions*:BiospecimenRetention
  documentVersionIds*>StudyDefinitionDocumentVersion eligibilityCriteria+:EligibilityCriterion
  analysisPopulations*:AnalysisPopulation notes subTypes*:Code model:Code timePerspective:Code
  samplingMethod?:Code
Organization: name:text label? type:Code identifierScheme identifier legalAddress?:Address
  managedSites*:StudySite
ParameterMap: tag reference
PersonName: text? familyName? givenNames* prefixes* suffixes*
Procedure: named procedureType code:Code studyInterventionId?>StudyIntervention notes
ProductOrganizationRole: named code:Code appliesToIds*>AdministrableProduct|MedicalDevice
  organizationId>Organization
Quantity: value:number unit?:AliasCode
Range: minValue:Quantity maxValue:Quantity isApproximate:boolean
ReferenceIdentifier: text scopeId>Organization type:Code
ResponseCode: name:text label? isEnabled:boolean code:Code
ScheduleTimeline: named mainTimeline:boolean entryCondition
  entryId>ScheduledActivityInstance|ScheduledDecisionInstance exits*:ScheduleTimelineExit timings*:Timing
  instances*:ScheduledActivityInstance|ScheduledDecisionInstance plannedDuration?:Duration
ScheduleTimelineExit:
ScheduledActivityInstance: named
  defaultConditionId?>ScheduledActivityInstance|ScheduledDecisionInstance|ScheduleTimelineExit
  epochId?>StudyEpoch timelineId?>ScheduleTimeline timelineExitId?>ScheduleTimelineExit
  activityIds*>Activity encounterId?>Encounter
ScheduledDecisionInstance: named
  defaultConditionId?>ScheduledActivityInstance|ScheduledDecisionInstance|ScheduleTimelineExit
  epochId?>StudyEpoch conditionAssignments+:ConditionAssignment
Strength: named numerator:Quantity|Range denominator?:Quantity
Study: id?:uuid named versions*:StudyVersion documentedBy*:StudyDefinitionDocument
StudyAmendment: named number summary primaryReason:StudyAmendmentReason
  secondaryReasons*:StudyAmendmentReason changes+:StudyChange impacts*:StudyAmendmentImpact
  geographicScopes+:GeographicScope enrollments*:SubjectEnrollment dateValues*:GovernanceDate
  previousId?>StudyAmendment notes
StudyAmendmentImpact: type:Code text isSubstantial:boolean notes
StudyAmendmentReason: code:Code otherReason?
StudyArm: named type:Code dataOriginDescription dataOriginType:Code
  populationIds*>StudyCohort|StudyDesignPopulation notes
StudyCell: armId>StudyArm epochId>StudyEpoch elementIds+>StudyElement
StudyChange: named summary rationale changedSections+:DocumentContentReference
StudyCohort: named includesHealthySubjects:boolean plannedEnrollmentNumber?:Quantity|Range
  plannedCompletionNumber?:Quantity|Range plannedSex*2:Code criterionIds*>EligibilityCriterion
  plannedAge?:Range notes characteristics*:Characteristic indicationIds*>Indication
StudyDefinitionDocument: named language:Code type:Code templateName versions*:StudyDefinitionDocumentVersion
  childIds*>StudyDefinitionDocument notes
StudyDefinitionDocumentVersion: version status:Code dateValues*:GovernanceDate contents*:NarrativeContent
  notes
StudyDesignPopulation: named includesHealthySubjects:boolean plannedEnrollmentNumber?:Quantity|Range
  plannedCompletionNumber?:Quantity|Range plannedSex*2:Code criterionIds*>EligibilityCriterion
  plannedAge?:Range notes cohorts*:StudyCohort
StudyElement: named transitionStartRule?:TransitionRule transitionEndRule?:TransitionRule
  studyInterventionIds*>StudyIntervention notes
StudyEpoch: named type:Code previousId?>StudyEpoch nextId?>StudyEpoch notes
StudyIdentifier: text scopeId>Organization
StudyIntervention: named role:Code type:Code minimumResponseDuration?:Quantity codes*:Code
  administrations*:Administration notes
StudyRole: named code:Code appliesToIds*>StudyVersion|InterventionalStudyDesign|ObservationalStudyDesign
  assignedPersons*:AssignedPerson organizationIds*>Organization masking?:Masking notes
StudySite: named country:Code
StudyTitle: text type:Code
StudyVersion: versionIdentifier rationale documentVersionIds*>StudyDefinitionDocumentVersion
  dateValues*:GovernanceDate amendments*:StudyAmendment businessTherapeuticAreas*:Code
  studyIdentifiers+:StudyIdentifier referenceIdentifiers*:ReferenceIdentifier
  studyDesigns*:InterventionalStudyDesign|ObservationalStudyDesign titles+:StudyTitle
  eligibilityCriterionItems*:EligibilityCriterionItem narrativeContentItems*:NarrativeContentItem
  abbreviations*:Abbreviation roles*:StudyRole organizations*:Organization
  studyInterventions*:StudyIntervention administrableProducts*:AdministrableProduct
  medicalDevices*:MedicalDevice productOrganizationRoles*:ProductOrganizationRole
  biomedicalConcepts*:BiomedicalConcept bcCategories*:BiomedicalConceptCategory
  bcSurrogates*:BiomedicalConceptSurrogate dictionaries*:SyntaxTemplateDictionary conditions*:Condition
  notes
SubjectEnrollment: named quantity:Quantity forGeographicScope?:GeographicScope forStudyCohortId?>StudyCohort
  forStudySiteId?>StudySite
Substance: named codes*:Code strengths+:Strength referenceSubstance?:Substance
SyntaxTemplateDictionary: named parameterMaps+:ParameterMap
Timing: named type:Code value valueLabel relativeToFrom:Code
  relativeFromScheduledInstanceId>ScheduledActivityInstance|ScheduledDecisionInstance
  relativeToScheduledInstanceId?>ScheduledActivityInstance|ScheduledDecisionInstance windowLower?
  windowUpper? windowLabel?
TransitionRule: named text
Wrapper: study:Study usdmVersion systemName? systemVersion?
`);
