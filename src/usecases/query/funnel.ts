import type { SiteId } from "#kernel";
import type { ParticipantRow } from "../ports/lists.ts";
import { type Asking, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** How often each thing was counted, by its code or words. */
export type Counts = Readonly<Record<string, number>>;

/** From the first contact to the end of taking part, with why people left on the way (CONSORT 2010 items 13a and 13b). */
export type Flow = {
  readonly contacted: number;
  /** How they heard of the study. */
  readonly sources: Counts;
  readonly notScreened: {
    readonly total: number;
    /** Why those who failed pre-screening did. One person may have several reasons. */
    readonly failReasons: Counts;
    readonly failed: number;
    readonly declined: number;
  };
  /** Neither consented nor lost yet, by the outcome of the last contact. */
  readonly inPreScreening: { readonly total: number; readonly outcomes: Counts };
  readonly consented: number;
  readonly inScreening: number;
  /** By the criteria on which they failed; one person may fail several. */
  readonly screenFailed: { readonly total: number; readonly criteria: Counts };
  readonly enrolled: number;
  readonly inStudy: number;
  readonly completed: number;
  readonly endedEarly: { readonly total: number; readonly reasons: Counts };
};

export type Funnel = {
  readonly all: Flow;
  readonly sites: readonly { readonly siteId: SiteId; readonly flow: Flow }[];
};

export async function seeFunnel({ lists }: QueryPorts, asking: Asking): Promise<Funnel> {
  const participants = await lists.participants(scopeFor(asking, "see-funnel"));
  const sites = [...new Set(participants.map(({ siteId }) => siteId))].sort();
  return {
    all: flowOf(participants),
    sites: sites.map((siteId) => ({
      siteId,
      flow: flowOf(participants.filter((participant) => participant.siteId === siteId)),
    })),
  };
}

/** Everybody is counted at exactly one end: the sums of the parts are the whole. */
export function flowOf(participants: readonly ParticipantRow[]): Flow {
  const at = (...stages: readonly string[]): readonly ParticipantRow[] =>
    participants.filter(({ stage }) => stages.includes(stage));
  const notScreened = at("pre-screening-failed");
  const inPreScreening = at("pre-screening");
  const screenFailed = at("screen-failed");
  const ended = at("ended");
  const early = ended.filter(({ course }) => course?.endedBecause !== "completed");
  const declined = notScreened.filter(({ course }) => course?.outcome === "declined");
  return {
    contacted: participants.length,
    sources: countEach(participants.map(({ course }) => [course?.source ?? ""])),
    notScreened: {
      total: notScreened.length,
      failReasons: countEach(notScreened.map(({ failReasons }) => failReasons)),
      failed: notScreened.length - declined.length,
      declined: declined.length,
    },
    inPreScreening: {
      total: inPreScreening.length,
      outcomes: countEach(inPreScreening.map(({ course }) => [course?.outcome ?? ""])),
    },
    consented: at("screening", "screen-failed", "enrolled", "ended").length,
    inScreening: at("screening").length,
    screenFailed: {
      total: screenFailed.length,
      criteria: countEach(screenFailed.map(({ course }) => course?.criteria ?? [])),
    },
    enrolled: at("enrolled", "ended").length,
    inStudy: at("enrolled").length,
    completed: ended.length - early.length,
    endedEarly: {
      total: early.length,
      reasons: countEach(early.map(({ course }) => [course?.endedBecause ?? ""])),
    },
  };
}

/** Each person counts once for each of their words; what is empty is not counted. */
function countEach(people: readonly (readonly string[])[]): Counts {
  const counts: Record<string, number> = {};
  for (const words of people) {
    for (const word of new Set(words)) if (word !== "") counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
