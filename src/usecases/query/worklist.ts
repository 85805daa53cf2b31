import {
  addDays,
  type CalendarDate,
  type Instant,
  instantOf,
  localDate,
  millisecondsOf,
  type ZoneId,
} from "#kernel";
import type { ParticipantRow, RefusedRow, TaskRow } from "../ports/lists.ts";
import { type Asking, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";
import { foundTasks } from "./worklist/found-tasks.ts";
import { ratingTasksOf } from "./worklist/own-ratings.ts";

const soon = 14;
const week = 7 * 86_400_000;

/** A line of somebody's day: what is to be done, for whom, by when, and whether it is late. */
export type WorklistItem = Omit<TaskRow, "roles"> & { readonly state: "late" | "due" | "upcoming" };

/** Something of theirs that a rule refused: why, and the participant whom it was about. */
export type RefusedItem = RefusedRow & {
  readonly participantId: string | null;
  readonly number: string | null;
};

export type Worklist = {
  readonly items: readonly WorklistItem[];
  readonly refused: readonly RefusedItem[];
  /** How many days ahead it looks. */
  readonly daysAhead: number;
};

/** What is due, late or was refused, for this person in their roles and at their sites; each day is the day at the site. */
export async function seeWorklist(ports: QueryPorts, asking: Asking): Promise<Worklist> {
  const scope = scopeFor(asking, "see-worklist");
  const since = instantOf(millisecondsOf(ports.clock.now()) - week);
  const [tasks, found, ratings, refused, sites, participants] = await Promise.all([
    ports.lists.tasks(scope),
    foundTasks(ports, asking),
    ratingTasksOf(ports, asking),
    ports.lists.refused(scope, asking.principal.user, since),
    ports.lists.sites(scope),
    ports.lists.participants(scopeFor(asking, "see-participants")),
  ]);
  const zoneOf = new Map(sites.map(({ siteId, zone }) => [siteId as string, zone as ZoneId]));
  const today = (siteId: string | null): CalendarDate => {
    const zone = (siteId && zoneOf.get(siteId)) || ("UTC" as ZoneId);
    return localDate({ at: ports.clock.now(), zone }) as CalendarDate;
  };
  const theirs = [...tasks, ...found].filter((task) => isTheirs(asking, task));
  const items = [...theirs, ...ratings]
    .map(({ roles: _roles, ...task }) => ({
      ...task,
      state: stateOf(task, today(task.siteId), ports.clock.now()),
    }))
    .filter(({ dueOn, siteId }) => dueOn === null || dueOn <= addDays(today(siteId), soon));
  return {
    items: items.sort(byUrgency),
    refused: refused.map((row) => withParticipant(row, participants)),
    daysAhead: soon,
  };
}

/** What a rater is told of is their assessments and nothing else: no task of a participant reaches them. */
function isTheirs({ principal }: Asking, { roles, siteId, subject }: TaskRow): boolean {
  if (subject["userId"] === principal.user) return true;
  return principal.standings.some(
    ({ role, sites }) =>
      role !== "independent-rater" &&
      roles.includes(role) &&
      (sites === "all" || siteId === null || sites.includes(siteId)),
  );
}

function stateOf(
  { kind, dueOn, lateAfter, subject }: Pick<TaskRow, "kind" | "dueOn" | "lateAfter" | "subject">,
  today: CalendarDate,
  now: Instant,
): WorklistItem["state"] {
  if (kind === alarm) return "late";
  // Some clocks run by the hour.
  if (subject["dueAt"] !== undefined) return subject["dueAt"] < now ? "late" : "due";
  if (lateAfter !== null && today > lateAfter) return "late";
  return dueOn === null || dueOn <= today ? "due" : "upcoming";
}

/** Before everything else, whatever the day. */
const alarm = "participant-in-danger";
const urgency = { late: 0, due: 1, upcoming: 2 } as const;

function byUrgency(a: WorklistItem, b: WorklistItem): number {
  return (
    Number(b.kind === alarm) - Number(a.kind === alarm) ||
    urgency[a.state] - urgency[b.state] ||
    dayOf(a).localeCompare(dayOf(b)) ||
    (a.number ?? "").localeCompare(b.number ?? "") ||
    a.taskId.localeCompare(b.taskId)
  );
}

/** Late ones by when they became late, all others by when they are due. */
function dayOf({ state, lateAfter, dueOn }: WorklistItem): string {
  return (state === "late" ? lateAfter : dueOn) ?? "";
}

function withParticipant(row: RefusedRow, participants: readonly ParticipantRow[]): RefusedItem {
  const about = participants.find(({ participantId }) => participantId === row.subjectId);
  return { ...row, participantId: about?.participantId ?? null, number: about?.number ?? null };
}
