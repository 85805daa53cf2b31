import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyStudy } from "#usecases";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";

let meadow: Meadow;
const four = [2, 3, 4].reduce(
  (story, serial) => story.another(serial).randomized(),
  aParticipant(1).randomized(),
);

beforeAll(async () => {
  meadow = await aMeadow();
  await meadow.tell(four);
});
afterAll(async () => meadow.instance.close());

describe("what tells the arms", () => {
  test("is written behind the seal with what everybody may know, and proved with it", async () => {
    const { ports, maintenance } = meadow.instance;
    const { rows } = await maintenance.query("SELECT stream_id, version FROM sealed.stream");
    expect(rows).toEqual([{ stream_id: "sealed:allocation", version: 5 }]);
    const report = await verifyStudy(ports, meadow.study, ports.verification());
    expect(report).toMatchObject({ intact: true });
    expect(await ports.guards.missing()).toEqual([]);
  });

  test("is out of reach of the login that requests run as", async () => {
    for (const table of ["sealed.stream", "sealed.event"])
      await expect(meadow.instance.pool.query(`SELECT * FROM ${table}`)).rejects.toThrow("permission denied");
    await expect(
      meadow.instance.pool.query("SELECT * FROM sealed.read($1, ARRAY['sealed:allocation'], ARRAY[0])", [
        meadow.study,
      ]),
    ).rejects.toThrow("permission denied");
  });

  test("lies there as ciphertext of one length", async () => {
    const { rows } = await meadow.instance.maintenance.query<{ canonical: string }>(
      "SELECT canonical FROM sealed.event ORDER BY version",
    );
    const texts = rows.map(({ canonical }) => canonical).join("\n");
    expect(texts).not.toMatch(/active|control|armId/);
    const lengths = [...texts.matchAll(/"sealedSecret":"([^"]+)"/g)].map(([, sealed = ""]) => sealed.length);
    expect(new Set(lengths).size).toBe(1);
    expect(lengths).toHaveLength(5);
  });
});
