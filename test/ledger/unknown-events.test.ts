import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { noHash, storeEvent } from "#ledger";
import { catalogue, UnknownEventError } from "#trial";
import { checkProjections, rebuildProjections, takeCheckpoint, verifyStudy } from "#usecases";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { anEvent } from "../builders/ledger.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const known = aParticipant().contacted().consented();

/** The participant's stream goes on with an event as a newer version of Vigil might write it. */
async function writeOn(
  { instance, study }: Meadow,
  more: { readonly type: string; readonly schemaVersion: number },
): Promise<void> {
  const scope = { study, sites: "all" } as const;
  const stream = `participant:${known.id}` as const;
  const reads = await instance.ports.store.read(scope, [{ stream, after: 0 }]);
  const { version, hash } = reads.get(stream) ?? { version: 0, hash: noHash };
  const event = storeEvent(anEvent({ study, stream, version: version + 1, previousHash: hash, ...more }));
  const streams = [{ stream, expected: version, events: [event] }];
  expect(await instance.ports.store.append({ scope, streams })).toEqual({ outcome: "appended" });
}

describe.each([
  ["of a kind that nobody knows", { type: "ParticipantTeleported", schemaVersion: 1 }],
  ["whose data have a newer shape", { type: "FormSubmitted", schemaVersion: 99 }],
] as const)("an event %s", (_, newer) => {
  let meadow: Meadow;
  beforeAll(async () => {
    meadow = await aMeadow();
    await meadow.tell(known);
    await writeOn(meadow, newer);
  });
  afterAll(() => meadow.instance.close());

  test("stops every command on its stream, and nothing is written", async () => {
    const before = await allEvents(meadow);
    const command = known.command("log-contact", known.trial.commands.at(-2)?.data);
    await expect(meadow.send(command)).rejects.toThrow(UnknownEventError);
    expect(await allEvents(meadow)).toEqual(before);
  });

  test("stops a rebuild, which leaves the projections as they were, and a check", async () => {
    const { ports } = meadow.instance;
    const rows = () => ports.projections.look(meadow.study, (moment) => moment.rows());
    const before = await rows();
    await expect(rebuildProjections(ports, meadow.study)).rejects.toThrow(UnknownEventError);
    expect(await rows()).toEqual(before);
    await expect(checkProjections(ports, meadow.study)).rejects.toThrow(UnknownEventError);
  });

  test("is not vouched for by verification, which says where it stands", async () => {
    const { ports } = meadow.instance;
    await takeCheckpoint(ports, meadow.study);
    const report = await verifyStudy(ports, meadow.study, ports.verification());
    expect(report.intact).toBe(false);
    expect(report.findings).toMatchObject([{ code: "event-unknown", stream: `participant:${known.id}` }]);
    expect(report.findings[0]?.message).toContain(
      `${newer.type}, version ${newer.schemaVersion} of its data`,
    );
  });
});

test("a ledger that holds only known events is intact", async () => {
  const meadow = await aMeadow();
  await meadow.tell(known);
  const { ports } = meadow.instance;
  await takeCheckpoint(ports, meadow.study);
  const report = await verifyStudy(ports, meadow.study, ports.verification());
  expect([report.findings, report.intact]).toEqual([[], true]);
  const types = (await allEvents(meadow)).map(({ type }) => type);
  expect(types.every((type) => catalogue.definitions[type])).toBe(true);
  await meadow.instance.close();
});

async function allEvents({ instance, study }: Meadow): Promise<readonly { readonly type: string }[]> {
  const { rows } = await instance.maintenance.query<{ type: string }>(
    `SELECT stream_id, version, canonical::jsonb ->> 'type' AS type FROM ledger.event
      WHERE study_id = $1 ORDER BY stream_id, version`,
    [study],
  );
  return rows;
}
