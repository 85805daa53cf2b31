import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#design";
import { type RaterAgreement, seeParticipant, seeRaterAgreement } from "#usecases";
import { type Person, staff } from "../../src/trial/testing/people.ts";
import {
  interviewRequest,
  ratedStudy,
  ratedTrial,
  waitingForInterview,
} from "../../src/trial/testing/rated-study.ts";
import { entriesOf, type Story } from "../../src/trial/testing/story.ts";
import { anInstance } from "../builders/instance.ts";
import { aMeadow, type Meadow, principalOf } from "../builders/meadow.ts";

const design = {
  ...ratedStudy,
  blinding: {
    schema: "double-blind" as const,
    rules: [{ role: "rater-coordinator" as Role, blindedTo: ["arm" as const, "earlier-scores" as const] }],
  },
};
const filing = { learned: ["treatment"], from: "participant", learnedAt: "2026-03-09T12:30:00.000Z" };

/** Rated at 14 by a rater who then says that they learned something; its recording at 5 by the other. */
function ratedTwice(): Story {
  const asked = waitingForInterview(ratedTrial(design)).does("request-rating", interviewRequest);
  const handle = Object.keys(asked.state.ratings)[0] ?? "";
  const isFirst = asked.trial.ratings[handle]?.rater === staff.firstRater.user;
  const [by, other] = isFirst ? [staff.firstRater, staff.secondRater] : [staff.secondRater, staff.firstRater];
  const first = { entries: entriesOf({ intrusion: 8, avoidance: 6 }) };
  const done = asked
    .does("submit-rating", first, { about: handle, by })
    .does("file-rater-unblinding", filing, { about: handle, by })
    .does("request-second-rating", { handle, startsAt: "2026-03-11T15:00:00.000Z" });
  const again = Object.keys(done.state.secondRatings)[0] ?? "";
  const second = { entries: entriesOf({ intrusion: 3, avoidance: 2 }) };
  return done.does("submit-rating", second, { about: again, by: other });
}

let meadow: Meadow;
const story = ratedTwice();
beforeAll(async () => {
  meadow = await aMeadow(anInstance, ratedTrial(design));
  await meadow.tell(story);
}, 120_000);
afterAll(async () => meadow.instance.close());

const asks = (person: Person): Promise<RaterAgreement> =>
  seeRaterAgreement(meadow.instance.ports, { study: meadow.study, principal: principalOf(person) });

test("two ratings of one interview are laid side by side, and one that differs by enough is to be discussed", async () => {
  const { pairs, total, items, discussFrom } = await asks(staff.statistician);
  expect(pairs).toMatchObject([{ totals: [14, 5], difference: 9, isToDiscuss: true }]);
  expect([discussFrom, total.n, total.estimate]).toEqual([3, 1, null]);
  expect(items).toEqual([]);
});

test("who is blinded to scores sees how far two are apart, and neither of them", async () => {
  const { pairs } = await asks(staff.raterCoordinator);
  expect(pairs).toMatchObject([{ totals: null, difference: 9 }]);
});

test("what a rater learned is told to the statistician and the medical monitor, and not to the site", async () => {
  expect((await asks(staff.statistician)).flagged).toMatchObject([
    { learned: ["treatment"], learnedAt: filing.learnedAt },
  ]);
  const seen = async (person: Person) => {
    const asking = { study: meadow.study, principal: principalOf(person) };
    const page = await seeParticipant(meadow.instance.ports, asking, story.id);
    return page.ok ? page.value.ratings[0] : undefined;
  };
  expect(await seen(staff.medicalMonitor)).toMatchObject({ raterLearned: ["treatment"] });
  expect(await seen(staff.coordinator)).toMatchObject({ raterLearned: null, isNextByAnother: true });
});
