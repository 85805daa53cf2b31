import type { CalendarDate, SiteId } from "#kernel";
import {
  type ConsentState,
  type ConsentSummary,
  type Facts,
  hasLeft,
  mainConsent,
  type Stage,
  summarizeConsent,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { ParticipantRow, TaskRow } from "../ports/lists.ts";
import { type Asking, dayAtSite, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** What is to be done next for a participant, and whether it is late. */
export type NextTask = Pick<TaskRow, "kind" | "dueOn" | "lateAfter" | "subject"> & {
  readonly isLate: boolean;
};

/** A participant's line: how far they are, where consent stands, what comes next. */
export type ParticipantListItem = Omit<
  ParticipantRow,
  "failReasons" | "consent" | "course" | "randomized"
> & {
  readonly randomizationNumber: string | null;
  readonly consent: ConsentSummary;
  readonly next: NextTask | null;
  /** How many visits and their forms are late. */
  readonly late: number;
};

const visitKinds = ["visit-due", "visit-arranged", "forms-open", "visit-to-complete"];

/** The participants at the person's sites. */
export async function listParticipants(
  ports: QueryPorts,
  asking: Asking,
): Promise<readonly ParticipantListItem[]> {
  const scope = scopeFor(asking, "see-participants");
  const [rows, tasks] = await Promise.all([ports.lists.participants(scope), ports.lists.tasks(scope)]);
  const sites = [...new Set(rows.map(({ siteId }) => siteId))];
  const known = new Map(
    await Promise.all(
      sites.map(async (siteId): Promise<[SiteId, Facts]> => {
        const { facts } = await loadFacts(ports, scope, "site", siteId, {});
        return [siteId, facts];
      }),
    ),
  );
  const byParticipant = tasksByParticipant(tasks);
  return rows.flatMap((row) => {
    const facts = known.get(row.siteId);
    if (!facts) return [];
    const today = dayAtSite(ports, facts.site.zone);
    return [lineOf(row, facts, byParticipant.get(row.participantId) ?? [], today)];
  });
}

/** Where the consent to taking part stands, by what the list knows of it. */
function consentOf(
  { consent, designVersion, stage }: Pick<ParticipantRow, "consent" | "designVersion" | "stage">,
  { site, designs }: Facts,
  today: CalendarDate,
): ConsentSummary {
  const design = designs(designVersion)?.design;
  const document = design && mainConsent(design);
  if (!document) return "never-signed";
  return summarizeConsent(document, {
    site,
    consent: consent as ConsentState,
    today,
    hasLeft: hasLeft(stage as Stage),
  });
}

function lineOf(
  { failReasons: _reasons, course: _course, randomized, ...row }: ParticipantRow,
  facts: Facts,
  tasks: readonly TaskRow[],
  today: CalendarDate,
): ParticipantListItem {
  const next = tasks.map(({ kind, dueOn, lateAfter, subject }) => ({
    kind,
    dueOn,
    lateAfter,
    subject,
    isLate: lateAfter !== null && lateAfter < today,
  }));
  return {
    ...row,
    randomizationNumber: randomized?.randomizationNumber ?? null,
    consent: consentOf(row, facts, today),
    next: next[0] ?? null,
    late: next.filter(({ isLate }) => isLate).length,
  };
}

/** Visits and their forms, by participant, the earliest first. */
function tasksByParticipant(tasks: readonly TaskRow[]): ReadonlyMap<string, readonly TaskRow[]> {
  const grouped = new Map<string, TaskRow[]>();
  for (const task of tasks) {
    if (task.participantId === null || !visitKinds.includes(task.kind)) continue;
    const group = grouped.get(task.participantId);
    if (group) group.push(task);
    else grouped.set(task.participantId, [task]);
  }
  for (const group of grouped.values()) {
    group.sort((a, b) => (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999"));
  }
  return grouped;
}
