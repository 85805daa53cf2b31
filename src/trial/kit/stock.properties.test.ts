import fc from "fast-check";
import { expect, test } from "vitest";
import { armOf } from "../randomization/sealed-arms.ts";
import { received, shipped } from "../testing/kits.ts";
import { north } from "../testing/people.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import { contentOf } from "./sealed-kits.ts";
import type { Kit, StockState } from "./stock.ts";

/** Some enrolled participants; their arms are drawn, and then set to whatever the run asks for. */
const people = 6;
const everybody = Array.from({ length: people - 1 }, (_, at) => at + 2).reduce(
  (story, serial) => story.another(serial).randomized(),
  aParticipant(1).randomized(),
);
const visitId = "at-dosing";

/** The same trial, its participants in the arms that are named. */
function withArms(story: Story, arms: readonly string[]): Story {
  const { allocation } = story.trial;
  const taken = allocation.taken.map((slot, at) => ({
    ...slot,
    arm: { secret: { place: `number ${slot.number}`, arm: arms[at % arms.length] } },
  }));
  return story.in({ ...story.trial, allocation: { ...allocation, taken } });
}

type Step =
  | { readonly act: "ship"; readonly sets: number; readonly broken: number }
  | {
      readonly act: "assign" | "withdraw" | "replace" | "dispense" | "return";
      readonly who: number;
      readonly which: number;
    }
  | { readonly act: "quarantine" | "release" | "count"; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant("ship" as const), sets: fc.integer({ min: 1, max: 3 }), broken: fc.nat(3) }),
  fc.record({
    act: fc.constantFrom(
      "assign" as const,
      "assign" as const,
      "withdraw" as const,
      "replace" as const,
      "dispense" as const,
      "return" as const,
    ),
    who: fc.integer({ min: 1, max: people }),
    which: fc.nat(1),
  }),
  fc.record({
    act: fc.constantFrom("quarantine" as const, "release" as const, "count" as const),
    which: fc.nat(40),
  }),
);

function take(story: Story, step: Step): Story {
  const stock = story.trial.stocks[north];
  const kits = Object.values(stock?.kits ?? {});
  switch (step.act) {
    case "ship": {
      const sent = shipped(story, step.sets);
      const own = Object.values(sent.trial.stocks[north]?.kits ?? {}).filter(
        ({ state }) => state === "in-transit",
      );
      const lost = own
        .slice(0, step.broken)
        .map(({ code }, at) => [code, at % 2 === 0 ? "missing" : "damaged"] as const);
      return received(sent, Object.fromEntries(lost));
    }
    case "assign":
      return story.another(step.who).tries("assign-kits", { visitId });
    case "withdraw":
      return story.another(step.who).tries("withdraw-kits", { visitId, because: "other" });
    case "replace":
    case "dispense":
    case "return": {
      const person = story.another(step.who);
      const code = person.state.kits[visitId]?.kits.at(-1 - step.which)?.code;
      if (code === undefined) return story;
      if (step.act === "replace") return person.tries("replace-kit", { visitId, code, cause: "broken" });
      if (step.act === "dispense") return person.tries("dispense-kit", { visitId, code });
      return person.tries("return-kit", { visitId, code, condition: "empty", capsules: 0 });
    }
    case "quarantine": {
      const kit = kits[step.which % Math.max(1, kits.length)];
      return kit ? story.tries("quarantine-kit", { code: kit.code, cause: "other" }) : story;
    }
    case "release": {
      const shipment = stock?.shipments[step.which % Math.max(1, stock.shipments.length)];
      if (!shipment) return story;
      return story.tries("decide-quarantine", { shipmentId: shipment.shipmentId, decision: "release" });
    }
    case "count": {
      const found = kits.filter((_, at) => at !== step.which).map(({ code }) => code);
      return stock ? story.tries("count-stock", { found }) : story;
    }
  }
}

const steps = fc.array(step, { minLength: 5, maxLength: 40 });
const arms = fc.array(fc.constantFrom("active", "control"), { minLength: people, maxLength: people });

/** What of the stock everybody at the site may know, without the codes: the arms decide which code it is, by chance. */
function counted({ kits, awaited }: StockState): unknown {
  const places = Object.values(kits).map(({ state, kind, shipmentId, session }) => [
    state,
    kind,
    shipmentId,
    session?.participantId,
  ]);
  return { places: places.map((place) => JSON.stringify(place)).sort(), awaited };
}

test("whatever the arms of those who come, a kit is there for everybody whom the counts promise one, and the proof holds", () => {
  fc.assert(
    fc.property(arms, steps, (drawn, plan) => {
      // A promise that cannot be kept, and a dose that is not the protocol's, are thrown.
      const end = plan.reduce(take, withArms(everybody, drawn));
      const { sealed } = end.facts("assign-kits", { visitId });
      if (!sealed) throw new Error("Nothing is sealed.");
      for (const { session, code } of Object.values(end.trial.stocks[north]?.kits ?? {})) {
        const slot = sealed.allocation.taken.find(
          ({ participantId }) => participantId === session?.participantId,
        );
        if (slot) expect(contentOf(sealed, code).arm).toBe(armOf(sealed, slot));
      }
    }),
    { numRuns: 60 },
  );
});

test("nothing that is counted hangs on the arms: not who is served and who waits, nor from which shipment a kit came", () => {
  // Which kit somebody sets aside or overlooks by its code is their own choice, made alike for every arm or not.
  const serving = fc.array(
    step.filter(({ act }) => act !== "quarantine" && act !== "release" && act !== "count"),
    { minLength: 8, maxLength: 40 },
  );
  fc.assert(
    fc.property(arms, arms, serving, (one, other, plan) => {
      const ends = [one, other].map(
        (drawn) => plan.reduce(take, withArms(everybody, drawn)).trial.stocks[north],
      );
      expect(ends[0] && counted(ends[0])).toEqual(ends[1] && counted(ends[1]));
    }),
    { numRuns: 60 },
  );
});

test("no kit is in two places, is dispensed twice or had by two, and all that came is accounted for", () => {
  fc.assert(
    fc.property(arms, steps, (drawn, plan) => {
      const end = plan.reduce(take, withArms(everybody, drawn));
      const stock = end.trial.stocks[north];
      const kits = Object.values(stock?.kits ?? {});
      const sent =
        stock?.shipments.reduce((sum, { arms: k, setsPerArm }) => sum + 2 * k * setsPerArm, 0) ?? 0;
      const states = new Map<Kit["state"], number>();
      for (const { state } of kits) states.set(state, (states.get(state) ?? 0) + 1);
      expect([...states.values()].reduce((sum, count) => sum + count, 0)).toBe(sent);
      const happened = end.trial.events.filter(({ meta }) => meta.stream === `stock:${north}`);
      const namedIn = (type: string, ...fields: readonly string[]) =>
        happened
          .filter((event) => event.type === type)
          .flatMap(({ data }) =>
            fields.flatMap((field) => (data as Record<string, string | undefined>)[field] ?? []),
          );
      for (const codes of [
        namedIn("KitsAssigned", "initial", "supplemental"),
        namedIn("KitDispensed", "code"),
        namedIn("KitReturned", "code"),
      ])
        expect(new Set(codes).size).toBe(codes.length);
      expect(kits.filter(({ session }) => session !== null)).toHaveLength(
        namedIn("KitsAssigned", "initial", "supplemental").length,
      );
    }),
    { numRuns: 60 },
  );
});
