import type { CompiledDesign, Role, ScheduledPoint } from "#design";
import type { CalendarDate, StudyId } from "#kernel";
import {
  designOfForm,
  designOfVisit,
  missingForms,
  type ParticipantState,
  type Protocols,
  type SiteState,
  scheduleOf,
  signatureStanding,
  siteOf,
  stageOf,
  visitIdFor,
} from "#trial";
import type { WantedRow } from "./changed-rows.ts";

/** Something that somebody should do, found in the participant's record. */
type Task = {
  readonly key: string;
  readonly kind: string;
  readonly roles: readonly Role[];
  readonly dueOn?: string | null;
  readonly lateAfter?: string | null;
  readonly subject: Readonly<Record<string, string>>;
};

const siteTeam: readonly Role[] = ["site-coordinator", "investigator", "sub-investigator"];
const investigators: readonly Role[] = ["investigator", "sub-investigator"];
const reviewers: readonly Role[] = ["data-manager", "monitor"];

/** What is to be done for a participant. Whether it is late is asked when the list is read. */
export function taskRows(
  study: StudyId,
  state: ParticipantState,
  { site, ...protocols }: Protocols & { readonly site: SiteState },
): readonly WantedRow[] {
  const { design } = protocols;
  const stage = stageOf(state);
  const isActive = stage === "screening" || stage === "enrolled";
  const tasks = [
    ...(isActive ? visitTasks(state, design, site) : []),
    ...(isActive ? formTasks(state, protocols) : []),
    ...signatureTasks(state, protocols),
    ...queryTasks(state),
    ...deviationTasks(state),
  ];
  return tasks.map(({ key, kind, roles, dueOn, lateAfter, subject }) => ({
    table: "task",
    key: `${state.id}/${key}`,
    row: {
      study_id: study,
      task_id: `${state.id}/${key}`,
      site_id: siteOf(state),
      participant_id: state.id,
      number: state.enrollment.number,
      kind,
      roles,
      due_on: dueOn ?? null,
      late_after: lateAfter ?? null,
      subject,
    },
  }));
}

/** The next visit that is still open, and every visit that is arranged. */
function visitTasks(state: ParticipantState, design: CompiledDesign, site: SiteState): readonly Task[] {
  const open = scheduleOf(state, design, site.zone).points.filter(
    ({ type, actual, encounterId }) =>
      type === "activity" && actual === undefined && encounterId !== undefined,
  );
  const arranged = open.filter((point) => visitOf(state, point)?.status === "scheduled");
  const next = open.find(({ plan }) => plan.kind === "planned" && plan.firm);
  const toArrange = next && !arranged.includes(next) ? [next] : [];
  return [...toArrange, ...arranged].map((point) => visitTask(state, design, point));
}

function visitTask(
  state: ParticipantState,
  design: CompiledDesign,
  point: ScheduledPoint<CalendarDate>,
): Task {
  const visitId = visitIdFor(point.instanceId, point.occurrence);
  const plannedFor = visitOf(state, point)?.planned.at(-1);
  const encounter = design.encounters.get(point.encounterId ?? "");
  const { plan } = point;
  const isPlanned = plan.kind === "planned";
  return {
    key: `visit/${visitId}`,
    kind: plannedFor ? "visit-arranged" : "visit-due",
    roles: siteTeam,
    dueOn: plannedFor?.slice(0, 10) ?? (isPlanned ? (plan.earliest ?? plan.target) : null),
    lateAfter: plannedFor ? plannedFor.slice(0, 10) : isPlanned ? (plan.latest ?? null) : null,
    subject: { visitId, visit: encounter?.name ?? point.name },
  };
}

function visitOf({ visits }: ParticipantState, point: ScheduledPoint<CalendarDate>) {
  return visits.visits[visitIdFor(point.instanceId, point.occurrence)];
}

/** Visits that have begun and still want forms. */
function formTasks(state: ParticipantState, protocols: Protocols): readonly Task[] {
  return Object.values(state.visits.visits)
    .filter(({ status }) => status === "in-progress")
    .flatMap((visit) => {
      const missing = missingForms(state, protocols, visit);
      const name = designOfVisit(visit, protocols).encounters.get(visit.encounterId)?.name;
      const subject = { visitId: visit.visitId, visit: name ?? visit.encounterId, forms: missing.join(", ") };
      const kind = missing.length > 0 ? "forms-open" : "visit-to-complete";
      return [
        {
          key: `forms/${visit.visitId}`,
          kind,
          roles: siteTeam,
          dueOn: visit.day,
          lateAfter: visit.day,
          subject,
        },
      ];
    });
}

function signatureTasks(state: ParticipantState, protocols: Protocols): readonly Task[] {
  return Object.values(state.forms).flatMap(({ formKey, formId, status }) => {
    if (status !== "submitted") return [];
    const form = designOfForm(state, formKey, protocols).forms.get(formId)?.form;
    if (!form || form.signedBy.length === 0) return [];
    const standings = state.signatures
      .filter(({ target }) => target.kind === "form" && target.id === formKey)
      .map((signature) => signatureStanding(state, signature));
    return form.signedBy.flatMap(({ role, meaning }): readonly Task[] => {
      const own = standings.filter(({ signature }) => signature.meaning === meaning);
      if (own.some(({ standing }) => standing === "valid")) return [];
      const kind = own.length > 0 ? "signature-broken" : "signature-missing";
      const subject = { formKey, form: form.label, meaning };
      return [{ key: `signature/${formKey}/${role}`, kind, roles: [role], subject }];
    });
  });
}

function queryTasks({ queries }: ParticipantState): readonly Task[] {
  return Object.values(queries)
    .filter(({ state }) => state !== "closed")
    .map(({ queryId, formKey, itemPath, state, messages }) => ({
      key: `query/${queryId}`,
      kind: state === "open" ? "query-open" : "query-answered",
      roles: state === "open" ? siteTeam : reviewers,
      dueOn: messages.at(-1)?.at.slice(0, 10) ?? null,
      subject: { queryId, formKey, itemPath },
    }));
}

function deviationTasks({ deviations }: ParticipantState): readonly Task[] {
  return Object.values(deviations)
    .filter(({ closed }) => !closed)
    .map(({ deviationId, category, occurredAt }) => ({
      key: `deviation/${deviationId}`,
      kind: "deviation-open",
      roles: investigators,
      dueOn: occurredAt.slice(0, 10),
      subject: { deviationId, category },
    }));
}
