import type { CompiledDesign, ReviewTrigger } from "#design";
import { type Instant, localDate, type ZoneId } from "#kernel";
import { repeatOf } from "../form/form-key.ts";
import type { Incident } from "../incident/evolve.ts";
import type { ParticipantState } from "../participant.ts";
import type { Recording } from "./evolve.ts";
import type { ReviewState } from "./review.ts";

/** Why a recording is to be reviewed, and since when that is known. */
export type ReviewReason = { readonly why: "drawn" | ReviewTrigger; readonly since: Instant };

/** A recording with what its reasons rest on. */
export type RecordingCase = {
  readonly recording: Recording;
  readonly participant: ParticipantState;
  readonly review: ReviewState;
  /** Confidential reports about the participant. */
  readonly incidents: readonly Incident[];
  readonly design: CompiledDesign;
  readonly zone: ZoneId;
};

/**
 * Why a recording is to be reviewed: chance, or what the design names. Reasons are found in what is on record whenever they are asked for, so
 * that nothing has to be written when something happens, and no site can tell by what is written that a recording is looked at.
 *
 * @param all every recording of the study, for what is the first of a pair
 */
export function reviewReasons(one: RecordingCase, all: readonly Recording[]): readonly ReviewReason[] {
  const triggers = one.design.design.recordings?.triggers ?? [];
  const { drawn } = one.review;
  return [
    ...(drawn?.isDrawn ? [{ why: "drawn" as const, since: drawn.at }] : []),
    ...triggers.flatMap((why): readonly ReviewReason[] => {
      const since = sinceOf[why](one, all);
      return since === undefined ? [] : [{ why, since }];
    }),
  ];
}

type Since = (one: RecordingCase, all: readonly Recording[]) => Instant | undefined;

const sinceOf: Readonly<Record<ReviewTrigger, Since>> = {
  "first-of-pair": ({ recording }, all) => (isFirstOfPair(recording, all) ? recording.startedAt : undefined),
  "serious-adverse-event": seriousSince,
  "confidential-report": reportedSince,
  "missing-recording": ({ recording: { gaps } }) =>
    gaps.find(({ why }) => why !== "participant-asked" && why !== "break")?.until,
  "touch-deviation": ({ recording: { visitId }, participant }) =>
    Object.values(participant.deviations).find(
      ({ rule, about }) =>
        rule.startsWith("touch") && (about === visitId || about?.startsWith(`${visitId}/`) === true),
    )?.occurredAt,
};

function isFirstOfPair(recording: Recording, all: readonly Recording[]): boolean {
  const pair = pairOf(recording);
  if (pair === undefined) return false;
  const theirs = all.filter((other) => pairOf(other) === pair);
  return theirs.every(({ startedAt }) => startedAt >= recording.startedAt);
}

function pairOf({ heldBy }: Recording): string | undefined {
  return heldBy.length < 2 ? undefined : [...heldBy].sort().join(" ");
}

/** The last session before a serious adverse event began: when the site handed that in. */
function seriousSince(one: RecordingCase): Instant | undefined {
  const { adverseEvent } = one.design.design.recordings ?? {};
  if (!adverseEvent) return undefined;
  const serious = Object.values(one.participant.forms).filter(
    ({ formId, status, items, derived }) =>
      formId === adverseEvent.formId &&
      status === "submitted" &&
      (items[adverseEvent.seriousId]?.value === true || derived[adverseEvent.seriousId] === true),
  );
  return (
    serious
      .sort((a, b) => repeatOf(a.formKey) - repeatOf(b.formKey))
      .find(({ items }) => {
        const began = items[adverseEvent.startedId]?.value;
        return (
          typeof began === "string" &&
          isLastBefore(one, (startedOn) => startedOn.slice(0, began.length) <= began)
        );
      })?.submittedAt ?? undefined
  );
}

/** A report names its session, or is about the last one before it. */
function reportedSince(one: RecordingCase): Instant | undefined {
  return one.incidents.find(({ visitId, reportedAt }) =>
    visitId === undefined
      ? isLastBefore(one, (_day, startedAt) => startedAt <= reportedAt)
      : visitId === one.recording.visitId,
  )?.reportedAt;
}

/** Whether it is the last of the participant's recordings of which that holds. */
function isLastBefore(
  { recording, participant, zone }: RecordingCase,
  holds: (startedOn: string, startedAt: Instant) => boolean,
): boolean {
  const before = Object.values(participant.recordings.recordings)
    .filter(({ startedAt }) => holds(localDate({ at: startedAt, zone }), startedAt))
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  return before.at(-1)?.recordingId === recording.recordingId;
}
