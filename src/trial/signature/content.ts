import { contentHash, type Sha256 } from "#kernel";
import type { FormState } from "../form/evolve.ts";
import type { ParticipantState } from "../participant.ts";
import { type Visit, visitOf } from "../visit/evolve.ts";
import { changesSince, type SignedChange } from "./changes.ts";
import type { Signature } from "./evolve.ts";

export type SignatureTarget = Signature["target"];

/**
 * What a signature is put to, as plain data: the answers of a form, a visit with all its forms, what eligibility rests
 * on, or everything. Undefined where there is nothing to sign.
 */
function signedContent(state: ParticipantState, { kind, id }: SignatureTarget): unknown {
  const { consent, enrollment, visits } = state;
  const { number } = enrollment;
  switch (kind) {
    case "form": {
      const form = state.forms[id];
      return form?.status === "submitted" ? formContent(form) : undefined;
    }
    case "visit": {
      const visit = visitOf(visits, id);
      if (visit?.status !== "completed") return undefined;
      return { visit: visitContent(visit), forms: formsOfVisit(state, id).map(formContent) };
    }
    case "eligibility":
      return { number, forms: submittedForms(state).map(formContent), consents: consent.signed };
    case "casebook":
      return {
        number,
        visits: Object.values(visits.visits).map(visitContent),
        forms: submittedForms(state).map(formContent),
        consent,
      };
  }
}

// A form's state is never altered, only replaced: its hash is reckoned once, however many signatures lie on the record.
const hashOfForm = new WeakMap<FormState, Sha256>();

export function signedHash(state: ParticipantState, target: SignatureTarget): Sha256 | undefined {
  const form = target.kind === "form" ? state.forms[target.id] : undefined;
  const known = form && hashOfForm.get(form);
  if (known) return known;
  const hash = hashOfContent(state, target);
  if (form && hash) hashOfForm.set(form, hash);
  return hash;
}

function hashOfContent(state: ParticipantState, target: SignatureTarget): Sha256 | undefined {
  const content = signedContent(state, target);
  return content === undefined ? undefined : contentHash(content);
}

/** A signature as it now stands: whole, or broken by a later change, with what changed since. */
export type SignatureStanding = {
  readonly signature: Signature;
  readonly standing: "valid" | "broken";
  readonly brokenBy: readonly SignedChange[];
};

/**
 * Whether what was signed is still what was signed (21 CFR 11.70), and if not, by which changes. Eligibility was
 * confirmed on what there was: a change of that breaks it, what comes later does not.
 */
export function signatureStanding(state: ParticipantState, signature: Signature): SignatureStanding {
  const { target, version, contentHash: signed } = signature;
  const now = target.kind === "eligibility" ? asOf(state, version) : state;
  if (signedHash(now, target) === signed) return { signature, standing: "valid", brokenBy: [] };
  return { signature, standing: "broken", brokenBy: changesSince(now, signature, formsUnder(now, target)) };
}

/** What of the record there was at a version of the stream, as it stands now. */
function asOf(state: ParticipantState, version: number): ParticipantState {
  const forms = Object.entries(state.forms).filter(
    ([, { submittedIn }]) => (submittedIn ?? version) < version,
  );
  const signed = state.consent.signed.filter(({ recordedIn }) => recordedIn < version);
  return { ...state, forms: Object.fromEntries(forms), consent: { ...state.consent, signed } };
}

function formsUnder(state: ParticipantState, { kind, id }: SignatureTarget): readonly FormState[] {
  if (kind === "visit") return formsOfVisit(state, id);
  return kind === "form" ? [state.forms[id]].flatMap((form) => form ?? []) : submittedForms(state);
}

/** Who verified an item, or asked about it, is no part of what was signed; its value is. */
function formContent({ formKey, formId, designVersion, items, derived }: FormState): unknown {
  const values = Object.fromEntries(Object.entries(items).map(([path, { value }]) => [path, value]));
  return { formKey, formId, designVersion, values, derived };
}

/** Named one by one, so that a fact which later software adds to a visit breaks no signature. */
function visitContent(visit: Visit): unknown {
  return {
    visitId: visit.visitId,
    encounterId: visit.encounterId,
    instanceId: visit.instanceId,
    status: visit.status,
    planned: visit.planned,
    mode: visit.mode,
    startedAt: visit.startedAt,
    day: visit.day,
    endedAt: visit.endedAt,
    designVersion: visit.designVersion,
  };
}

function formsOfVisit(state: ParticipantState, visitId: string): readonly FormState[] {
  return submittedForms(state).filter(({ formKey }) => formKey.startsWith(`${visitId}/`));
}

function submittedForms({ forms }: ParticipantState): readonly FormState[] {
  return Object.values(forms)
    .filter(({ status }) => status === "submitted")
    .sort((a, b) => (a.formKey < b.formKey ? -1 : 1));
}
