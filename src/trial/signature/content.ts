import { contentHash, type Sha256 } from "#kernel";
import type { FormState } from "../form/evolve.ts";
import type { ParticipantState } from "../participant.ts";
import { visitOf } from "../visit/evolve.ts";
import type { Signature } from "./evolve.ts";

export type SignatureTarget = Signature["target"];

/**
 * What a signature is put to, as plain data: the answers of a form, all forms of a visit, what eligibility rests
 * on, or everything. Undefined where there is nothing to sign.
 */
export function signedContent(state: ParticipantState, { kind, id }: SignatureTarget): unknown {
  switch (kind) {
    case "form": {
      const form = state.forms[id];
      return form?.status === "submitted" ? formContent(form) : undefined;
    }
    case "visit": {
      const visit = visitOf(state.visits, id);
      return visit?.status === "completed"
        ? { visit, forms: formsOfVisit(state, id).map(formContent) }
        : undefined;
    }
    case "eligibility":
      return {
        number: state.enrollment.number,
        forms: submittedForms(state).map(formContent),
        consents: state.consent.signed,
      };
    case "casebook":
      return {
        number: state.enrollment.number,
        visits: state.visits.visits,
        forms: submittedForms(state).map(formContent),
        consent: state.consent,
      };
  }
}

export function signedHash(state: ParticipantState, target: SignatureTarget): Sha256 | undefined {
  const content = signedContent(state, target);
  return content === undefined ? undefined : contentHash(content);
}

/** A signature as it now stands: whole, or broken by a later change, with the forms that changed since. */
export type SignatureStanding = {
  readonly signature: Signature;
  readonly standing: "valid" | "broken";
  readonly brokenBy: readonly {
    readonly formKey: string;
    readonly path: string;
    readonly changedBy: string;
    readonly at: string;
  }[];
};

/** Whether what was signed is still what was signed (21 CFR 11.70), and if not, by which changes. */
export function signatureStanding(state: ParticipantState, signature: Signature): SignatureStanding {
  if (signedHash(state, signature.target) === signature.contentHash)
    return { signature, standing: "valid", brokenBy: [] };
  return { signature, standing: "broken", brokenBy: changesSince(state, signature) };
}

function changesSince(
  state: ParticipantState,
  { target, version }: Signature,
): SignatureStanding["brokenBy"] {
  const forms =
    target.kind === "form"
      ? [state.forms[target.id]]
      : target.kind === "visit"
        ? formsOfVisit(state, target.id)
        : submittedForms(state);
  return forms.flatMap((form) =>
    Object.entries(form?.items ?? {})
      .filter(([, { changedAt }]) => changedAt > version)
      .map(([path, { changedBy, changedOn }]) => ({
        formKey: form?.formKey ?? "",
        path,
        changedBy,
        at: changedOn,
      })),
  );
}

/** Who verified an item, or asked about it, is no part of what was signed; its value is. */
function formContent({ formKey, formId, designVersion, items, derived }: FormState): unknown {
  const values = Object.fromEntries(Object.entries(items).map(([path, { value }]) => [path, value]));
  return { formKey, formId, designVersion, values, derived };
}

function formsOfVisit(state: ParticipantState, visitId: string): readonly FormState[] {
  return submittedForms(state).filter(({ formKey }) => formKey.startsWith(`${visitId}/`));
}

function submittedForms({ forms }: ParticipantState): readonly FormState[] {
  return Object.values(forms)
    .filter(({ status }) => status === "submitted")
    .sort((a, b) => (a.formKey < b.formKey ? -1 : 1));
}
