import { hash } from "node:crypto";
import type pg from "pg";
import { ownerOf, withClient } from "#adapters";
import { type CommandId, type Sha256, type UserId, uuidV7 } from "#kernel";
import { noHash, type StoredEvent, type StreamId } from "#ledger";
import type { Append, ProjectionRow } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { aChain, aStudyId } from "../../test/builders/ledger.ts";
import { foundSmallStudy } from "../../test/builders/small-study.ts";
import { type BenchOptions, median, type Result } from "../result.ts";
import type { BenchCluster } from "./bench-cluster.ts";

const scope = { study: aStudyId, sites: "all" } as const;
// Of the size of a visit's form: some 900 bytes.
const data = {
  formKey: "v7/vital-signs/1",
  entries: Array.from({ length: 8 }, (_, at) => ({ path: `item-${at}`, value: 120 + at })),
};

/** Appends by so many writers, each with one round trip, beside bare INSERTs of the same bytes with one round trip, turn by turn. */
export async function* benchAppends(cluster: BenchCluster, { isQuick }: BenchOptions): AsyncIterable<Result> {
  const instance = await cluster.anInstance("appends");
  await withClient(ownerOf(instance.database), async (owner) => {
    await owner.query("CREATE TABLE public.bare (line text NOT NULL)");
    await owner.query("GRANT INSERT ON public.bare TO vigil_app");
  });
  const rounds = isQuick ? 4 : 12;
  await run(instance, 16, "own", 200);
  for (const writers of [1, 16, 64]) {
    const { appended, bare } = await side(instance, writers, rounds);
    const ratio = median(appended.map((rate, round) => rate / (bare[round] ?? Number.NaN)));
    yield {
      name: `appends, ${writers} writers on ${writers} streams`,
      value: median(appended),
      unit: "events/s",
      beside: { name: "bare durable INSERT", value: median(bare), unit: "rows/s" },
      ratio,
      ...(writers === 16 ? { mark: "ratio at least 0.5", isMet: ratio >= 0.5 } : {}),
    };
  }
  const contended = await run(instance, 16, "shared", isQuick ? 300 : 1_000);
  yield {
    name: "appends, 16 writers on one stream, none waiting for another",
    value: contended,
    unit: "events/s",
  };
  yield* benchProjections(instance, rounds);
  yield* benchCommands(await cluster.anInstance("commands"), isQuick ? 160 : 640);
}

/** Whole commands: looked up, loaded, decided, sealed, appended with their projections. On one participant they take turns. */
async function* benchCommands(instance: Instance, count: number): AsyncIterable<Result> {
  const study = await foundSmallStudy(instance);
  const rate = async (participants: number): Promise<number> => {
    const ids = Array.from({ length: participants }, () => crypto.randomUUID());
    for (const id of ids) await study.run("log-contact", id, study.contact);
    const started = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let at = 0; at < count / 16; at++)
          await study.run("record-deviation", ids[writer % participants] ?? "", study.deviation);
      }),
    );
    return count / ((performance.now() - started) / 1_000);
  };
  yield {
    name: "commands, 16 writers on 16 participants",
    value: await rate(16),
    unit: "commands/s",
    beside: { name: "on one participant", value: await rate(1), unit: "commands/s" },
  };
}

async function side(
  instance: Instance,
  writers: number,
  rounds: number,
): Promise<{ readonly appended: readonly number[]; readonly bare: readonly number[] }> {
  const [appended, bare]: [number[], number[]] = [[], []];
  const count = Math.max(60, Math.ceil(1_200 / writers) * writers);
  for (let round = 0; round < rounds; round++) {
    // Now the one goes first, now the other.
    if (round % 2 === 0) appended.push(await run(instance, writers, "own", count));
    bare.push(await runBare(instance.pool, writers, count));
    if (round % 2 === 1) appended.push(await run(instance, writers, "own", count));
  }
  return { appended, bare };
}

/** So many appends in all; how many a second. Events are made before the clock starts. */
async function run(
  { ports }: Instance,
  writers: number,
  streams: "own" | "shared",
  count: number,
  rowsOf?: (at: number) => readonly ProjectionRow[],
): Promise<number> {
  if (streams === "shared") return runShared(ports.store, writers, count);
  const each = Math.ceil(count / writers);
  const prepared = Array.from({ length: writers }, () => prepare(each, rowsOf));
  const started = performance.now();
  await Promise.all(
    prepared.map(async (appends) => {
      for (const append of appends) {
        const { outcome } = await ports.store.append(append);
        if (outcome !== "appended") throw new Error(outcome);
      }
    }),
  );
  return (each * writers) / ((performance.now() - started) / 1_000);
}

/** Everybody reads the head, appends to it, and tries again when somebody else was quicker. */
async function runShared(store: Instance["ports"]["store"], writers: number, count: number): Promise<number> {
  const stream: StreamId = `site:${crypto.randomUUID()}`;
  let left = count;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (left > 0) {
        const head = (await store.read(scope, [{ stream, after: 1_000_000 }])).get(stream);
        const [version, previousHash] = [head?.version ?? 0, head?.hash ?? noHash];
        const [event] = aChain(stream, 1, { data, version: version + 1, previousHash });
        const events = event ? [event] : [];
        const { outcome } = await store.append({ scope, streams: [{ stream, expected: version, events }] });
        if (outcome === "appended") left--;
      }
    }),
  );
  return count / ((performance.now() - started) / 1_000);
}

function prepare(count: number, rowsOf?: (at: number) => readonly ProjectionRow[]): readonly Append[] {
  const stream: StreamId = `participant:${crypto.randomUUID()}`;
  return aChain(stream, count, () => command()).map((event, at) => ({
    scope,
    command: keyOf(event),
    streams: [{ stream, expected: at, events: [event] }],
    ...(rowsOf ? { rows: rowsOf(at) } : {}),
  }));
}

/** As every client makes its ids: in the order of time. */
function command() {
  const commandId = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as CommandId;
  return { data, commandId, commandHash: hash("sha256", commandId) as Sha256 };
}

function keyOf({ event }: StoredEvent): NonNullable<Append["command"]> {
  return { id: event.commandId, user: event.actor.user as UserId, hash: event.commandHash ?? noHash };
}

async function runBare(pool: pg.Pool, writers: number, count: number): Promise<number> {
  const each = Math.ceil(count / writers);
  const prepared = Array.from({ length: writers }, () => prepare(each).map(bytesOf));
  const started = performance.now();
  await Promise.all(
    prepared.map(async (lines) => {
      for (const line of lines)
        await pool.query({ name: "bare", text: "INSERT INTO public.bare VALUES ($1)", values: [line] });
    }),
  );
  return (each * writers) / ((performance.now() - started) / 1_000);
}

/** All that an append stores of an event: its text, its hash, and the columns it is filed under. */
function bytesOf({ streams }: Append): string {
  const [
    {
      stream,
      events: [stored],
    } = { stream: "", events: [] },
  ] = streams;
  if (!stored) throw new Error("There is no event.");
  const { event, hash: own, canonical } = stored;
  return [event.study, stream, event.version, own, event.commandId, event.commandHash, canonical].join(" ");
}

/** What the rows of projections add to an append: a participant's own row and three tasks of theirs, as most commands write. */
async function* benchProjections(instance: Instance, rounds: number): AsyncIterable<Result> {
  const [without, withRows]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds / 2; round++) {
    without.push(await run(instance, 16, "own", 800));
    withRows.push(await run(instance, 16, "own", 800, rowsOf));
  }
  yield {
    name: "appends with 4 rows of projections, 16 writers",
    value: median(withRows),
    unit: "events/s",
    beside: { name: "without", value: median(without), unit: "events/s" },
    ratio: median(withRows) / median(without),
  };
}

function rowsOf(at: number): readonly ProjectionRow[] {
  const participant = crypto.randomUUID();
  const task = (kind: string): ProjectionRow => ({
    table: "task",
    delete: at % 3 === 2,
    row: {
      study_id: aStudyId,
      task_id: `${participant}/${kind}`,
      site_id: "a",
      participant_id: participant,
      number: "01-001",
      kind,
      roles: ["site-coordinator"],
      due_on: "2026-12-01",
      late_after: null,
      subject: { visitId: "v7", visit: "Visit 7" },
    },
  });
  const row = {
    study_id: aStudyId,
    participant_id: participant,
    site_id: "a",
    number: "01-001",
    stage: "treatment",
    stage_since: "2026-11-01",
    design_version: "1.0",
    first_contact: "2026-10-01",
    fail_reasons: [],
    language: "en",
    consent: { status: "signed" },
  };
  return [
    { table: "participant", delete: false, row },
    task("visit-due"),
    task("form-due"),
    task("query-open"),
  ];
}
