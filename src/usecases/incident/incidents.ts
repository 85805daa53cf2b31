import type { StudyDesign } from "#design";
import { ok, type Refusal, type Result, type StudyId } from "#kernel";
import { type Incident, type IncidentClock, incidentClocks, incidentReceivers } from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { KeyRing } from "../ports/key-ring.ts";
import type { TaskRow } from "../ports/lists.ts";
import { type Asking, askParticipant, namesOfUsers } from "../query/asking.ts";
import type { QueryPorts } from "../query/ports.ts";
import { incidentsOf } from "../query/recordings/review-cases.ts";
import { reportCodeOf } from "./report-code.ts";

type Told = { readonly at: string; readonly by: string };

/** A report with its clocks, for those who receive it. */
export type IncidentLine = Pick<
  Incident,
  "incidentId" | "participantId" | "siteId" | "number" | "via" | "kinds" | "reportedAt"
> & {
  readonly siteNumber: string;
  readonly visitId: string | null;
  readonly words: string | null;
  readonly callMe: string | null;
  readonly clocks: readonly (IncidentClock & { readonly isOverdue: boolean })[];
  readonly acknowledged: Told | null;
  readonly assessed: (Told & { readonly gravity: string; readonly assessment: string }) | null;
  readonly notified: readonly (Told & { readonly whom: string; readonly how: string })[];
  readonly closed: (Told & { readonly outcome: string; readonly words: string }) | null;
};

/** The confidential reports, open ones first, the newest first; nothing to whom the design does not name as receiver. */
export async function listIncidents(ports: QueryPorts, asking: Asking): Promise<readonly IncidentLine[]> {
  const { facts } = await loadFacts(ports, { study: asking.study, sites: "all" }, "study", asking.study, {});
  const { design } = facts;
  if (!design || !isReceiver(asking, incidentReceivers(design))) return [];
  const [incidents, sites, nameOf] = await Promise.all([
    incidentsOf(ports, asking),
    ports.lists.sites({ study: asking.study, sites: "all" }),
    namesOfUsers(ports),
  ]);
  const now = ports.clock.now();
  return incidents
    .map((incident): IncidentLine => {
      const { acknowledged, assessed, notified, closed, words, callMe, visitId, ...rest } = incident;
      return {
        ...rest,
        siteNumber: sites.find(({ siteId }) => siteId === incident.siteId)?.number ?? "",
        visitId: visitId ?? null,
        words: words?.freeText ?? null,
        callMe: callMe?.freeText ?? null,
        clocks: incidentClocks(design, incident).map((clock) => ({
          ...clock,
          isOverdue: clock.doneAt === null && clock.dueAt !== null && clock.dueAt < now && !closed,
        })),
        acknowledged: acknowledged && { ...acknowledged, by: nameOf(acknowledged.by) },
        assessed: assessed && {
          ...assessed,
          by: nameOf(assessed.by),
          assessment: assessed.assessment.freeText,
        },
        notified: notified.map((one) => ({ ...one, by: nameOf(one.by), how: one.how.freeText })),
        closed: closed && { ...closed, by: nameOf(closed.by), words: closed.words.freeText },
      };
    })
    .sort(
      (a, b) =>
        Number(a.closed !== null) - Number(b.closed !== null) || b.reportedAt.localeCompare(a.reportedAt),
    );
}

function isReceiver({ principal }: Asking, receivers: readonly string[]): boolean {
  return principal.standings.some(({ role, sites }) => sites === "all" && receivers.includes(role));
}

/** What is due about reports, for those who receive them and for nobody else. */
export async function incidentTasks(ports: QueryPorts, asking: Asking): Promise<readonly TaskRow[]> {
  if (!isReceiver(asking, ["medical-monitor", "session-auditor", "sponsor-safety"])) return [];
  const lines = await listIncidents(ports, asking);
  return lines
    .filter(({ closed }) => closed === null)
    .map(({ incidentId, participantId, number, clocks, reportedAt }) => {
      const next = clocks.find(({ doneAt }) => doneAt === null);
      const dueAt = next?.dueAt ?? null;
      return {
        taskId: `incident/${incidentId}`,
        siteId: null,
        participantId,
        number,
        kind: "incident-open",
        roles: ["medical-monitor", "session-auditor", "sponsor-safety"],
        dueOn: (dueAt ?? reportedAt).slice(0, 10),
        lateAfter: null,
        subject: { incidentId, step: next?.step ?? "close", ...(dueAt ? { dueAt } : {}) },
      };
    });
}

/** What is printed for a participant: the code, and whom to telephone. */
export type ReportSheet = {
  readonly number: string | null;
  readonly code: string;
  readonly independentPerson: string | null;
  readonly telephone: string | null;
};

export async function seeReportSheet(
  ports: QueryPorts & { readonly keys: Pick<KeyRing, "fingerprint"> },
  asking: Asking,
  id: string,
): Promise<Result<ReportSheet, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-report-codes");
  if (!asked.ok) return asked;
  const { state, design } = asked.value;
  return ok({
    number: state.enrollment.number,
    code: reportCodeOf(ports.keys, asking.study as StudyId, id as never),
    ...toCall(design.design),
  });
}

function toCall({ incidents }: StudyDesign): Pick<ReportSheet, "independentPerson" | "telephone"> {
  return {
    independentPerson: incidents?.independentPerson ?? null,
    telephone: incidents?.telephone ?? null,
  };
}
