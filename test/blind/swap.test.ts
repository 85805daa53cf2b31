import pg from "pg";
import { expect, test, vi } from "vitest";
import { ownerOf } from "#adapters";
import { blinded, everythingGot, type Got } from "./everything-got.ts";
import { aRandomTrial } from "./random-trial.ts";
import { makeTwins, type Twin } from "./twins.ts";
import { wholeDatabase } from "./whole-database.ts";

const isFull = process.env["VIGIL_BLIND_SIZE"] === "full";
const trials = isFull ? 200 : 1;

vi.setConfig({ testTimeout: isFull ? 7_200_000 : 240_000 });

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

test(`no blinded role gets one byte that tells which of two participants has which arm, in ${trials} random trials`, async () => {
  let bytes = 0;
  for (let number = 1; number <= trials; number++) {
    const trial = aRandomTrial(`swap ${number}`);
    const { asItWas, swapped, close } = await makeTwins(trial, `fresh ${number}`);
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
      `swap test: ${trials} trials, ${blinded.length} roles, ${bytes.toLocaleString("en-US")} letters compared`,
    );
});
