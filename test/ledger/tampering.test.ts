import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { studiesToVerify } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { anInstance } from "../builders/instance.ts";
import { aSoundLedger, type SoundLedger } from "../faults/tampering/sound-ledger.ts";
import { tampersOfCheckpoints } from "../faults/tampering/tampers-of-checkpoints.ts";
import { tampersOfEvents } from "../faults/tampering/tampers-of-events.ts";
import { tampersOfStreams } from "../faults/tampering/tampers-of-streams.ts";
import { verifyTampered } from "../faults/tampering/verify-tampered.ts";

// Each way of tampering once here; `npm run test:faults` runs hundreds.
const times = Number(process.env["VIGIL_TAMPERS"] ?? 1);
const tampers = [...tampersOfEvents, ...tampersOfStreams, ...tampersOfCheckpoints];

let instance: Instance;
let ledger: SoundLedger;
const tally: { readonly name: string; tried: number; live: number; bundle: number | null }[] = [];

beforeAll(async () => {
  instance = await anInstance();
  ledger = await aSoundLedger(instance);
});
afterAll(async () => {
  await instance.database.close();
  const sum = (of: (line: (typeof tally)[number]) => number): number =>
    tally.reduce((all, line) => all + of(line), 0);
  const inBundles = tally.filter(({ bundle }) => bundle !== null);
  if (times > 1) for (const { name, ...counts } of tally) console.log(JSON.stringify(counts), name);
  console.log(
    `tampering: ${sum(({ tried }) => tried)} tampers of ${tally.length} kinds, ${sum(({ live }) => live)} found in the database; ` +
      `${inBundles.reduce((all, { tried }) => all + tried, 0)} of the history, ${sum(({ bundle }) => bundle ?? 0)} found in a bundle`,
  );
});

describe("a ledger with which nobody has tampered", () => {
  const untouched = { name: "leaves it alone", apply: async () => {} };

  test("is found intact where it lies and in a bundle, and proven up to its last checkpoint", async () => {
    const { live, bundle } = await verifyTampered(ledger, untouched, "none");
    const sound = {
      intact: true,
      events: 6 * (ledger.witnessed + 2),
      streams: 6,
      checkpoints: 3,
      witnessed: 3,
      unproven: 12,
      gaps: [],
      findings: [],
    };
    expect(live).toMatchObject(sound);
    expect(bundle).toMatchObject(sound);
    expect(live.provenUntil).not.toBeNull();
  });

  test("is found intact after it went on", async () => {
    const { live, bundle } = await verifyTampered(ledger, { ...untouched, thenLifeGoesOn: true }, "none");
    expect(live).toMatchObject({ intact: true, checkpoints: 4, witnessed: 3, unproven: 0, findings: [] });
    expect(bundle).toMatchObject({ intact: true, checkpoints: 4, findings: [] });
  });
});

test.each(tampers)("an owner of the database who $name is found out", async (tamper) => {
  const line = { name: tamper.name, tried: 0, live: 0, bundle: tamper.isBesideTheHistory ? null : 0 };
  tally.push(line);
  for (let time = 0; time < times; time++) {
    const { live, bundle } = await verifyTampered(ledger, tamper, `${tamper.name} ${time}`);
    line.tried++;
    if (!live.intact) line.live++;
    if (line.bundle !== null && !bundle.intact) line.bundle++;
    expect(live.intact, `${tamper.name}, time ${time}, where it lies`).toBe(false);
    expect(bundle.intact, `${tamper.name}, time ${time}, in a bundle`).toBe(line.bundle === null);
    for (const { message, code } of live.findings) {
      expect(message.length).toBeGreaterThan(20);
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    }
  }
});

test("a study that was removed whole is still asked for, because its witness knows of it", async () => {
  expect(
    await studiesToVerify({
      ...instance.ports,
      archive: { ...instance.ports.archive, studies: async () => [] },
    }),
  ).toHaveLength(2);
});
