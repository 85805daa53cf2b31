import { type FormPart, partOfForm } from "#design";
import { failed, type Instant, ok, type Refusal, type Result, refusal } from "#kernel";
import { needsWhereabouts, type RatingState, ratingStream, whereaboutsUntil } from "#trial";
import { loadFacts } from "../command/facts.ts";
import { foldings } from "../ledger/foldings.ts";
import { type Asking, namesOfUsers } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A line of the rater's queue: no form, no count, no order that hangs on the participant. */
export type QueuedRating = {
  readonly handle: string;
  readonly state: string;
  readonly pseudonym: string;
  readonly startsAt: string | null;
  /** Of an open assessment alone: done ones hold nothing by which two could be told to be of one person. */
  readonly language: string | null;
  readonly indexTrauma: string | null;
  readonly isRecording: boolean;
};

/** The rater's own assessments: pseudonym, index trauma, language and time, and nothing else. */
export async function listRatings(
  ports: QueryPorts,
  { study, principal }: Asking,
): Promise<readonly QueuedRating[]> {
  const rows = await ports.lists.ratingsOf(study, principal.user);
  const toLoad = rows.map(({ handle }) => ({
    stream: ratingStream(handle),
    folding: foldings.rating,
    keyOwner: handle,
  }));
  const loaded = await ports.states.load({ study, sites: "all" }, ...toLoad);
  return rows.map(({ handle, state, pseudonym, startsAt, language }, index) => {
    const rating = (loaded as readonly { readonly state: RatingState }[])[index]?.state;
    const open = isOpen(state);
    return {
      handle,
      state,
      pseudonym,
      startsAt,
      language: open ? language : null,
      indexTrauma: open ? (rating?.indexTrauma?.freeText ?? "") : null,
      isRecording: rating?.basis === "recording",
    };
  });
}

/** Whether a remote interview may begin, and until when. It tells nothing of the participant but that. */
export type Readiness = { readonly isNeeded: boolean; readonly until: string | null };

/**
 * All that a rater sees of an assessment: what to ask about, and the form's own part of the protocol. Once it was handed
 * in, its answers are the participant's record and an earlier score: the rater may meet the same person again.
 */
export type RatingPage = {
  readonly handle: string;
  readonly version: number;
  readonly status: RatingState["status"];
  readonly pseudonym: string;
  readonly language: string;
  readonly indexTrauma: string;
  readonly startsAt: string | null;
  readonly formId: string;
  readonly isRecording: boolean;
  readonly whereabouts: Readiness;
  /** Whom to call when something is missing. */
  readonly raterCoordinators: readonly string[];
  readonly items: readonly { readonly path: string; readonly value: unknown }[];
  readonly design: FormPart;
};

export async function seeRating(
  ports: QueryPorts,
  asking: Asking,
  handle: string,
): Promise<Result<RatingPage, Refusal>> {
  const { study, principal } = asking;
  // The participant's side is not loaded: what is not read cannot be shown.
  const unlinked = { ...ports, ratings: { ...ports.ratings, participantOf: async () => undefined } };
  const { facts, subject } = await loadFacts(unlinked, { study, sites: "all" }, "rating", handle, {});
  const { rating, design } = facts;
  const part = design && partOfForm(design, rating.formId);
  if (subject.version === 0 || rating.rater !== principal.user || !part) {
    return failed(
      refusal("not-found", "There is no such assessment for you.", "21 CFR 11.10(d)", {
        because: "not-found",
      }),
    );
  }
  const open = isOpen(rating.status);
  const isNeeded = open && needsWhereabouts(design, rating);
  return ok({
    handle,
    version: subject.version,
    status: rating.status,
    pseudonym: rating.pseudonym,
    language: rating.language,
    indexTrauma: open ? (rating.indexTrauma?.freeText ?? "") : "",
    startsAt: rating.startsAt,
    formId: rating.formId,
    isRecording: rating.basis === "recording",
    whereabouts: { isNeeded, until: isNeeded ? await readyUntil(ports, asking, handle) : null },
    raterCoordinators: await raterCoordinators(ports, asking),
    items: open ? Object.entries(rating.items).map(([path, { value }]) => ({ path, value })) : [],
    design: part,
  });
}

function isOpen(state: string): boolean {
  return state === "assigned" || state === "in-progress";
}

/** The one thing that is read of the participant's side, and all that leaves here of it. */
async function readyUntil(ports: QueryPorts, { study }: Asking, handle: string): Promise<Instant | null> {
  const { facts } = await loadFacts(ports, { study, sites: "all" }, "rating", handle, {});
  return facts.design ? whereaboutsUntil(facts.design, facts.participant, handle) : null;
}

async function raterCoordinators(ports: QueryPorts, { study }: Asking): Promise<readonly string[]> {
  const today = ports.clock.now().slice(0, 10);
  const grants = await ports.lists.staff({ study, sites: "all" });
  const nameOf = await namesOfUsers(ports);
  const users = grants
    .filter(
      ({ role, from, until }) => role === "rater-coordinator" && from <= today && (until ?? today) >= today,
    )
    .map(({ userId }) => userId);
  return [...new Set(users)].map(nameOf).sort();
}
