import type { ZoneId } from "#kernel";
import { type Recording, reviewReasons } from "#trial";
import type { Story } from "../agenda.ts";
import { allInCare, type InCare, inDays, isDaysAgo, isOver, type Round } from "./round.ts";

const auditors = ["tess.auditor", "noel.auditor"] as const;

/** Every recording of so many is reviewed by both. */
const everyReviewedTwice = 3;

/** Twice a week an auditor reviews what chance or an event made to be reviewed, some of it too late. */
export async function* reviewingSessions(round: Round): Story {
  let reviewed = 0;
  for (let next = inDays(round, 4, "19:20"); !isOver(round, next); next = inDays(round, 4, "19:20")) {
    yield next;
    const all = await allInCare(round);
    const recordings = all.flatMap(({ state }) => Object.values(state.recordings.recordings));
    for (const inCare of all) {
      for (const recording of Object.values(inCare.state.recordings.recordings)) {
        if (!(await isWanted(round, inCare, recording, recordings, reviewed))) continue;
        reviewed++;
        const isTwice = reviewed % everyReviewedTwice === 0;
        for (const as of auditors.slice(0, isTwice ? 2 : 1))
          await review(round, inCare, recording, as, reviewed);
      }
    }
  }
}

/** Every sixth waits for three weeks: the figure shows it. */
async function isWanted(
  round: Round,
  { state }: InCare,
  recording: Recording,
  all: readonly Recording[],
  reviewed: number,
): Promise<boolean> {
  if (!isDaysAgo(round, recording.startedAt, reviewed % 6 === 5 ? 20 : 2)) return false;
  const known = await round.conduct.review(recording.recordingId);
  if (known.reviews.length > 0) return false;
  const version = state.enrollment.designVersion ?? "";
  const design = await round.conduct.design(version);
  const zone = round.site.zone as ZoneId;
  const around = { recording, participant: state, review: known, incidents: [], design, zone };
  return reviewReasons(around, all).length > 0;
}

async function review(
  { conduct }: Round,
  { fate, state }: InCare,
  { recordingId, session }: Recording,
  as: (typeof auditors)[number],
  count: number,
): Promise<void> {
  const about = fate.person.participantId;
  const design = await conduct.design(state.enrollment.designVersion ?? "");
  const { items } = design.design.recordings?.criteria ?? { items: [] };
  const purpose = "Review by the sampling plan";
  await conduct.act({ as, type: "open-recording", about, data: { recordingId, purpose } });
  // The second reviewer sees some items a step lower.
  const isSecond = as === auditors[1];
  const ratings = Object.fromEntries(
    items.map(({ id }, at) => [id, ((count + at) % 4 === 0 ? 2 : 4) - (isSecond && at % 3 === 1 ? 1 : 0)]),
  );
  const isUnrecordedSeen = count === 1 && !isSecond;
  await conduct.act({
    as,
    type: "review-recording",
    about,
    data: {
      recordingId,
      capacity: isSecond ? "adherence-rater" : "session-auditor",
      ratings,
      prohibited: [],
      seen: isUnrecordedSeen
        ? [
            {
              freeText:
                "Laughed for some minutes and said that everything was wonderful; asked nothing about it.",
            },
          ]
        : [],
      words: {
        freeText:
          session === "dosing"
            ? "Calm and attentive throughout; limits were asked for again before touch."
            : "By the manual.",
      },
    },
  });
}
