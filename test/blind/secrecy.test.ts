import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { backUp, ownerOf, withClient } from "#adapters";
import { seededRandom } from "#kernel";
import { allocationStream, armOf, type TakenSlot } from "#trial";
import { aTrial, type Story } from "../../src/trial/testing/story.ts";
import { allocationFolding } from "../../src/usecases/ledger/foldings.ts";
import { secretOpener } from "../../src/usecases/ledger/secrets.ts";
import { aMeadow, type Meadow, meadowOn } from "../builders/meadow.ts";
import { type Known, predictArms } from "./predict-arms.ts";
import { wholeDatabase } from "./whole-database.ts";

const isFull = process.env["VIGIL_BLIND_SIZE"] === "full";
const allocations = isFull ? 2_000 : 40;

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 });

let meadow: Meadow;
/** All that is written on stdout and stderr while the trial runs. */
let logs = "";
beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((piece: unknown) => {
      logs += String(piece);
      return true;
    });
  meadow = await aMeadow();
  await randomizeMany(meadow, allocations);
  vi.restoreAllMocks();
});
afterAll(async () => meadow.instance.close());

/** Participants whose clinical data have nothing to do with their arm, one after the other. */
async function randomizeMany(start: Meadow, count: number): Promise<void> {
  const random = seededRandom("secrecy");
  const { instance, clock } = start;
  let story: Story = aTrial().on("2026-02-02");
  let { serial } = start.progress();
  for (let number = 1; number <= count; number++) {
    const at = withoutPast(story, serial).another(number);
    const screened = at.screened({
      demographics: { age: random.between(18, 80) },
      vitals: { weight: random.between(50, 120) },
    });
    const answers = { intrusion: random.between(5, 20), avoidance: random.between(5, 20) };
    story = screened.confirmedEligible().enrolled().rated(answers).randomized();
    const meadow = meadowOn(instance, clock, { ...start.progress(), told: 0, serial });
    await meadow.tell(story);
    ({ serial } = meadow.progress());
  }
}

/** What was told already need not be carried along. */
function withoutPast(story: Story, serial: number): Story {
  return story.in({ ...story.trial, serial, events: [], commands: [], participants: {}, ratings: {} });
}

async function taken(): Promise<readonly { readonly slot: TakenSlot; readonly arm: string }[]> {
  const { ports } = meadow.instance;
  const scope = { study: meadow.study, sites: "all" } as const;
  const loaded = await ports.sealed.states.load(scope, {
    stream: allocationStream,
    folding: allocationFolding,
  });
  const allocation = loaded[0].state;
  const open = await secretOpener(ports.keys, meadow.study);
  return allocation.taken.map((slot) => ({ slot, arm: armOf({ allocation, open }, slot) }));
}

describe("whoever has the whole database, its backup and its logs, but not the key", () => {
  test("reads no arm in any of it", async () => {
    const owner = new pg.Pool(ownerOf(meadow.instance.database));
    const dump = [...(await wholeDatabase(owner))]
      // The design names the arms; who has which is what must not be read.
      .map(
        ([name, rows]) =>
          rows
            .split("\n")
            .filter((row) => !row.includes("StudyDesignPublished"))
            .join("\n") + name,
      )
      .join("\n");
    await owner.end();
    const backup = await backupText();
    expect(await taken()).toHaveLength(allocations);
    for (const text of [dump, backup, logs]) expect(text).not.toMatch(/"(?:active|control)"|armId/);
  });

  test(`predicts the arms of ${allocations / 2} participants no better than by chance, though told those of as many others`, async () => {
    const known = await allThatIsKnown();
    const { right, of, low, high } = predictArms(known);
    const text = `secrecy at rest: ${right} of ${of} arms predicted rightly, ${((100 * right) / of).toFixed(1)} % (95 % interval ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %)`;
    if (isFull) console.log(text);
    // Five standard errors of chance, so that chance itself does not fail this.
    expect(Math.abs(right / of - 0.5), text).toBeLessThan(5 * Math.sqrt(0.25 / of));
  });

  test("would predict them if a single number told", async () => {
    const told = (await allThatIsKnown()).map(({ features, arm }) => ({
      features: [...features.slice(-4), arm],
      arm,
    }));
    const { right, of } = predictArms(told);
    expect(right).toBe(of);
  });
});

async function backupText(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-backup-"));
  const target = path.join(folder, "copy");
  const { ports, database } = meadow.instance;
  await withClient(ownerOf(database), (owner) => backUp(owner, target, ports));
  const text = readdirSync(target)
    .filter((name) => name.endsWith(".gz"))
    .map((name) => gunzipSync(readFileSync(path.join(target, name))).toString("utf8"))
    .join("\n");
  rmSync(folder, { recursive: true });
  const lines = text.split("\n").filter((line) => !line.includes("StudyDesignPublished"));
  return lines.join("\n");
}

type SealedRow = {
  readonly canonical: string;
  readonly hash: string;
  readonly ctid: string;
  readonly xmin: string;
};

/** Every participant as numbers: the ciphertext and its hashes bit by bit, lengths, places on the disk, transactions, and all clinical data. */
async function allThatIsKnown(): Promise<readonly Known[]> {
  const arms = new Map((await taken()).map(({ slot, arm }) => [slot.participantId as string, arm]));
  return withClient(ownerOf(meadow.instance.database), async (owner) => {
    const { rows } = await owner.query<SealedRow>(
      "SELECT canonical, hash, ctid::text, xmin::text FROM sealed.event WHERE canonical LIKE '%SlotTaken%' ORDER BY version",
    );
    const known: Known[] = [];
    for (const row of rows) {
      const { data } = JSON.parse(row.canonical) as {
        data: { participantId: string; arm: { sealedSecret: string } };
      };
      const own = await owner.query<{ canonical: string; hash: string; ctid: string; xmin: string }>(
        "SELECT canonical, hash, ctid::text, xmin::text FROM ledger.event WHERE stream_id = $1 ORDER BY version",
        [`participant:${data.participantId}`],
      );
      const features = [
        ...bitsOf(Buffer.from(data.arm.sealedSecret, "base64").subarray(0, 48)),
        ...bitsOf(Buffer.from(row.hash, "hex").subarray(0, 8)),
        data.arm.sealedSecret.length,
        row.canonical.length,
        ...placeOf(row),
        own.rows.length,
        own.rows.reduce((sum, { canonical }) => sum + canonical.length, 0),
        ...own.rows
          .slice(-1)
          .flatMap((last) => [...placeOf(last), ...bitsOf(Buffer.from(last.hash, "hex").subarray(0, 8))]),
        ...numbersIn(own.rows.map(({ canonical }) => canonical).join("\n")),
      ];
      known.push({ features, arm: arms.get(data.participantId) === "active" ? 1 : 0 });
    }
    return known;
  });
}

function bitsOf(bytes: Uint8Array): readonly number[] {
  return [...bytes].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1));
}

function placeOf({ ctid, xmin }: Pick<SealedRow, "ctid" | "xmin">): readonly number[] {
  const [page = 0, line = 0] = ctid.replace(/[()]/g, "").split(",").map(Number);
  return [page, line, Number(xmin), Number(xmin) % 2];
}

function numbersIn(text: string): readonly number[] {
  return ["age", "weight", "intrusion", "avoidance"].map((path) =>
    Number(new RegExp(`"path":"${path}","value":(\\d+)`).exec(text)?.[1] ?? 0),
  );
}
