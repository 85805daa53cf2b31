import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Role } from "#design";
import { everythingSeen, viewerWith } from "../builders/everything-seen.ts";
import type { Meadow } from "../builders/meadow.ts";
import { playVeiledStudy } from "../builders/play-veiled-study.ts";
import type { Secrets } from "../builders/veiled-study.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const secrets: Secrets = {
  diary: { level: 8, words: "heron" },
  rating: { level: 12, words: "osprey" },
  session: { level: 16, words: "kestrel" },
  pulse: { level: 20, words: "bittern" },
  opinion: { level: 24, words: "plover" },
};

/** The same study with other answers: above what is expected, so that the software asks about them where it may. */
const otherwise: Readonly<Record<string, Secrets>> = {
  "a therapist's opinion": { ...secrets, opinion: { level: 44, words: "a much longer word than before" } },
  "self-reports and ratings": {
    ...secrets,
    diary: { level: 400, words: "wren" },
    rating: { level: 480, words: "a merlin over the hill" },
  },
  "what could tell the arm": {
    ...secrets,
    session: { level: 640, words: "a peregrine" },
    pulse: { level: 800, words: "owl" },
  },
};

/** From whom each is kept. */
const keptFrom: readonly (readonly [keyof typeof otherwise, readonly Role[]])[] = [
  ["a therapist's opinion", ["site-coordinator"]],
  ["self-reports and ratings", ["lead-therapist"]],
  ["what could tell the arm", ["monitor", "data-manager"]],
];
const opensNoRecord: readonly Role[] = [
  "independent-rater",
  "rater-coordinator",
  "sponsor-study-team",
  "statistician",
  "participant",
];
const cases = keptFrom.flatMap(([what, from]) =>
  [...from, ...opensNoRecord].map((role) => [what, role] as const),
);

let asItWas: Meadow;
const changed = new Map<string, Meadow>();
beforeAll(async () => {
  asItWas = await playVeiledStudy(secrets);
  for (const [what, other] of Object.entries(otherwise)) changed.set(what, await playVeiledStudy(other));
});
afterAll(async () => {
  for (const meadow of [asItWas, ...changed.values()]) await meadow.instance.close();
});

/**
 * What may differ between two studies in which the same was done: the count of events, which tells how often something happened and
 * not what; hashes and seals, which are over random salts and ids; and random ids, of which only the order counts.
 */
const differing = new Set([
  "hash",
  "previousHash",
  "sealedText",
  "sealedValue",
  "commitment",
  "salt",
  "commandId",
  // Under a key of the instance.
  "commandHash",
  "correlationId",
]);

function comparable(seen: unknown): string {
  const text = JSON.stringify(
    seen,
    (key, value) =>
      differing.has(key) || (key === "version" && typeof value === "number") ? "differs" : value,
    1,
  );
  const ids = new Map<string, string>();
  const withoutHashes = text
    .replaceAll(/"[0-9a-f]{16}"/g, '"the hash begins"')
    .replaceAll(/("Hash of the last event",\s+)"[0-9a-f]{64}"/g, '$1"differs"');
  return withoutHashes.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id ${ids.size}`);
    return ids.get(id) ?? "";
  });
}

describe("no byte of all that somebody can ask for hangs on an answer that is kept from them", () => {
  test.each(cases)("%s, and a %s", async (what, role) => {
    const meadow = changed.get(what);
    if (!meadow) throw new Error(`There is no study with other ${what}.`);
    const viewer = viewerWith(role);
    const [one, other] = [await everythingSeen(asItWas, viewer), await everythingSeen(meadow, viewer)];
    expect(comparable(other)).toBe(comparable(one));
  });

  test("though the answers are others, and somebody who sees them sees that", async () => {
    for (const meadow of changed.values()) {
      const viewer = viewerWith("medical-monitor");
      const [one, other] = [await everythingSeen(asItWas, viewer), await everythingSeen(meadow, viewer)];
      expect(comparable(other)).not.toBe(comparable(one));
    }
  });
});
