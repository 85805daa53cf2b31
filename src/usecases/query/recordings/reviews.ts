import { numberOf, type RecordingPlan } from "#design";
import type { Instant } from "#kernel";
import { countPairs, type Estimate, weightedKappa } from "#stats";
import { daysWaited, type ReviewLatency, type ReviewReason, reviewLatency } from "#trial";
import { loadFacts } from "../../command/facts.ts";
import { type Asking, dayAtSite, namesOfUsers } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import {
  type MissingRecording,
  missingRecordings,
  placeOfSession,
  recordedParticipants,
  type SessionPlace,
} from "./recorded-participants.ts";
import { type ReviewCase, reviewCases } from "./review-cases.ts";

/** A recording as who reviews it sees it. No arm, no score and no answer of a form is in it. */
export type ReviewLine = SessionPlace & {
  readonly recordingId: string;
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  readonly heldBy: readonly string[];
  readonly sha256: string | null;
  readonly custodian: string | null;
  readonly place: string | null;
  readonly isDeleted: boolean;
  readonly gaps: number;
  readonly reasons: readonly ReviewReason[];
  readonly dueOn: string | null;
  readonly state: "not-asked" | "due" | "late" | "reviewed";
  readonly isReviewedByViewer: boolean;
  readonly seenBy: readonly { readonly by: string; readonly at: string; readonly purpose: string }[];
  readonly reviews: readonly {
    readonly reviewId: string;
    readonly by: string;
    readonly capacity: string;
    readonly at: string;
    readonly criteriaVersion: string;
    readonly ratings: Readonly<Record<string, number>>;
    readonly prohibited: readonly string[];
    readonly discrepancies: number;
    readonly words: string;
  }[];
};

/** A recording in the figure of latencies. */
export type LatencyPoint = {
  readonly recordingId: string;
  readonly siteNumber: string;
  readonly session: string;
  readonly number: string | null;
  readonly days: number;
  readonly isReviewed: boolean;
  readonly isInTime: boolean;
};

export type ItemKappa = { readonly item: string; readonly label: string; readonly kappa: Estimate };

export type Reviews = {
  /** Null where the protocol says nothing of reviews. */
  readonly criteria: Pick<RecordingPlan["criteria"], "version" | "highest" | "items" | "source"> | null;
  readonly within: number;
  readonly lines: readonly ReviewLine[];
  readonly missing: readonly MissingRecording[];
  readonly latency: ReviewLatency;
  readonly bySite: readonly (ReviewLatency & { readonly siteNumber: string })[];
  readonly points: readonly LatencyPoint[];
  readonly agreement: readonly ItemKappa[];
  /** Recordings that two have reviewed. */
  readonly pairs: number;
};

/** What is to be reviewed and what was, how long it took, and how far two reviewers agree. */
export async function seeReviews(ports: QueryPorts, asking: Asking): Promise<Reviews> {
  const [cases, nameOf, { facts }, participants] = await Promise.all([
    reviewCases(ports, asking),
    namesOfUsers(ports),
    loadFacts(ports, { study: asking.study, sites: "all" }, "study", asking.study, {}),
    recordedParticipants(ports, asking, "see-reviews"),
  ]);
  const { design } = facts;
  const plan = design?.design.recordings;
  const within = (design && numberOf(design.parameters, plan?.reviewWithin)) ?? 0;
  const now = ports.clock.now();
  const wanted = cases.filter(isWanted);
  const sites = [...new Set(wanted.map(({ participant }) => participant.site.number))].sort();
  const twice = cases.filter(({ review }) => review.reviews.length > 1);
  return {
    criteria: plan?.criteria ?? null,
    within,
    lines: cases
      .map((one) => lineOf(ports, asking, one, nameOf))
      .sort(
        (a, b) =>
          (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999") || a.startedAt.localeCompare(b.startedAt),
      ),
    missing: participants.flatMap(missingRecordings),
    latency: reviewLatency(wanted, within, now),
    bySite: sites.map((siteNumber) => ({
      siteNumber,
      ...reviewLatency(
        wanted.filter(({ participant }) => participant.site.number === siteNumber),
        within,
        now,
      ),
    })),
    points: wanted.map((one) => pointOf(one, within, now)),
    agreement: design && plan ? kappas(plan, twice) : [],
    pairs: twice.length,
  };
}

type Wanted = ReviewCase & { readonly from: Instant };

/** Of what was deleted nobody waits for a review any more. */
function isWanted(one: ReviewCase): one is Wanted {
  return one.from !== null && (one.reviewedAt !== null || one.recording.deleted === null);
}

function lineOf(
  ports: Pick<QueryPorts, "clock">,
  { principal }: Asking,
  { participant, recording, review, reasons, dueOn, reviewedAt }: ReviewCase,
  nameOf: (user: string) => string,
): ReviewLine {
  const { recordingId, visitId, session, startedAt, stoppedAt, file, custody, deleted, gaps } = recording;
  const held = custody.at(-1);
  const today = dayAtSite(ports, participant.zone);
  const isLate = dueOn !== null && today > dueOn;
  return {
    ...placeOfSession(participant, visitId, session),
    ...{ recordingId, startedAt, stoppedAt, reasons, dueOn },
    heldBy: recording.heldBy.map(nameOf),
    sha256: file?.sha256 ?? null,
    custodian: held?.custodian ?? null,
    place: held?.place ?? null,
    isDeleted: deleted !== null,
    gaps: gaps.length,
    state: reviewedAt ? "reviewed" : dueOn === null || deleted ? "not-asked" : isLate ? "late" : "due",
    isReviewedByViewer: review.reviews.some(({ reviewer }) => reviewer === principal.user),
    seenBy: review.openings.map((opening) => ({ ...opening, by: nameOf(opening.by) })),
    reviews: review.reviews.map(({ printedName, words, discrepancyIds, reviewer: _reviewer, ...rest }) => ({
      ...rest,
      by: printedName,
      words: words.freeText,
      discrepancies: discrepancyIds.length,
    })),
  };
}

function pointOf(
  { participant, recording, from, reviewedAt }: Wanted,
  within: number,
  now: Instant,
): LatencyPoint {
  const days = daysWaited({ from, reviewedAt }, now);
  return {
    recordingId: recording.recordingId,
    siteNumber: participant.site.number,
    session: recording.session,
    number: participant.row.number,
    days,
    isReviewed: reviewedAt !== null,
    isInTime: days <= within,
  };
}

/** Agreement of the first two reviewers of a recording, item by item; a step more counts its square. */
function kappas({ criteria }: RecordingPlan, twice: readonly ReviewCase[]): readonly ItemKappa[] {
  const categories = Array.from({ length: criteria.highest + 1 }, (_, rating) => rating);
  return criteria.items.flatMap(({ id, label }) => {
    const pairs = twice.flatMap(({ review: { reviews } }) => {
      const [first, second] = [reviews[0]?.ratings[id], reviews[1]?.ratings[id]];
      return first === undefined || second === undefined ? [] : [[first, second] as const];
    });
    const table = countPairs(pairs, categories);
    if (pairs.length === 0 || !table.ok) return [];
    const kappa = weightedKappa(table.value, { weights: "quadratic" });
    return kappa.ok ? [{ item: id, label, kappa: kappa.value }] : [];
  });
}
