import pg from "pg";
import { expect, test, vi } from "vitest";
import { ownerOf } from "#adapters";
import { staff } from "../../src/trial/testing/people.ts";
import { addresses, answersGot, blinded, everythingGot, type Got } from "./everything-got.ts";
import { leaks } from "./leaks.ts";
import { aRandomTrial, type RandomTrial } from "./random-trial.ts";
import { makeTwins, type Twin, type Twins } from "./twins.ts";
import { wholeDatabase } from "./whole-database.ts";

const isFull = process.env["VIGIL_BLIND_SIZE"] === "full";
const trials = Number(process.env["VIGIL_SWAP_TRIALS"] ?? (isFull ? 200 : 1));

vi.setConfig({ testTimeout: isFull ? 7_200_000 : 600_000 });

async function rowsOf({ app }: Twin): Promise<Got> {
  const owner = new pg.Pool(ownerOf(app.instance.database));
  try {
    return await wholeDatabase(owner);
  } finally {
    await owner.end();
  }
}

/** The first things that differ, by what they are: where the two part, with some letters round it. */
function differences(one: Got, other: Got): readonly string[] {
  return allDifferences(one, other).slice(0, 5);
}

function allDifferences(one: Got, other: Got): readonly string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].flatMap((name) => {
    const [a, b] = [one.get(name) ?? "", other.get(name) ?? ""];
    if (a === b) return [];
    const at = [...a].findIndex((letter, index) => letter !== b[index]);
    return [
      `${name}: …${a.slice(Math.max(0, at - 80), at + 80)}… is not …${b.slice(Math.max(0, at - 80), at + 80)}…`,
    ];
  });
}

/** A trial in memory lets everybody act everywhere; one in which a ledger turned somebody away is left out. */
function unlessNotTheirs(error: unknown): undefined {
  if (/"because":"(not-found|forbidden)"/.test(String(error))) return undefined;
  throw error;
}

test(`no blinded role gets one byte that tells which of two participants has which arm, in ${trials} random trials`, async () => {
  let bytes = 0;
  let compared = 0;
  let leftOut = 0;
  let withSessions = 0;
  for (let number = 1; compared < trials; number++) {
    expect(leftOut, "random trials that were left out").toBeLessThanOrEqual(5 + trials / 4);
    const trial = aRandomTrial(`swap ${number}`);
    const twins = await makeTwins(trial, `fresh ${number}`).catch(unlessNotTheirs);
    // Chance may have given all of them one arm, or have let somebody act whom a ledger does not let in.
    if (!twins) {
      leftOut++;
      continue;
    }
    compared++;
    if (Object.keys(trial.story.trial.sessions).length > 0) withSessions++;
    const { asItWas, swapped, close } = twins;
    try {
      expect(differences(await rowsOf(asItWas), await rowsOf(swapped))).toEqual([]);
      for (const person of blinded) {
        const [got, other] = await Promise.all(
          [asItWas, swapped].map((twin) => everythingGot(twin, trial.story, person)),
        );
        expect(differences(got ?? new Map(), other ?? new Map())).toEqual([]);
        for (const text of got?.values() ?? []) bytes += text.length;
      }
      const next = trial.story.another(Number(trial.next.slice(-4))).tries("randomize-participant");
      await asItWas.meadow.tell(next);
      await swapped.meadow.tell(next);
      expect(differences(await rowsOf(asItWas), await rowsOf(swapped))).toEqual([]);
    } finally {
      await close();
    }
  }
  if (isFull)
    console.log(
      `swap test: ${trials} trials, ${withSessions} with dosing sessions, ${leftOut} left out, ${blinded.length} roles, ` +
        `${bytes.toLocaleString("en-US")} letters compared`,
    );
});

test("the comparison finds whatever is planted: six careless changes, each by itself", async () => {
  const trial = aRandomTrial("leaks", 4);
  const { asItWas, swapped, close } = await untilTwins(trial);
  const [inspector, sponsor] = [staff.inspector, staff.sponsorMember];
  const urls = addresses(trial.story, asItWas.meadow.study).filter((url) =>
    /funnel|participants(\/[^/]+)?$/.test(url),
  );
  const found = async (): Promise<readonly string[]> => {
    const all = [];
    for (const person of [inspector, sponsor])
      all.push(
        ...differences(await answersGot(asItWas, person, urls), await answersGot(swapped, person, urls)),
      );
    return all;
  };
  try {
    expect(await found()).toEqual([]);
    for (const [name, leak] of Object.entries(leaks)) {
      for (const twin of [asItWas, swapped]) twin.plant(leak);
      expect(await found(), name).not.toEqual([]);
    }
  } finally {
    await close();
  }
});

async function untilTwins(trial: RandomTrial): Promise<Twins> {
  const twins = await makeTwins(trial, "fresh");
  return twins ?? untilTwins(trial);
}
