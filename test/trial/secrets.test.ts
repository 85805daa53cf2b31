import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Role, roles } from "#design";
import { everythingSeen, viewerWith } from "../builders/everything-seen.ts";
import type { Meadow } from "../builders/meadow.ts";
import { playVeiledStudy } from "../builders/play-veiled-study.ts";
import type { Secrets } from "../builders/veiled-study.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const secrets: Secrets = {
  diary: { level: 31.0625, words: "heron" },
  rating: { level: 33.1875, words: "osprey" },
  session: { level: 37.3125, words: "kestrel" },
  pulse: { level: 41.4375, words: "bittern" },
  opinion: { level: 43.5625, words: "plover" },
};

/** Who may get which secret, over all questions together. A dash: nothing of it, anywhere. */
const mayGet: Readonly<Record<Role, readonly (keyof Secrets)[]>> = {
  "site-coordinator": ["diary", "rating", "session", "pulse"],
  investigator: ["diary", "rating", "session", "pulse", "opinion"],
  "sub-investigator": ["diary", "rating", "session", "pulse", "opinion"],
  "lead-therapist": ["session", "pulse", "opinion"],
  // Of whom the design says nothing: blinded to the arm alone.
  "co-therapist": ["diary", "rating", "session", "pulse", "opinion"],
  "session-attendant": ["diary", "rating", "session", "pulse", "opinion"],
  pharmacist: ["diary", "rating", "session", "pulse", "opinion"],
  monitor: ["diary", "rating", "opinion"],
  "data-manager": ["diary", "rating", "opinion"],
  "medical-monitor": ["diary", "rating", "session", "pulse", "opinion"],
  inspector: ["diary", "rating", "session", "pulse", "opinion"],
  // Who open no participant's record.
  "independent-rater": [],
  "rater-coordinator": [],
  "unblinded-pharmacist": [],
  "sponsor-study-team": [],
  statistician: [],
  "unblinded-statistician": [],
  "unblinding-line": [],
  "sponsor-safety": [],
  "session-auditor": [],
  // By a sealed copy, for this design keeps nothing of it from administrators, as that of the reference study does.
  administrator: ["diary", "rating", "session", "pulse"],
  participant: [],
};

let meadow: Meadow;
beforeAll(async () => {
  meadow = await playVeiledStudy(secrets);
});
afterAll(() => meadow.instance.close());

/** Where in an answer something of a secret stands: the number as entered, corrected or doubled, or a word of it. */
function leaks(answer: unknown, name: keyof Secrets, path = ""): readonly string[] {
  const { level, words } = secrets[name];
  if (typeof answer === "number")
    return [level, level / 4, level * 2, level / 2].includes(answer) ? [path] : [];
  if (typeof answer === "string") {
    const isTold =
      answer.includes(words) || answer.includes(String(level)) || answer.includes(String(level * 2));
    return isTold ? [path] : [];
  }
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([key, member]) => leaks(member, name, `${path}.${key}`));
}

async function leaksTo(...own: readonly Role[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const seen = await everythingSeen(meadow, viewerWith(...own));
  const names = Object.keys(secrets) as (keyof Secrets)[];
  return Object.fromEntries(names.map((name) => [name, leaks(seen, name)]));
}

describe("of what is kept from them, in all that they can ask for,", () => {
  test.each(roles)("a %s gets nothing, and gets what is not kept", async (role) => {
    const found = await leaksTo(role);
    const kept = Object.entries(found).filter(([name]) => !mayGet[role].includes(name as keyof Secrets));
    expect(kept.filter(([, paths]) => paths.length > 0)).toEqual([]);
    const open = mayGet[role].filter((name) => found[name]?.length === 0);
    expect(open).toEqual([]);
  });

  test.each([
    ["monitor", "site-coordinator"],
    ["lead-therapist", "investigator"],
    ["data-manager", "lead-therapist"],
    ["site-coordinator", "inspector"],
  ] as const)("a %s who is %s too gets nothing more by it", async (one, other) => {
    const found = await leaksTo(one, other);
    const both = mayGet[one].filter((name) => mayGet[other].includes(name));
    const told = Object.entries(found).filter(([, paths]) => paths.length > 0);
    expect(told.map(([name]) => name).sort()).toEqual([...both].sort());
  });
});
