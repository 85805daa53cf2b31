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
  readonly queryId: string;
  readonly deviationId: string;
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
  "confirm-eligibility": () => ({ data: { at: "screening", contentHash: hash } }),
  "fail-screening": () => ({ data: { criteria: ["heavy-enough"], why } }),
  "enroll-participant": () => ({ data: {} }),
  "migrate-participant": ({ version }) => ({ data: { toVersion: version } }),
  "transfer-participant": ({ toSite }) => ({ data: { toSite, effectiveOn: today } }),
  "open-randomization": () => ({ data: {} }),
  "randomize-participant": () => ({ data: {} }),
  "end-participation": () => ({ data: { reason: "other", endedOn: today } }),
  "request-rating": ({ ratedForm }) => ({
    data: { formKey: ratedForm, startsAt: noon, language: "en", indexTrauma: why },
  }),
  "cancel-rating": ({ handle }) => ({ data: { handle, why } }),
  "start-rating": () => ({ data: {} }),
  "draft-rating": () => ({ data: { entries } }),
  "submit-rating": () => ({ data: { entries } }),
  "correct-rating": () => ({ data: { entries }, more: { reason: "misheard" } }),
};

const approval = { committee: "Committee", approvedOn: "2026-01-01", effectiveFrom: "2026-01-01" };
