import { numberOf } from "#design";
import { addDays, type CalendarDate, type Instant, localDate } from "#kernel";
import {
  type Incident,
  type IncidentState,
  incidentStream,
  noReview,
  type Recording,
  type ReviewReason,
  type ReviewState,
  reviewReasons,
  reviewStream,
} from "#trial";
import { foldings } from "../../ledger/foldings.ts";
import type { Asking } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { type RecordedParticipant, recordedParticipants } from "./recorded-participants.ts";

/** A recording with why it is to be reviewed, by when, and what became of it. */
export type ReviewCase = {
  readonly participant: RecordedParticipant;
  readonly recording: Recording;
  readonly review: ReviewState;
  readonly reasons: readonly ReviewReason[];
  /** From when its days count: the session, or what made it necessary later. Null: nothing does. */
  readonly from: Instant | null;
  readonly dueOn: CalendarDate | null;
  readonly reviewedAt: Instant | null;
};

/** Every recording that the person may review or see reviewed. */
export async function reviewCases(ports: QueryPorts, asking: Asking): Promise<readonly ReviewCase[]> {
  const known = await recordedParticipants(ports, asking, "see-reviews");
  const incidents = await incidentsOf(ports, asking);
  const recordings = known.flatMap((participant) =>
    Object.values(participant.state.recordings.recordings).map((recording) => ({ participant, recording })),
  );
  const reviews = await reviewsOf(
    ports,
    asking,
    recordings.map(({ recording }) => recording),
  );
  const all = recordings.map(({ recording }) => recording);
  return recordings.map(({ participant, recording }, at) => {
    const { state, design, zone } = participant;
    const review = reviews[at] ?? noReview;
    const about = incidents.filter(({ participantId }) => participantId === state.id);
    const reasons = reviewReasons(
      { recording, participant: state, review, incidents: about, design, zone },
      all,
    );
    const from = earliest(
      reasons.map(({ since }) => (since > recording.startedAt ? since : recording.startedAt)),
    );
    const within = numberOf(design.parameters, design.design.recordings?.reviewWithin) ?? 0;
    return {
      participant,
      recording,
      review,
      reasons,
      from,
      dueOn: from && addDays(localDate({ at: from, zone }) as CalendarDate, within),
      reviewedAt: earliest(review.reviews.map(({ at: handedIn }) => handedIn)),
    };
  });
}

function earliest(moments: readonly Instant[]): Instant | null {
  return [...moments].sort()[0] ?? null;
}

async function reviewsOf(
  { states }: QueryPorts,
  { study }: Asking,
  recordings: readonly Recording[],
): Promise<readonly ReviewState[]> {
  const toLoad = recordings.map(({ recordingId }) => ({
    stream: reviewStream(recordingId),
    folding: foldings.review,
    keyOwner: recordingId,
  }));
  const loaded = await states.load({ study, sites: "all" }, ...toLoad);
  return (loaded as readonly { readonly state: ReviewState }[]).map(({ state }) => state);
}

/** Every confidential report. Only for those who work for the whole study and receive them, or review recordings because of them. */
export async function incidentsOf(
  { lists, states }: Pick<QueryPorts, "lists" | "states">,
  { study }: Asking,
): Promise<readonly Incident[]> {
  const scope = { study, sites: "all" as const };
  const toLoad = (await lists.incidents(scope)).map(({ incidentId }) => ({
    stream: incidentStream(incidentId),
    folding: foldings.incident,
    keyOwner: incidentId,
  }));
  const loaded = (await states.load(scope, ...toLoad)) as readonly { readonly state: IncidentState }[];
  return loaded.flatMap(({ state }) => state ?? []);
}
