import { type SeededRandom, seededRandom } from "#kernel";
import { siteOf } from "#trial";
import { heldStudy } from "../../src/trial/testing/held-study.ts";
import { meadowStudy } from "../../src/trial/testing/meadow-study.ts";
import { proposeAt } from "../../src/trial/testing/random-walk.ts";
import { aTrial, type Story } from "../../src/trial/testing/story.ts";
import { holdSession } from "./random-session.ts";

/**
 * A trial of several participants, each randomized and then led into a state of its own, and one who is about to be randomized; in every
 * other trial with dosing sessions, each held as far as chance has it.
 */
export type RandomTrial = {
  readonly story: Story;
  /** Who is next. */
  readonly next: string;
};

const [fewest, most] = [3, 5];

/** The same seed gives the same trial; the arms are drawn when it is told to a ledger. */
export function aRandomTrial(seed: string, steps = 12): RandomTrial {
  const random = seededRandom(seed);
  const count = random.between(fewest, most);
  const serials = Array.from({ length: count }, (_, at) => at + 1);
  const isHeld = random.between(0, 1) === 1;
  const beginning = aTrial(isHeld ? heldStudy : meadowStudy).on("2026-02-02");
  const begun = serials.reduce((story, serial) => story.another(serial).randomized(), beginning);
  const dosed = isHeld
    ? serials.reduce((story, serial) => holdSession(story.another(serial), serial, random), begun)
    : begun;
  const waiting = dosed
    .another(count + 1)
    .screened()
    .confirmedEligible()
    .enrolled()
    .rated();
  const ready = waiting.confirmedEligible("randomization");
  const story = serials.reduce(
    (before, serial) =>
      Array.from({ length: random.between(0, steps) }, () => random.between(0, 1_000_000)).reduce(
        (walked, step) => takeAtSite(walked, step),
        before.another(serial),
      ),
    ready,
  );
  const unblinded = serials.reduce((before, serial) => unblind(before.another(serial), random), story);
  return { story: unblinded, next: waiting.id };
}

/** A step of somebody who still reaches the participant. */
function takeAtSite(story: Story, step: number): Story {
  const { story: later, proposal } = proposeAt(story, step);
  return ofWhoReaches(later, later.tries(...proposal));
}

/** What was done, unless whoever did it no longer reaches the participant: after a transfer, the people of the site before do not. */
function ofWhoReaches(before: Story, after: Story): Story {
  const isDone = after.trial.commands.length > before.trial.commands.length;
  const by = isDone ? after.trial.commands.at(-1)?.by : undefined;
  const site = siteOf(before.state);
  return !by || by.sites === "all" || (site !== undefined && by.sites.includes(site)) ? after : before;
}

/** Some codes are broken, some sheets issued and opened, some arms learned: whatever is on record of it, it must not tell which. */
function unblind(story: Story, random: SeededRandom): Story {
  const text = { freeText: "It was the light." };
  const learned = { learned: ["independent-rater"], how: "told-by-participant", circumstances: text };
  const basis = { isSerious: true, isUnexpected: true, isSuspected: true };
  const safety = { formKey: "log/adverse-event/1", reportNumber: "R-1", basis, why: text };
  const opening = { serial: "01-E0001", reason: "overdose", openedBy: "care-outside-the-study" };
  const acts: readonly ((before: Story) => Story)[] = [
    (before) => before.tries("break-code", { reason: "medical-emergency" }),
    (before) => before.tries("record-inadvertent-unblinding", learned),
    (before) => before.tries("issue-envelopes", { participantIds: [before.id] }),
    (before) => before.tries("record-envelope-opening", opening),
    (before) => before.tries("unblind-for-safety", safety),
  ];
  return acts.reduce(
    (before, act) => (random.between(0, 2) === 0 ? ofWhoReaches(before, act(before)) : before),
    story,
  );
}
