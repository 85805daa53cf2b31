import { kitCodeFrom } from "#trial";
import type { Envelope } from "./command-call.ts";
import { aConsent, aContact, today } from "./make-world.ts";
import { aWallStudy } from "./wall-study.ts";

/** All ids that a request about somebody can name. A test puts other people's in their place, one after the other. */
export type Place = {
  readonly studyId: string;
  readonly siteId: string;
  readonly toSite: string;
  readonly participantId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly handle: string;
  readonly sessionId: string;
  /** The id of a session that is about to be opened. */
  readonly newSession: string;
  readonly queryId: string;
  readonly deviationId: string;
  readonly unblindingId: string;
  readonly grantId: string;
  readonly delegationId: string;
  readonly visitId: string;
  readonly formKey: string;
  readonly signedForm: string;
  readonly ratedForm: string;
  readonly version: string;
};

export type CommandSample = { readonly data: unknown; readonly more?: Envelope };

const noon = `${today}T12:00:00.000Z`;
const why = { freeText: "because the test asks for it" };
const hash = "0".repeat(64);
/** A code that can be read and stands on no kit; nothing was shipped in this study, nor counted. */
const aKit = kitCodeFrom("a kit of nobody");
const noShipment = "99999999-9999-4999-8999-999999999998";
const entries = [{ path: "note", value: { freeText: "as it was said" } }];

/** For each command one that can be read, and that a rule may still refuse. */
export const commandSamples: Readonly<Record<string, (place: Place) => CommandSample>> = {
  "publish-design": () => ({ data: { design: aWallStudy("3.0"), summary: "Third version" } }),
  "confirm-parameters": ({ version }) => ({ data: { version, parameterIds: ["least-weight"] } }),
  "open-site": () => ({
    data: { number: "77", name: "Elsewhere", country: "GB", zone: "Europe/London", languages: ["en"] },
  }),
  "approve-design-version": ({ version }) => ({ data: { version, ...approval } }),
  "approve-consent-version": () => ({
    data: { documentId: "main-consent", version: "1", language: "en", ...approval },
  }),
  "add-staff-member": () => ({ data: { name: "Somebody" } }),
  "grant-role": ({ siteId }) => ({ data: { role: "session-attendant", siteId, from: today } }),
  "end-role": ({ grantId }) => ({ data: { grantId, on: "2030-01-01" } }),
  "delegate-tasks": ({ siteId }) => ({ data: { siteId, tasks: ["Telephone"], from: today } }),
  "end-delegation": ({ delegationId }) => ({ data: { delegationId, on: "2030-01-01" } }),
  "record-credential": () => ({
    data: { kind: "training", name: "Course", issuer: "School", validFrom: today },
  }),
  "record-languages": () => ({ data: { languages: ["en"] } }),
  "log-contact": ({ siteId }) => ({ data: aContact(siteId, "nowhere") }),
  "record-identity": () => ({ data: { "given-name": "Bea" } }),
  "read-identity": () => ({ data: { purpose: "to telephone" } }),
  "sign-consent": () => ({ data: aConsent("nowhere") }),
  "withdraw-consent": () => ({
    data: { scopes: ["visits"], effectiveOn: today, toldBy: "participant", why },
  }),
  "schedule-visit": () => ({ data: { encounterId: "extra", plannedFor: noon, mode: "in-person" } }),
  "reschedule-visit": ({ visitId }) => ({ data: { visitId, plannedFor: noon, why } }),
  "cancel-visit": ({ visitId }) => ({ data: { visitId, why } }),
  "start-visit": ({ visitId }) => ({ data: { visitId, mode: "in-person" } }),
  "record-held-visit": ({ visitId }) => ({ data: { visitId, mode: "in-person" } }),
  "complete-visit": ({ visitId }) => ({ data: { visitId } }),
  "miss-visit": ({ visitId }) => ({ data: { visitId, why } }),
  "choose-branch": () => ({ data: { instanceId: "goes-on", next: "at-closing" } }),
  "draft-items": ({ formKey }) => ({ data: { formKey, entries } }),
  "submit-form": ({ formKey }) => ({ data: { formKey, entries } }),
  "correct-items": ({ formKey }) => ({ data: { formKey, entries }, more: { reason: "misread" } }),
  "mark-form-not-done": ({ formKey }) => ({ data: { formKey, why } }),
  "verify-source": ({ signedForm }) => ({ data: { formKey: signedForm, paths: ["weight"] } }),
  // Not a form that a participant answers: the session of who asks stays their own.
  "hand-over-device": ({ signedForm }) => ({ data: { formKey: signedForm }, more: { pin: "4711" } }),
  "open-query": ({ signedForm }) => ({
    data: { formKey: signedForm, itemPath: "weight", question: { freeText: "Really?" } },
  }),
  "answer-query": ({ queryId }) => ({ data: { queryId, answer: why } }),
  "reopen-query": ({ queryId }) => ({ data: { queryId, question: why } }),
  "close-query": ({ queryId }) => ({ data: { queryId, resolution: why } }),
  "record-deviation": () => ({ data: { category: "other", rule: "late-call", description: why } }),
  "assess-deviation": ({ deviationId }) => ({
    data: { deviationId, importance: "not-important", correctiveAction: why, closed: true },
  }),
  "sign-record": ({ signedForm }) => ({
    data: { target: { kind: "form", id: signedForm }, meaning: "I have seen it.", contentHash: hash },
  }),
  "report-serious-event": ({ formKey }) => ({ data: { formKey, what: why, criteria: [] } }),
  "acknowledge-serious-event": () => ({ data: { reportId: noShipment } }),
  "acknowledge-definition": ({ version }) => ({
    data: { definitionId: "adverse-event", textHash: hash, designVersion: version },
  }),
  "confirm-eligibility": () => ({ data: { at: "screening", contentHash: hash } }),
  "fail-screening": () => ({ data: { criteria: ["heavy-enough"], why } }),
  "enroll-participant": () => ({ data: {} }),
  "migrate-participant": ({ version }) => ({ data: { toVersion: version } }),
  "transfer-participant": ({ toSite }) => ({ data: { toSite, effectiveOn: today } }),
  "open-randomization": () => ({ data: {} }),
  "randomize-participant": () => ({ data: {} }),
  "end-participation": () => ({ data: { reason: "other", endedOn: today } }),
  "break-code": () => ({ data: { reason: "medical-emergency" } }),
  "complete-unblinding-report": ({ unblindingId }) => ({
    data: { unblindingId, whoKnows: ["investigator"], careChanged: false, narrative: why },
  }),
  "record-inadvertent-unblinding": ({ handle }) => ({
    data: { learned: ["independent-rater"], handle, how: "other", circumstances: why },
  }),
  "assess-unblinding-impact": ({ unblindingId }) => ({
    data: { unblindingId, impact: "none", assessment: why },
  }),
  "unblind-for-safety": ({ formKey }) => ({
    data: {
      formKey,
      reportNumber: "R-1",
      basis: { isSerious: true, isUnexpected: true, isSuspected: true },
      why,
    },
  }),
  "unblind-study": () => ({ data: {} }),
  "issue-envelopes": () => ({ data: {} }),
  "record-envelope-opening": () => ({
    data: { serial: "01-E0001", reason: "overdose", openedBy: "investigator" },
  }),
  "record-envelope-return": () => ({
    data: { serial: "01-E0001", outcome: "returned", sealIntact: true },
  }),
  "ship-kits": () => ({
    data: {
      setsPerArm: 1,
      expiresOn: "2030-01-01",
      packs: [
        {
          armId: "none",
          level: "80",
          kind: "initial",
          lot: "L1",
          expiresOn: "2030-01-01",
          capsules: 1,
          milligrams: 1,
        },
      ],
    },
  }),
  "receive-shipment": () => ({
    data: {
      shipmentId: noShipment,
      temperature: "in-range",
      lines: [{ code: aKit, condition: "present" }],
    },
  }),
  "quarantine-kit": () => ({ data: { code: aKit, cause: "other" } }),
  "decide-quarantine": () => ({ data: { shipmentId: noShipment, decision: "reject" } }),
  "count-stock": () => ({ data: { found: [] } }),
  "explain-discrepancy": () => ({ data: { countId: noShipment, explanation: "counted twice" } }),
  "open-kit-map": () => ({ data: { purpose: "to check a lot" } }),
  "decide-dose-level": ({ visitId }) => ({ data: { visitId, level: "80", because: "as-planned" } }),
  "assign-kits": ({ visitId }) => ({ data: { visitId } }),
  "withdraw-kits": ({ visitId }) => ({ data: { visitId, because: "other" } }),
  "replace-kit": ({ visitId }) => ({ data: { visitId, code: aKit, cause: "broken" } }),
  "dispense-kit": ({ visitId }) => ({ data: { visitId, code: aKit } }),
  "return-kit": ({ visitId }) => ({ data: { visitId, code: aKit, condition: "unused", capsules: 1 } }),
  "request-rating": ({ ratedForm }) => ({
    data: { formKey: ratedForm, startsAt: noon, language: "en", indexTrauma: why },
  }),
  "cancel-rating": ({ handle }) => ({ data: { handle, why } }),
  "start-rating": () => ({ data: {} }),
  "draft-rating": () => ({ data: { entries } }),
  "submit-rating": () => ({ data: { entries } }),
  "correct-rating": () => ({ data: { entries }, more: { reason: "misheard" } }),
  "choose-rater": ({ ratedForm }) => ({
    data: { formKey: ratedForm, rater: nobody },
    more: { reason: "on leave" },
  }),
  "request-second-rating": ({ handle }) => ({ data: { handle, startsAt: noon } }),
  "confirm-whereabouts": ({ handle }) => ({ data: { handle, ...whereabouts } }),
  "declare-danger": () => ({ data: {} }),
  "resolve-danger": ({ handle }) => ({ data: { handle, outcome: why } }),
  "file-rater-unblinding": () => ({
    data: { learned: ["visit"], from: "participant", learnedAt: `${today}T00:00:00.000Z` },
  }),
  "hand-back-rating": () => ({ data: { why: "ill" } }),
  "record-session-contacts": () => ({
    data: { contacts: [{ id: "physician", label: "Physician", telephone: "+44 20 7946 0000" }] },
  }),
  "open-session": ({ participantId, visitId }) => ({ data: { participantId, visitId } }),
  "enter-session": ({ userId }) => ({ data: { user: userId, capacity: "lead" } }),
  "leave-session": () => ({ data: { user: nobody, why: "break" } }),
  "confirm-physician-reach": () => ({
    data: { user: nobody, telephone: "+44 20 7946 0000", minutes: 10 },
  }),
  "confirm-session-identity": () => ({ data: { particulars: ["name", "birth-date"] } }),
  "override-gate-line": () => ({ data: { lineId: "fasting", why } }),
  "open-gate": () => ({ data: {} }),
  "open-session-kit": () => ({ data: { kind: "initial", code: aKit } }),
  "decide-supplemental": () => ({
    data: { decision: "withhold", reasons: ["declined"], participantAgrees: false },
  }),
  "record-dose": () => ({ data: { kind: "initial", capsules: 1 } }),
  "record-vitals": () => ({ data: { values: { systolic: 120 } } }),
  "record-probes": () => ({ data: { answers: { gait: true } } }),
  "omit-measurement": () => ({ data: { pointId: "none", why: "device" } }),
  "rate-distress": () => ({ data: { distress: 30 } }),
  "strike-entry": () => ({ data: { entryId: noShipment }, more: { reason: "misread" } }),
  "note-effect": () => ({
    data: { effect: "euphoria", intensity: "mild", valence: "positive", noticedBy: "asked" },
  }),
  "change-effect": () => ({ data: { effectKey: noShipment, intensity: "mild" } }),
  "change-music": () => ({ data: { state: "playing" } }),
  "change-eyeshades": () => ({ data: { worn: true } }),
  "begin-touch": () => ({ data: { kind: "hand", givenBy: nobody, initiatedBy: "participant" } }),
  "end-touch": () => ({ data: { touchId: noShipment } }),
  "revoke-touch": () => ({ data: { kinds: ["hand"] } }),
  "take-note": () => ({ data: { note: why } }),
  "give-medication": () => ({
    data: { medication: "ondansetron", amount: 4, units: "mg", route: "oral", orderedBy: "Dr Duty" },
  }),
  "sign-session-steps": () => ({ data: { entries: [noShipment] } }),
  "start-escalation": () => ({ data: { escalation: "raised", because: "it looks so" } }),
  "take-escalation-step": () => ({ data: { escalationKey: noShipment, step: "call" } }),
  "resolve-escalation": () => ({ data: { escalationKey: noShipment, outcome: why } }),
  "answer-event-task": () => ({ data: { taskId: noShipment, answer: "no-event", why } }),
  "assess-readiness": () => ({ data: { criteria: {} } }),
  "end-session": () => ({ data: { ending: "ready" } }),
  "take-over-night": () => ({ data: { handover: why } }),
  "check-night": () => ({ data: { state: "asleep" } }),
  "release-morning": () => ({ data: { escort: "A friend" } }),
  "confirm-offline-signature": () => ({ data: { actIds: [noShipment] } }),
  "put-aside-command": () => ({
    data: { commandId: noShipment, commandType: "draft-items", code: "no", why: "entered-twice" },
  }),
  "start-recording": ({ visitId }) => ({
    data: { visitId, device: "Camera", startedAt: `${today}T00:00:00.000Z`, heldBy: [] },
  }),
  "note-recording-gap": () => ({
    data: {
      recordingId: noShipment,
      from: `${today}T00:00:00.000Z`,
      until: `${today}T00:01:00.000Z`,
      why: "break",
    },
  }),
  "stop-recording": () => ({ data: { recordingId: noShipment, stoppedAt: `${today}T00:00:00.000Z` } }),
  "note-unrecorded-session": ({ visitId }) => ({ data: { visitId, why: "forgotten" } }),
  "export-recording": () => ({
    data: { recordingId: noShipment, sha256: hash, bytes: 1, custodian: "Archive", place: "Vault" },
  }),
  "hand-over-recording": () => ({
    data: { recordingId: noShipment, custodian: "Archive", place: "Vault" },
  }),
  "open-recording": () => ({ data: { recordingId: noShipment, purpose: "to look" } }),
  "delete-recording": () => ({
    data: { recordingId: noShipment, because: "retention-over", how: "Overwritten" },
  }),
  "review-recording": () => ({
    data: {
      recordingId: noShipment,
      capacity: "session-auditor",
      ratings: {},
      prohibited: [],
      words: why,
      seen: [],
    },
  }),
  "settle-discrepancy": () => ({
    data: { discrepancyId: noShipment, outcome: "not-an-event", why },
  }),
  "log-call-attempt": ({ visitId }) => ({ data: { visitId, way: "telephone", reached: true } }),
  "take-search-step": () => ({
    data: { searchId: noShipment, step: "contact-person", found: false, remark: why },
  }),
  "close-search": () => ({ data: { searchId: noShipment, outcome: "reached", remark: why } }),
  "take-suicidality-step": () => ({
    data: { escalationId: noShipment, step: "clinician", remark: why },
  }),
  "clear-suicidality": () => ({ data: { escalationId: noShipment, judgment: "in-error", words: why } }),
  "report-incident": ({ visitId }) => ({ data: { kinds: ["other"], visitId, words: why } }),
  "acknowledge-incident": () => ({ data: { incidentId: noShipment } }),
  "assess-incident": () => ({
    data: { incidentId: noShipment, gravity: "breach", assessment: why },
  }),
  "notify-of-incident": () => ({ data: { incidentId: noShipment, whom: "sponsor", how: why } }),
  "close-incident": () => ({ data: { incidentId: noShipment, outcome: "confirmed", words: why } }),
};

/** Who rates is asked of the pool of this study: nobody of another is in it. */
const nobody = "00000000-0000-4000-8000-000000000009";

const whereabouts = {
  address: "1 Test Street",
  "call-back-number": "+1 555 0100",
  "clinician-name": "Dr Duty",
  "clinician-telephone": "+1 555 0101",
};

const approval = { committee: "Committee", approvedOn: "2026-01-01", effectiveFrom: "2026-01-01" };
