import { type CompiledDesign, type FollowUpPlan, formsAtVisit, visitName } from "#design";
import { type CalendarDate, daysBetween, failed, type Instant, ok, type Refusal, type Result } from "#kernel";
import {
  attemptsInVain,
  dosingHold,
  formKeyOf,
  isBlindedTo,
  openSteps,
  type ParticipantState,
  type Search,
  type SuicidalityEscalation,
  scheduleOf,
  seesWholeForm,
  visitIdFor,
} from "#trial";
import {
  type AskedParticipant,
  type Asking,
  askParticipant,
  namesOfUsers,
  noSuchParticipant,
} from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A call after a session: when it was to be, what became of it, and what was answered. */
export type CallAfter = {
  readonly visitId: string;
  readonly name: string;
  readonly target: CalendarDate | null;
  readonly latest: CalendarDate | null;
  /** Days after the session, of the call or, before it, of its target. */
  readonly day: number | null;
  readonly state: "held" | "missed" | "late" | "due" | "planned";
  readonly attempts: readonly {
    readonly at: string;
    readonly by: string;
    readonly way: string;
    readonly reached: boolean;
    readonly remark: string | null;
  }[];
  readonly inVain: number;
  /** Null where nothing was answered, or the viewer may not see it. */
  readonly answers: {
    readonly mood: string | null;
    readonly sleep: string | null;
    readonly appetite: string | null;
    readonly craving: number | null;
    readonly outsideUse: boolean | null;
  } | null;
};

/** The days after one session. */
export type AfterSession = {
  readonly visitId: string;
  readonly name: string;
  readonly day: CalendarDate;
  readonly calls: readonly CallAfter[];
};

type Done = { readonly step: string; readonly at: string; readonly by: string; readonly remark: string };

export type EscalationLine = Pick<
  SuicidalityEscalation,
  "escalationId" | "formKey" | "openedAt" | "ideation" | "hasBehavior"
> & {
  readonly form: string;
  readonly steps: readonly Done[];
  readonly open: readonly { readonly step: string; readonly dueAt: string; readonly isOverdue: boolean }[];
  readonly cleared:
    | (Pick<NonNullable<SuicidalityEscalation["cleared"]>, "at" | "judgment" | "printedName"> & {
        readonly words: string;
      })
    | null;
};

export type SearchLine = Pick<
  Search,
  "searchId" | "visitId" | "openedAt" | "attempts" | "contactPersonBy" | "welfareCheckBy"
> & {
  readonly name: string;
  readonly steps: readonly (Done & { readonly found: boolean })[];
  readonly closed: { readonly outcome: string; readonly remark: string; readonly at: string } | null;
};

export type AfterSessions = {
  readonly participantId: string;
  readonly number: string | null;
  readonly zone: string;
  readonly isDosingHeld: boolean;
  readonly sessions: readonly AfterSession[];
  readonly escalations: readonly EscalationLine[];
  readonly searches: readonly SearchLine[];
  /** The codes of the answers in their words, by item. */
  readonly words: Readonly<Record<"mood" | "sleep" | "appetite", Readonly<Record<string, string>>>>;
};

/** The days after each dosing session of a participant. To whom the content of sessions is kept, there is no such participant. */
export async function seeAfterSessions(
  ports: QueryPorts,
  asking: Asking,
  id: string,
): Promise<Result<AfterSessions, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-follow-up");
  if (!asked.ok) return asked;
  const { state, design, viewer, site, today } = asked.value;
  if (isBlindedTo(design, viewer, "session-content")) return failed(noSuchParticipant());
  const nameOf = await namesOfUsers(ports);
  const now = ports.clock.now();
  const plan = design.design.followUp?.call;
  return ok({
    participantId: id,
    number: state.enrollment.number,
    zone: site.zone,
    isDosingHeld: dosingHold({ participant: state }, now).holds,
    sessions: plan ? sessionsOf(asked.value, plan, nameOf, today) : [],
    escalations: escalationsOf(asked.value, nameOf, now),
    searches: Object.values(state.followUp.searches).map((search) => searchLine(asked.value, search, nameOf)),
    words: {
      mood: wordsOf(design, plan, "moodId"),
      sleep: wordsOf(design, plan, "sleepId"),
      appetite: wordsOf(design, plan, "appetiteId"),
    },
  });
}

type CallPlan = FollowUpPlan["call"];

function sessionsOf(
  asked: AskedParticipant,
  plan: CallPlan,
  nameOf: (user: string) => string,
  today: CalendarDate,
): readonly AfterSession[] {
  const { state, design } = asked;
  const held = Object.values(state.visits.visits)
    .flatMap((visit) =>
      visit.day && design.encounters.get(visit.encounterId)?.session === "dosing"
        ? [{ ...visit, day: visit.day }]
        : [],
    )
    .sort((a, b) => a.day.localeCompare(b.day));
  const calls = callsOf(asked, plan, nameOf, today);
  return held.map(({ visitId, encounterId, instanceId, day }, at) => {
    const until = held[at + 1]?.day;
    return {
      visitId,
      day,
      name: visitName(design, encounterId, instanceId),
      calls: calls
        .filter(({ on }) => on !== null && on >= day && (until === undefined || on < until))
        .map(({ on, ...call }) => ({ ...call, day: on && daysBetween(day, on) })),
    };
  });
}

type Call = Omit<CallAfter, "day"> & { readonly on: CalendarDate | null };

/** Every contact of the schedule at which the form of a call is asked for. */
function callsOf(
  asked: AskedParticipant,
  plan: CallPlan,
  nameOf: (user: string) => string,
  today: CalendarDate,
): readonly Call[] {
  const { state, design, site } = asked;
  return scheduleOf(state, design, site.zone).points.flatMap((point): readonly Call[] => {
    const { encounterId, instanceId, occurrence } = point;
    if (encounterId === undefined) return [];
    const visitId = visitIdFor(instanceId, occurrence);
    const visit = state.visits.visits[visitId];
    if (!formsAtVisit(design, { encounterId, instanceId }).includes(plan.formId)) return [];
    const planned = point.plan.kind === "planned" ? point.plan : null;
    const [target, latest] = [planned?.target ?? null, planned?.latest ?? null];
    const { attempts } = state.followUp;
    return [
      {
        visitId,
        name: visitName(design, encounterId, instanceId),
        target,
        latest,
        on: visit?.day ?? target,
        state: stateOfCall(visit?.status, target, latest, today),
        inVain: attemptsInVain(state.followUp, visitId),
        attempts: attempts
          .filter((one) => one.visitId === visitId)
          .map(({ at, by, way, reached, remark }) => ({
            ...{ at, way, reached },
            by: nameOf(by),
            remark: remark?.freeText ?? null,
          })),
        answers: answersOf(asked, plan, visitId),
      },
    ];
  });
}

function stateOfCall(
  status: string | undefined,
  target: CalendarDate | null,
  latest: CalendarDate | null,
  today: CalendarDate,
): CallAfter["state"] {
  if (status === "completed" || status === "in-progress") return "held";
  if (status === "missed" || status === "canceled") return "missed";
  if (latest !== null && today > latest) return "late";
  return target !== null && today >= target ? "due" : "planned";
}

function answersOf(
  { state, design, viewer }: AskedParticipant,
  plan: CallPlan,
  visitId: string,
): CallAfter["answers"] {
  const form = state.forms[formKeyOf(visitId, plan.formId)];
  if (!form || !seesWholeForm(design, viewer, plan.formId)) return null;
  const value = (id: string): unknown => form.items[id]?.value;
  const code = (id: string): string | null => {
    const given = value(id);
    return typeof given === "string" ? given : null;
  };
  const [craving, outsideUse] = [value(plan.cravingId), value(plan.outsideUseId)];
  return {
    mood: code(plan.moodId),
    sleep: code(plan.sleepId),
    appetite: code(plan.appetiteId),
    craving: typeof craving === "number" ? craving : null,
    outsideUse: typeof outsideUse === "boolean" ? outsideUse : null,
  };
}

function escalationsOf(
  { state, design, viewer }: AskedParticipant,
  nameOf: (user: string) => string,
  now: Instant,
): readonly EscalationLine[] {
  return Object.values(state.followUp.escalations)
    .filter(({ formKey }) => seesWholeForm(design, viewer, formIdIn(state, formKey)))
    .map((one) => {
      const { escalationId, formKey, openedAt, ideation, hasBehavior, steps, cleared } = one;
      const form = design.forms.get(formIdIn(state, formKey))?.form;
      return {
        ...{ escalationId, formKey, openedAt, ideation, hasBehavior },
        form: form?.label ?? formKey,
        steps: steps.map(({ step, at, by, remark }) => ({
          step,
          at,
          by: nameOf(by),
          remark: remark.freeText,
        })),
        open: cleared ? [] : openSteps(one, now),
        cleared: cleared && {
          at: cleared.at,
          judgment: cleared.judgment,
          printedName: cleared.printedName,
          words: cleared.words.freeText,
        },
      };
    })
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt));
}

function formIdIn({ forms }: ParticipantState, formKey: string): string {
  return forms[formKey]?.formId ?? "";
}

function searchLine(
  { state, design }: AskedParticipant,
  search: Search,
  nameOf: (user: string) => string,
): SearchLine {
  const { searchId, visitId, openedAt, attempts, contactPersonBy, welfareCheckBy, steps, closed } = search;
  const visit = state.visits.visits[visitId];
  const instance = design.instances.get(visitId.split(".")[0] ?? "")?.instance;
  const encounterId =
    visit?.encounterId ?? (instance?.type === "activity" ? instance.encounterId : undefined) ?? visitId;
  return {
    ...{ searchId, visitId, openedAt, attempts, contactPersonBy, welfareCheckBy },
    name: visitName(design, encounterId, visit?.instanceId),
    steps: steps.map(({ step, found, at, by, remark }) => ({
      ...{ step, found, at },
      by: nameOf(by),
      remark: remark.freeText,
    })),
    closed: closed && { outcome: closed.outcome, at: closed.at, remark: closed.remark.freeText },
  };
}

function wordsOf(
  design: CompiledDesign,
  plan: CallPlan | undefined,
  item: "moodId" | "sleepId" | "appetiteId",
): Readonly<Record<string, string>> {
  const codes = plan && design.forms.get(plan.formId)?.items.get(plan[item])?.codes;
  return Object.fromEntries([...(codes ?? [])].map(([code, label]) => [code, label]));
}
