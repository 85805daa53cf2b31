import type { CompiledForm, Role } from "#design";
import { type Instant, localDate } from "#kernel";
import {
  designOfForm,
  formIdOf,
  type ParticipantState,
  seesItem,
  signatureStanding,
  wholeForm,
} from "#trial";
import { rolesFor } from "./form-tasks.ts";
import type { TaskAround } from "./participant-tasks.ts";
import { investigators, reviewers, siteTeam, type Task } from "./task.ts";

// A rater signs by handing in, and knows of no participant.
const signsElsewhere: Role = "independent-rater";

/** Signatures that a form asks for and lacks, or that a later change has broken. */
export function signatureTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  const signatures = signaturesByForm(state);
  return Object.values(state.forms).flatMap(({ formKey, formId, status, submittedAt }) => {
    if (status !== "submitted") return [];
    const form = designOfForm(state, formKey, around).forms.get(formId)?.form;
    if (!form || form.signedBy.length === 0) return [];
    const standings = (signatures.get(formKey) ?? []).map((signature) => signatureStanding(state, signature));
    return form.signedBy.flatMap(({ role, meaning }): readonly Task[] => {
      const own = standings.filter(({ signature }) => signature.meaning === meaning);
      if (role === signsElsewhere || own.some(({ standing }) => standing === "valid")) return [];
      const broken = own.at(-1)?.brokenBy.at(-1)?.at;
      const since = broken ?? submittedAt;
      return [
        {
          key: `signature/${formKey}/${role}`,
          kind: own.length > 0 ? "signature-broken" : "signature-missing",
          roles: [role],
          dueOn: since ? localDate({ at: since as Instant, zone: around.site.zone }) : null,
          subject: { formKey, form: form.label, meaning },
        },
      ];
    });
  });
}

type Signature = ParticipantState["signatures"][number];

function signaturesByForm({ signatures }: ParticipantState): ReadonlyMap<string, readonly Signature[]> {
  const byForm = new Map<string, Signature[]>();
  for (const signature of signatures) {
    const { kind, id } = signature.target;
    if (kind !== "form") continue;
    const known = byForm.get(id);
    if (known) known.push(signature);
    else byForm.set(id, [signature]);
  }
  return byForm;
}

/** Queries that the site is to answer, and answers that somebody is to judge; none is told to a role that may not see what it is about. */
export function queryTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  return Object.values(state.queries)
    .filter((query) => query.state !== "closed")
    .map(({ queryId, formKey, itemPath, state: queryState, messages }) => {
      const last = messages.at(-1)?.at;
      const isOpen = queryState === "open";
      const design = designOfForm(state, formKey, around);
      const form = design.forms.get(formIdOf(formKey));
      return {
        key: `query/${queryId}`,
        kind: isOpen ? "query-open" : "query-answered",
        roles: (isOpen ? answerers(form) : reviewers).filter((role) =>
          seesItem(design, { user: "", roles: [role] }, formKey, itemPath),
        ),
        dueOn: last ? localDate({ at: last, zone: around.site.zone }) : null,
        subject: { queryId, formKey, itemPath, ...labelsOf(form, formKey, itemPath) },
      };
    });
}

export function deviationTasks({ deviations }: ParticipantState, { site }: TaskAround): readonly Task[] {
  return Object.values(deviations)
    .filter(({ closed }) => !closed)
    .map(({ deviationId, category, importance, occurredAt }) => ({
      key: `deviation/${deviationId}`,
      kind: importance === "not-assessed" ? "deviation-to-assess" : "deviation-open",
      roles: investigators,
      dueOn: localDate({ at: occurredAt, zone: site.zone }),
      subject: { deviationId, category },
    }));
}

/** Whoever entered the value knows; the site's team answers for every form. */
function answerers(form: CompiledForm | undefined): readonly Role[] {
  const completer = form?.form.completedBy ?? "site";
  return [...new Set([...siteTeam, ...(completer === "participant" ? [] : rolesFor(completer))])];
}

function labelsOf(
  form: CompiledForm | undefined,
  formKey: string,
  itemPath: string,
): { readonly form: string; readonly item?: string } {
  const formLabel = form?.form.label ?? formIdOf(formKey);
  if (itemPath === wholeForm) return { form: formLabel };
  const item = form?.items.get(itemPath.split(".").at(-1) ?? itemPath);
  return { form: formLabel, item: item?.label ?? itemPath };
}
