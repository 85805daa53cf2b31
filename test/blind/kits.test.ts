import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { ownerOf } from "#adapters";
import { failed, refusal } from "#kernel";
import { allocationStream, armOf, type CommandDefinition, commands, contentOf, kitsOfSession } from "#trial";
import { packsOf } from "../../src/trial/testing/kits.ts";
import { north, numberedId } from "../../src/trial/testing/people.ts";
import { aParticipant, type Circumstances, type Story } from "../../src/trial/testing/story.ts";
import { allocationFolding } from "../../src/usecases/ledger/foldings.ts";
import { secretOpener } from "../../src/usecases/ledger/secrets.ts";
import type { Meadow } from "../builders/meadow.ts";
import { blinded, everythingGot, type Got } from "./everything-got.ts";
import { makeTwins, type Swap, type Twin, type Twins } from "./twins.ts";
import { wholeDatabase } from "./whole-database.ts";

vi.setConfig({ testTimeout: 300_000 });

const visitId = "at-dosing";
const serials = [1, 2, 3, 4, 5];
const story = serials.reduce((before, serial) => before.another(serial).randomized(), aParticipant());
const idOf = (serial: number): string => numberedId(4, serial);
async function twinsAfter(seed: string, goOn: (meadow: Meadow) => Promise<Swap>): Promise<Twins> {
  const twins = await makeTwins({ story }, seed, goOn);
  if (!twins) throw new Error("There are no two to change arms.");
  return twins;
}
type Type = Parameters<Story["command"]>[0];

async function act(
  meadow: Meadow,
  serial: number,
  type: Type,
  data: object,
  circumstances: Circumstances = {},
): Promise<void> {
  await meadow.act((await meadow.story(serial)).command(type, data, circumstances));
}

async function stock(meadow: Meadow, setsPerArm: number): Promise<void> {
  await act(meadow, 1, "ship-kits", { setsPerArm, expiresOn: "2026-12-31", packs: packsOf(["80"]) });
  const here = (await meadow.story()).trial.stocks[north];
  const shipmentId = here?.shipments.at(-1)?.shipmentId;
  const lines = Object.values(here?.kits ?? {})
    .filter((kit) => kit.shipmentId === shipmentId)
    .map(({ code }) => ({ code, condition: "present" }));
  await act(meadow, 1, "receive-shipment", { shipmentId, temperature: "in-range", lines });
}

/** Participants by arm, as the ledger has it behind the seal. */
async function byArm({ instance: { ports }, study }: Meadow): Promise<readonly (readonly number[])[]> {
  const toLoad = { stream: allocationStream, folding: allocationFolding };
  const [{ state: allocation }] = await ports.sealed.states.load({ study, sites: "all" }, toLoad);
  const open = await secretOpener(ports.keys, study);
  const arms = new Map<string, number[]>();
  for (const slot of allocation.taken) {
    const arm = armOf({ allocation, open }, slot);
    arms.set(arm, [
      ...(arms.get(arm) ?? []),
      serials.find((serial) => idOf(serial) === slot.participantId) ?? 0,
    ]);
  }
  return [...arms.values()].sort((a, b) => b.length - a.length);
}

async function rowsOf({ app }: Twin): Promise<Got> {
  const owner = new pg.Pool(ownerOf(app.instance.database));
  try {
    return await wholeDatabase(owner);
  } finally {
    await owner.end();
  }
}

async function kitCodes(meadow: Meadow, serial: number): Promise<readonly string[]> {
  const { state } = await meadow.story(serial);
  return kitsOfSession(state.kits, visitId).kits.map(({ code }) => code);
}

function expectSame(one: Got, other: Got): void {
  expect([...one.keys()]).toEqual([...other.keys()]);
  for (const [name, text] of one) expect(other.get(name), name).toBe(text);
}

async function onBoth({ asItWas, swapped }: Twins, step: (meadow: Meadow) => Promise<void>): Promise<void> {
  await step(asItWas.meadow);
  await step(swapped.meadow);
}

describe("two participants of different arms change arms, and the map of their kits along with that", () => {
  test("and every byte that blinded roles get is the same, then and in all that follows", async () => {
    const waiting: number[] = [];
    const goOn = async (meadow: Meadow): Promise<Swap> => {
      const [[one = 0, ...more], [other = 0, ...others]] = (await byArm(meadow)) as [number[], number[]];
      const [third = 0, fourth = 0] = [...more, ...others];
      waiting.push(one, other, third, fourth);
      await stock(meadow, 3);
      for (const serial of [one, other, third]) await act(meadow, serial, "assign-kits", { visitId });
      await act(meadow, fourth, "assign-kits", { visitId });
      const [initial = ""] = await kitCodes(meadow, one);
      await act(meadow, one, "dispense-kit", { visitId, code: initial });
      const [mine, theirs] = [await kitCodes(meadow, one), await kitCodes(meadow, other)];
      const kits = mine.map((code, at) => [code, theirs[at] ?? ""] as const);
      return { pair: [idOf(one), idOf(other)], kits };
    };
    const twins = await twinsAfter("kits", goOn);
    try {
      expectSame(await rowsOf(twins.asItWas), await rowsOf(twins.swapped));
      for (const person of blinded) {
        const got = await everythingGot(twins.asItWas, story, person);
        expectSame(got, await everythingGot(twins.swapped, story, person));
      }
      const [one = 0, other = 0, , fourth = 0] = waiting;
      await onBoth(twins, async (meadow) => {
        const [initial = "", supplemental = ""] = await kitCodes(meadow, other);
        await act(meadow, other, "dispense-kit", { visitId, code: initial });
        await act(meadow, other, "return-kit", { visitId, code: initial, condition: "empty", capsules: 0 });
        await act(meadow, other, "withdraw-kits", { visitId, because: "other" });
        await act(meadow, one, "quarantine-kit", { code: (await kitCodes(meadow, one))[1], cause: "label" });
        await act(meadow, one, "count-stock", { found: [supplemental] });
        // Who waited is served with what comes.
        await stock(meadow, 1);
        expect(await kitCodes(meadow, fourth)).toHaveLength(2);
      });
      expectSame(await rowsOf(twins.asItWas), await rowsOf(twins.swapped));
    } finally {
      await twins.close();
    }
  });
});

describe("where one arm's kits have run out", () => {
  const assign = commands.find(({ type }) => type === "assign-kits") as CommandDefinition;

  /** One has a kit of the only set; two others, one of each arm, change arms. Then one of them asks. */
  async function askBeyond(definition: CommandDefinition): Promise<readonly [Got, Got]> {
    let asking = 0;
    const goOn = async (meadow: Meadow): Promise<Swap> => {
      const [[first = 0, one = 0], [other = 0]] = (await byArm(meadow)) as [number[], number[]];
      asking = one;
      await stock(meadow, 1);
      await act(meadow, first, "assign-kits", { visitId });
      return { pair: [idOf(one), idOf(other)], kits: [] };
    };
    const twins = await twinsAfter("stock-out", goOn);
    try {
      await onBoth(twins, async (meadow) => {
        const command = (await meadow.story(asking)).command("assign-kits", { visitId });
        await meadow.send(command, { request: { definition } });
      });
      return [await rowsOf(twins.asItWas), await rowsOf(twins.swapped)];
    } finally {
      await twins.close();
    }
  }

  test("whoever asks waits, whichever arm is theirs", async () => {
    expectSame(...(await askBeyond(assign)));
  });

  test("a refusal of whom nothing is left for would show", async () => {
    const leaky: CommandDefinition = {
      ...assign,
      decide: (facts, data, context) => {
        const { sealed, stock: here } = facts;
        if (!sealed || !here) throw new Error("Nothing is sealed.");
        const slot = sealed.allocation.taken.find(({ participantId }) => participantId === context.subjectId);
        const arm = slot && armOf(sealed, slot);
        const left = Object.values(here.kits).filter(
          ({ code, state }) => state === "available" && contentOf(sealed, code).arm === arm,
        );
        const none = refusal("out-of-stock", "There is no kit left.", "none");
        return left.length === 0 ? failed(none) : assign.decide(facts, data, context);
      },
    };
    const [one, other] = await askBeyond(leaky);
    expect(() => expectSame(one, other)).toThrow();
  });
});

describe("the codes of a shipment", () => {
  /** What the site is told of a shipment, with the arms' packs in either order. */
  function told(packs: ReturnType<typeof packsOf>, codeOf: (code: string, arm: string) => string): string {
    const [open, sealed] = story.events("ship-kits", { setsPerArm: 3, expiresOn: "2026-12-31", packs });
    const contents = (
      (sealed?.data ?? { kits: [] }) as {
        kits: readonly { code: string; content: { secret: { arm: string } } }[];
      }
    ).kits;
    const arms = new Map(contents.map(({ code, content }) => [code, content.secret.arm]));
    const { kits } = (open?.data ?? { kits: [] }) as { kits: readonly { code: string; kind: string }[] };
    const codes = kits.map(({ code }) => codeOf(code, arms.get(code) ?? ""));
    return codes.sort().join(" ");
  }
  const inOneOrder = packsOf(["80"]);
  const inTheOther = inOneOrder.toReversed();

  test("are the same, whichever arm's kits they are put on", () => {
    const plain = (code: string): string => code;
    expect(told(inTheOther, plain)).toBe(told(inOneOrder, plain));
  });

  test("a letter for the arm before them would show", () => {
    const withLetter = (code: string, arm: string): string => `${arm[0]}${code}`;
    expect(told(inTheOther, withLetter)).not.toBe(told(inOneOrder, withLetter));
  });
});
