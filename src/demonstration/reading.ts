import type { CompiledDesign } from "#design";
import type { SiteId, StudyId } from "#kernel";
import {
  evolveParticipant,
  evolveReviewStream,
  evolveSessionStream,
  evolveSiteStream,
  evolveStockStream,
  evolveStudyStream,
  noParticipant,
  noReview,
  noSession,
  noSite,
  noStock,
  noStudy,
  type ParticipantState,
  participantStream,
  type ReviewState,
  reviewStream,
  type SessionState,
  type SiteState,
  type StockState,
  type StudyState,
  sessionStream,
  siteStream,
  stockStream,
  studyStream,
} from "#trial";
import type { CommandPorts } from "#usecases";

/** How things stand in the study, as the cast finds them. */
export type Reading = {
  readonly participant: (id: string) => Promise<ParticipantState>;
  readonly session: (id: string) => Promise<SessionState>;
  readonly site: (id: SiteId) => Promise<SiteState>;
  readonly stock: (id: SiteId) => Promise<StockState>;
  /** What no site reaches of a recording. */
  readonly review: (recordingId: string) => Promise<ReviewState>;
  readonly design: (version: string) => Promise<CompiledDesign>;
};

export function readingOf({ states, designs }: CommandPorts, study: StudyId): Reading {
  const scope = { study, sites: "all" } as const;
  // What was published never changes.
  const published = new Map<string, CompiledDesign>();
  return {
    participant: async (id) => {
      const folding = { initial: noParticipant, evolve: evolveParticipant };
      const toLoad = { stream: participantStream(id), folding, keyOwner: id };
      const [loaded] = await states.load<[ParticipantState]>(scope, toLoad);
      return loaded.state;
    },
    session: async (id) => {
      const folding = { initial: noSession, evolve: evolveSessionStream };
      const toLoad = { stream: sessionStream(id), folding, keyOwner: id };
      const [loaded] = await states.load<[SessionState]>(scope, toLoad);
      return loaded.state;
    },
    site: async (id) => {
      const folding = { initial: noSite, evolve: evolveSiteStream };
      const [loaded] = await states.load<[SiteState]>(scope, { stream: siteStream(id), folding });
      return loaded.state;
    },
    stock: async (id) => {
      const folding = { initial: noStock, evolve: evolveStockStream };
      const [loaded] = await states.load<[StockState]>(scope, { stream: stockStream(id), folding });
      return loaded.state;
    },
    review: async (id) => {
      const folding = { initial: noReview, evolve: evolveReviewStream };
      const toLoad = { stream: reviewStream(id), folding, keyOwner: id };
      const [loaded] = await states.load<[ReviewState]>(scope, toLoad);
      return loaded.state;
    },
    design: async (version) => {
      const known = published.get(version);
      if (known) return known;
      const folding = { initial: noStudy, evolve: evolveStudyStream };
      const [loaded] = await states.load<[StudyState]>(scope, { stream: studyStream(study), folding });
      const found = loaded.state.designs.find((one) => one.version === version);
      if (!found) throw new Error(`Version ${version} was not published.`);
      const compiled = designs.compiled(found.hash, found.design);
      published.set(version, compiled);
      return compiled;
    },
  };
}
