import { addDays, type CalendarDate, instantOf, millisecondsOf } from "#kernel";
import { type ConsentState, consentCurrency, isPermitted, mainConsent } from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { ParticipantRow, RefusedRow, SiteRow, TaskRow } from "../ports/lists.ts";
import { type Asking, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

const soon = 14;
const week = 7 * 86_400_000;

/** A line of somebody's day: what is to be done, for whom, by when, and whether it is late. */
export type WorklistItem = Omit<TaskRow, "roles"> & { readonly state: "late" | "due" | "upcoming" };

export type Worklist = { readonly items: readonly WorklistItem[]; readonly refused: readonly RefusedRow[] };

/** What is due, late or was refused, for this person in their roles and at their sites. */
export async function seeWorklist(ports: QueryPorts, asking: Asking): Promise<Worklist> {
  const scope = scopeFor(asking, "see-worklist");
  const today = ports.clock.now().slice(0, 10) as CalendarDate;
  const since = instantOf(millisecondsOf(ports.clock.now()) - week);
  const [tasks, consents, refused] = await Promise.all([
    ports.lists.tasks(scope),
    consentTasks(ports, asking, today),
    ports.lists.refused(scope, asking.principal.user, since),
  ]);
  const items = [...tasks, ...consents]
    .filter((task) => isTheirs(asking, task))
    .map(({ roles: _roles, ...task }) => ({ ...task, state: stateOf(task, today) }))
    .filter(({ dueOn }) => dueOn === null || dueOn <= addDays(today, soon));
  return { items: items.sort(byUrgency), refused };
}

function isTheirs({ principal }: Asking, { roles, siteId }: TaskRow): boolean {
  return principal.standings.some(
    ({ role, sites }) =>
      roles.includes(role) && (sites === "all" || siteId === null || sites.includes(siteId)),
  );
}

function stateOf(
  { dueOn, lateAfter }: Pick<TaskRow, "dueOn" | "lateAfter">,
  today: CalendarDate,
): WorklistItem["state"] {
  if (lateAfter !== null && today > lateAfter) return "late";
  return dueOn === null || dueOn <= today ? "due" : "upcoming";
}

const urgency = { late: 0, due: 1, upcoming: 2 } as const;

function byUrgency(a: WorklistItem, b: WorklistItem): number {
  return urgency[a.state] - urgency[b.state] || (a.dueOn ?? "").localeCompare(b.dueOn ?? "");
}

/**
 * Who is to sign a new version of the consent form. It depends on the site's approvals as much as on the participant, so it is
 * found when asked.
 */
async function consentTasks(
  ports: QueryPorts,
  asking: Asking,
  today: CalendarDate,
): Promise<readonly TaskRow[]> {
  const mayConsent = asking.principal.standings.some(({ role }) => isPermitted(role, "sign-consent"));
  if (!mayConsent) return [];
  const scope = scopeFor(asking, "sign-consent");
  const [participants, sites] = await Promise.all([
    ports.lists.participants(scope),
    ports.lists.sites(scope),
  ]);
  const taken = participants.filter(({ stage }) => stage === "screening" || stage === "enrolled");
  const tasks = await Promise.all(sites.map((site) => consentTasksAt(ports, asking, site, taken, today)));
  return tasks.flat();
}

async function consentTasksAt(
  ports: QueryPorts,
  asking: Asking,
  { siteId }: SiteRow,
  participants: readonly ParticipantRow[],
  today: CalendarDate,
): Promise<readonly TaskRow[]> {
  const own = participants.filter((participant) => participant.siteId === siteId);
  if (own.length === 0) return [];
  const { facts } = await loadFacts(ports, scopeFor(asking, "sign-consent"), "site", siteId, {});
  return own.flatMap((participant): readonly TaskRow[] => {
    const design = facts.designs(participant.designVersion)?.design;
    const document = design && mainConsent(design);
    if (!document) return [];
    const currency = consentCurrency(document, facts.site, participant.consent as ConsentState, today);
    if (currency.current && currency.newerVersion === null) return [];
    const isLapsed = !currency.current;
    if (isLapsed && currency.why !== "version-outdated") return [];
    const { participantId, number } = participant;
    return [
      {
        taskId: `${participantId}/consent`,
        siteId,
        participantId,
        number,
        kind: isLapsed ? "consent-lapsed" : "consent-to-sign-again",
        roles: ["site-coordinator", "investigator", "sub-investigator"],
        dueOn: isLapsed ? currency.since : today,
        lateAfter: isLapsed ? addDays(today, -1) : currency.signAgainBy,
        subject: { document: document.name, documentId: document.id },
      },
    ];
  });
}
