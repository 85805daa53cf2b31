import { afterAll, beforeAll, expect, test } from "vitest";
import type { Instance } from "../../src/cli/instance.ts";
import { anInstance } from "../builders/instance.ts";
import { aSoundLedger, type SoundLedger, tampers, verifyTampered } from "../faults/tampered-ledger.ts";

// Each way of tampering a few times here; `npm run test:faults` runs hundreds.
const times = Number(process.env["VIGIL_TAMPERS"] ?? 3);

let instance: Instance;
let ledger: SoundLedger;

beforeAll(async () => {
  instance = await anInstance();
  ledger = await aSoundLedger(instance);
});
afterAll(() => instance.database.close());

test("a ledger with which nobody has tampered is found intact, and proven up to its last checkpoint", async () => {
  const untouched = { name: "leaves it alone", apply: async () => {} };
  const report = await verifyTampered(ledger, untouched, "none");
  expect(report).toMatchObject({
    intact: true,
    events: 8 * ledger.length,
    streams: 8,
    checkpoints: 3,
    witnessed: 3,
    unproven: 0,
    findings: [],
  });
  expect(report.provenUntil).not.toBeNull();
});

test.each(tampers)("an owner of the database who $name is found out", async (tamper) => {
  for (let time = 0; time < times; time++) {
    const report = await verifyTampered(ledger, tamper, `${tamper.name} ${time}`);
    expect(report.intact, `${tamper.name}, time ${time}`).toBe(false);
    expect(report.findings[0]?.message.length).toBeGreaterThan(20);
  }
});
