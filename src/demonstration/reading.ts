import type { CompiledDesign } from "#design";
import type { SiteId, StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import {
  type AnyRecorded,
  evolveParticipant,
  evolveSiteStream,
  evolveStudyStream,
  noParticipant,
  noSite,
  noStudy,
  type ParticipantState,
  participantStream,
  type SiteState,
  siteStream,
  studyStream,
} from "#trial";
import type { CommandPorts } from "#usecases";

/** How things stand in the study, as the cast finds them. */
export type Reading = {
  readonly participant: (id: string) => Promise<ParticipantState>;
  readonly site: (id: SiteId) => Promise<SiteState>;
  readonly design: (version: string) => Promise<CompiledDesign>;
  /** Somebody has acted: what was read is old. The study itself changes only by acts about it, which add to it. */
  readonly forget: (isStudyToo: boolean) => void;
};

type Folding<State> = {
  readonly initial: State;
  readonly evolve: (state: State, event: AnyRecorded) => State;
};

export function readingOf({ states, designs }: CommandPorts, study: StudyId): Reading {
  const scope = { study, sites: "all" } as const;
  const known = new Map<string, unknown>();
  const load = async <State>(
    stream: StreamId,
    folding: Folding<State>,
    keyOwner?: string,
  ): Promise<State> => {
    if (!known.has(stream)) {
      const toLoad = { stream, folding, ...(keyOwner === undefined ? {} : { keyOwner }) };
      const [loaded] = await states.load<[State]>(scope, toLoad);
      known.set(stream, loaded.state);
    }
    return known.get(stream) as State;
  };
  return {
    participant: (id) =>
      load(participantStream(id), { initial: noParticipant, evolve: evolveParticipant }, id),
    site: (id) => load(siteStream(id), { initial: noSite, evolve: evolveSiteStream }),
    design: async (version) => {
      const find = async () => {
        const state = await load(studyStream(study), { initial: noStudy, evolve: evolveStudyStream });
        return state.designs.find((one) => one.version === version);
      };
      const asRead = await find();
      // Published since on another lane.
      if (!asRead) known.delete(studyStream(study));
      const published = asRead ?? (await find());
      if (!published) throw new Error(`Version ${version} was not published.`);
      return designs.compiled(published.hash, published.design);
    },
    forget: (isStudyToo) => {
      for (const stream of [...known.keys()]) {
        if (isStudyToo || !stream.startsWith("study:")) known.delete(stream);
      }
    },
  };
}
