import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#kernel";
import { catalogue } from "./catalogue.ts";
import { evolveParticipant, noParticipant } from "./participant.ts";
import { proposeAt, take, walk } from "./testing/random-walk.ts";
import { aParticipant, entriesOf } from "./testing/story.ts";
import { decideIn, eventsOf, fold, noTrial, type Trial } from "./testing/trial.ts";

const steps = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 });
const enrolled = aParticipant().screened().confirmedEligible().enrolled();
const starts = fc.constantFrom(aParticipant(), aParticipant().contacted().consented(), enrolled);

function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) frozen(member);
  return value;
}

function states({ study, sites, staff, participants, ratings }: Trial): string {
  return canonicalJson({ study, sites, staff, participants, ratings });
}

describe("whatever people want, in whatever order", () => {
  test("no rule throws, and every event fits its schema", () => {
    fc.assert(
      fc.property(starts, steps, (start, walked) => {
        const { trial } = walk(start, walked);
        for (const { type, data } of trial.events) {
          expect(catalogue.definitions[type]?.data.safeParse(data).success).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("a rule that is asked twice says the same, and changes nothing of what it was told", () => {
    fc.assert(
      fc.property(starts, steps, (start, walked) => {
        const last = walked.at(-1) ?? 0;
        const { story, proposal } = proposeAt(walk(start, walked.slice(0, -1)), last);
        const [type, data, circumstances] = proposal;
        const command = frozen({
          type,
          data,
          about: circumstances?.about ?? story.id,
          by: {
            user: start.id as never,
            name: "Somebody",
            role: "investigator" as const,
            sites: "all" as const,
          },
        });
        const trial = frozen(story.trial);
        expect(decideIn(trial, command)).toEqual(decideIn(trial, command));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("what is refused changes nothing", () => {
    fc.assert(
      fc.property(starts, steps, fc.nat(100_000), (start, walked, step) => {
        const before = walk(start, walked);
        const { story, proposal } = proposeAt(before, step);
        const isRefused = story.refusal(...proposal) !== undefined;
        const after = take(before, step);
        expect(states(after.trial) === states(before.trial)).toBe(isRefused);
        expect(after.trial.events.length === before.trial.events.length).toBe(isRefused);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("states folded as things happened are those folded from the whole history", () => {
    fc.assert(
      fc.property(starts, steps, (start, walked) => {
        const { trial, id } = walk(start, walked);
        expect(states(trial.events.reduce(fold, noTrial))).toBe(states(trial));
        const stream = eventsOf(trial, `participant:${id}`);
        const state = stream.reduce(evolveParticipant, noParticipant);
        expect(state).toEqual(trial.participants[id] ?? noParticipant);
        expect(state.version).toBe(stream.length);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});

describe("a form", () => {
  const begun = aParticipant().contacted().consented().began("at-screening");
  const key = "at-screening/vitals/1";
  const answers = fc.record({
    weight: fc.integer({ min: 40, max: 180 }),
    height: fc.integer({ min: 100, max: 250 }).map((centimeters) => centimeters / 100),
    "readings.0.systolic": fc.integer({ min: 80, max: 200 }),
  });
  const some = fc.array(fc.tuple(fc.constantFrom("weight", "height", "readings.0.systolic"), answers), {
    maxLength: 6,
  });

  test("that is drafted, submitted and corrected holds what was written last on each item", () => {
    fc.assert(
      fc.property(some, answers, some, (drafts, handedIn, corrections) => {
        let story = begun;
        const expected: Record<string, number> = {};
        const pick = (path: string, from: Record<string, number>): Record<string, number> => {
          const value = from[path] as number;
          expected[path] = value;
          return { [path]: value };
        };
        for (const [path, from] of drafts)
          story = story.does("draft-items", { formKey: key, entries: entriesOf(pick(path, from)) });
        story = story.submitted(key, handedIn);
        Object.assign(expected, handedIn);
        for (const [path, from] of corrections) story = story.corrected(key, pick(path, from));
        const items = Object.entries(story.state.forms[key]?.items ?? {});
        expect(Object.fromEntries(items.map(([path, { value }]) => [path, value]))).toEqual(expected);
        const { weight = 0, height = 1 } = expected;
        expect(story.state.forms[key]?.derived["bmi"]).toBeCloseTo(weight / height ** 2, 9);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
