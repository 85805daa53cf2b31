import { useMemo } from "react";
import type { ParticipantRecord, Role } from "#design";
import { mayWrite } from "#trial";
import type { Answer } from "../../api/call.ts";
import { compiledDesign } from "../../form/compiled.ts";
import type { Seen } from "../../form/draft/draft.ts";
import type { OpenStudy } from "../../study/study-context.tsx";

export type FormView = Answer<"GET /api/studies/:studyId/participants/:participantId/form">;
export type ParticipantPage = Answer<"GET /api/studies/:studyId/participants/:participantId">;
export type Visit = ParticipantPage["visits"][number];
export type FormSummary = Visit["forms"][number];

/** Which filling of which form, as the address says it. */
export type FormAddress = {
  readonly studyId: string;
  readonly participantId: string;
  readonly formKey: string;
};

/** Of a form key its parts: visit, form, number. */
export function partsOfKey(formKey: string): {
  readonly visitId: string;
  readonly formId: string;
  readonly repeat: string;
} {
  const [visitId = "", formId = "", repeat = "1"] = formKey.split("/");
  return { visitId, formId, repeat };
}

export function formPath({ studyId, participantId }: Omit<FormAddress, "formKey">, formKey: string): string {
  return `/studies/${studyId}/participants/${participantId}/forms/${formKey}`;
}

/** The form's rules, from the protocol version that the form is bound to. */
export function useCompiledForm(design: object, formId: string) {
  return useMemo(() => {
    const compiled = compiledDesign(design);
    const form = compiled.forms.get(formId);
    return form && { design: compiled, form };
  }, [design, formId]);
}

/** What the server shows, as a draft takes it in. */
export function useSeen({ version, items }: FormView): Seen {
  return useMemo(() => ({ version, items }), [version, items]);
}

/** What the form's rules may know of the participant. */
export function recordOf({ record }: FormView): ParticipantRecord {
  // The same record as the server's rules have, less what is kept from this person.
  return record as unknown as ParticipantRecord;
}

/** Whether this person may write on the form, and whether its visit lets them. */
export function mayFill(
  { may, roles }: Pick<OpenStudy, "may" | "roles">,
  form: { readonly completedBy: FormSummary["completedBy"]; readonly log: boolean },
  visit: Visit | undefined,
): "yes" | "not-theirs" | "visit-not-begun" {
  const isTheirs = may("draft-items") && roles.some((role: Role) => mayWrite(form, role));
  if (!isTheirs) return "not-theirs";
  const hasBegun = form.log || visit?.status === "in-progress" || visit?.status === "completed";
  return hasBegun ? "yes" : "visit-not-begun";
}
