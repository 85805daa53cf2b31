import { seededRandom } from "#kernel";
import { take } from "../../src/trial/testing/random-walk.ts";
import { aParticipant, type Story } from "../../src/trial/testing/story.ts";

/** A trial of several participants, each randomized and then led into a state of its own, and one who is about to be randomized. */
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
  const begun = serials.reduce((story, serial) => story.another(serial).randomized(), aParticipant());
  const waiting = begun
    .another(count + 1)
    .screened()
    .confirmedEligible()
    .enrolled()
    .rated();
  const ready = waiting.confirmedEligible("randomization");
  const story = serials.reduce(
    (before, serial) =>
      Array.from({ length: random.between(0, steps) }, () => random.between(0, 1_000_000)).reduce(
        (walked, step) => take(walked, step),
        before.another(serial),
      ),
    ready,
  );
  return { story, next: waiting.id };
}
