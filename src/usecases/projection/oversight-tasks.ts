import { numberOf, visitName } from "#design";
import { addDays, type CalendarDate, localDate } from "#kernel";
import { isRecordingWithdrawn, openSteps, type ParticipantState } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { investigators, siteTeam, type Task, therapists } from "./task.ts";

const custodians = [...siteTeam, ...therapists];

/** What is left to do about recordings: a file to enter, one to delete, something that a reviewer saw and nobody recorded. */
export function recordingTasks(state: ParticipantState, { design, site }: TaskAround): readonly Task[] {
  const { recordings, discrepancies } = state.recordings;
  const { exportWithin, deletedWithin } = design.design.recordings ?? {};
  const dayOf = (at: string): CalendarDate => localDate({ at: at as never, zone: site.zone }) as CalendarDate;
  const after = (day: CalendarDate, within: typeof exportWithin): CalendarDate | null => {
    const days = numberOf(design.parameters, within);
    return days === undefined ? null : addDays(day, days);
  };
  const withdrawnOn = state.consent.withdrawals.findLast(({ scopes }) =>
    scopes.includes("recordings"),
  )?.effectiveOn;
  const isWithdrawn = withdrawnOn !== undefined && isRecordingWithdrawn(state, withdrawnOn);
  return [
    ...Object.values(recordings).flatMap((recording): readonly Task[] => {
      const { recordingId, visitId, startedAt, file, deleted } = recording;
      if (deleted) return [];
      const subject = { recordingId, visitId, visit: visitNamed(state, visitId, design) };
      const day = dayOf(startedAt);
      if (isWithdrawn) {
        const key = `recording-delete/${recordingId}`;
        const due = { dueOn: withdrawnOn, lateAfter: after(withdrawnOn, deletedWithin) };
        return [{ key, kind: "recording-to-delete", roles: custodians, ...due, subject }];
      }
      if (file) return [];
      const key = `recording-file/${recordingId}`;
      const due = { dueOn: day, lateAfter: after(day, exportWithin) };
      return [{ key, kind: "recording-to-file", roles: custodians, ...due, subject }];
    }),
    ...Object.values(discrepancies)
      .filter(({ settled }) => settled === null)
      .map(({ discrepancyId, recordingId, raisedAt }) => {
        const visitId = recordings[recordingId]?.visitId ?? "";
        return {
          key: `discrepancy/${discrepancyId}`,
          kind: "discrepancy-to-settle",
          roles: custodians,
          dueOn: dayOf(raisedAt),
          subject: { discrepancyId, recordingId, visitId, visit: visitNamed(state, visitId, design) },
        };
      }),
  ];
}

/** What is to be done for somebody who cannot be reached, or in danger; each with the moment from which on it is late. */
export function followUpTasks(state: ParticipantState, { design, site }: TaskAround): readonly Task[] {
  const dayOf = (at: string): CalendarDate => localDate({ at: at as never, zone: site.zone }) as CalendarDate;
  const searches = Object.values(state.followUp.searches).filter(({ closed }) => closed === null);
  const escalations = Object.values(state.followUp.escalations).filter(({ cleared }) => cleared === null);
  return [
    ...searches.map(({ searchId, visitId, steps, contactPersonBy, welfareCheckBy }): Task => {
      const isContactCalled = steps.some(({ step }) => step === "contact-person");
      const dueAt = isContactCalled ? welfareCheckBy : contactPersonBy;
      return {
        key: `search/${searchId}`,
        kind: isContactCalled ? "search-welfare" : "search-contact-person",
        roles: siteTeam,
        dueOn: dayOf(dueAt),
        subject: { searchId, visitId, visit: visitNamed(state, visitId, design), dueAt },
      };
    }),
    ...escalations.flatMap((one): readonly Task[] => {
      const { escalationId, openedAt, steps } = one;
      const [next] = openSteps(one, steps.at(-1)?.at ?? openedAt);
      return [
        ...(next
          ? [
              {
                key: `escalation/${escalationId}`,
                kind: "escalation-step",
                roles: [...siteTeam, ...therapists, "medical-monitor" as const],
                dueOn: dayOf(openedAt),
                subject: { escalationId, step: next.step, dueAt: next.dueAt },
              },
            ]
          : []),
        {
          key: `escalation-clear/${escalationId}`,
          kind: "escalation-to-clear",
          roles: investigators,
          dueOn: dayOf(openedAt),
          subject: { escalationId },
        },
      ];
    }),
  ];
}

function visitNamed({ visits }: ParticipantState, visitId: string, design: TaskAround["design"]): string {
  const visit = visits.visits[visitId];
  const instance = design.instances.get(visitId.split(".")[0] ?? "")?.instance;
  const planned = instance?.type === "activity" ? instance.encounterId : undefined;
  return visitName(design, visit?.encounterId ?? planned ?? visitId, visit?.instanceId ?? null);
}
