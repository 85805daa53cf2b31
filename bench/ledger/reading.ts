import { listParticipants, seeParticipant, stateReader, takeCheckpoint, verifyStudy } from "#usecases";
import { type BenchOptions, median, type Result } from "../result.ts";
import type { BenchCluster } from "./bench-cluster.ts";
import { type ManyParticipants, manyParticipants } from "./many-participants.ts";

/** One participant out of few and out of many, read turn by turn; then what it costs to list, to sign and to verify the many. */
export async function* benchReading(
  cluster: BenchCluster,
  { isQuick, say }: BenchOptions,
): AsyncIterable<Result> {
  const many = isQuick ? 10_000 : 100_000;
  const small = await manyParticipants(await cluster.anInstance("few"), 10);
  say(`  making ${many.toLocaleString("en-US")} participants`);
  const large = await manyParticipants(await cluster.anInstance("many"), many);
  const names = [`one participant of ${many.toLocaleString("en-US")}`, "of 10"] as const;
  yield await compared(`reading the state of ${names[0]}`, small, large, readState);
  yield await compared(`seeing ${names[0]} through the use case`, small, large, seeOne);
  yield* listing(small, large);
  yield* wholeLedger(large);
}

function anyOf({ ids }: ManyParticipants): string {
  return ids[1 + Math.floor(Math.random() * (ids.length - 1))] ?? "";
}

type Reading = (of: ManyParticipants, id: string) => Promise<void>;

const reads = 300;

/**
 * The same ten again and again, drawn from ten and from many, so that the size of the study is all that differs; then any of them, most
 * for the first time. Nothing is known of them in the server's memory, but their keys.
 */
async function compared(
  name: string,
  small: ManyParticipants,
  large: ManyParticipants,
  read: Reading,
): Promise<Result> {
  const ten = Array.from({ length: 10 }, () => anyOf(large));
  const times: Record<"small" | "large" | "any", number[]> = { small: [], large: [], any: [] };
  for (let turn = 0; turn < reads; turn++) {
    const turns = [
      { size: "small", of: small, id: anyOf(small) },
      { size: "large", of: large, id: ten[turn % ten.length] ?? "" },
      { size: "any", of: large, id: anyOf(large) },
    ] as const;
    for (const { size, of, id } of turn % 2 === 0 ? turns : turns.toReversed()) {
      await of.instance.ports.keys.sealerOf(of.study.id, id);
      const started = performance.now();
      await read(of, id);
      // The first ones warm plans and caches up.
      if (turn >= 20) times[size].push(performance.now() - started);
    }
  }
  const [value, beside] = [median(times.large), median(times.small)];
  const ratio = value / beside;
  const first = median(times.any).toFixed(2);
  return {
    name: `${name} (any of them, most for the first time: ${first} ms)`,
    value,
    unit: "ms",
    beside: { name: "of 10", value: beside, unit: "ms" },
    ratio,
    mark: "ratio under 1.5",
    isMet: ratio < 1.5,
  };
}

async function readState({ instance, study }: ManyParticipants, id: string): Promise<void> {
  const { store } = instance.ports;
  const scope = { study: study.id, sites: [study.site] };
  const read = (await store.read(scope, [{ stream: `participant:${id}`, after: 0 }])).get(
    `participant:${id}`,
  );
  if (read?.events.length !== read?.version || !read) throw new Error("The participant was not read.");
}

async function seeOne({ instance, study }: ManyParticipants, id: string): Promise<void> {
  const { ports } = instance;
  const fresh = { ...ports, states: stateReader(ports.store, ports.keys) };
  const seen = await seeParticipant(fresh, { study: study.id, principal: await study.principal() }, id);
  if (!seen.ok) throw new Error(JSON.stringify(seen.error));
}

async function* listing(small: ManyParticipants, large: ManyParticipants): AsyncIterable<Result> {
  const times = async ({ instance, study, ids }: ManyParticipants): Promise<number> => {
    const asking = { study: study.id, principal: await study.principal() };
    const taken: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const started = performance.now();
      const rows = await listParticipants(instance.ports, asking);
      taken.push(performance.now() - started);
      if (rows.length !== ids.length) throw new Error(`${rows.length} rows.`);
    }
    return median(taken);
  };
  const beside = { name: "of 10", value: await times(small), unit: "ms" };
  yield {
    name: `listing all ${large.ids.length.toLocaleString("en-US")} participants`,
    value: await times(large),
    unit: "ms",
    beside,
  };
}

async function* wholeLedger({ instance, study, events }: ManyParticipants): AsyncIterable<Result> {
  const { ports } = instance;
  const begun = performance.now();
  await takeCheckpoint(ports, study.id);
  yield {
    name: `first checkpoint over ${events.toLocaleString("en-US")} events`,
    value: performance.now() - begun,
    unit: "ms",
  };
  await study.run("log-contact", crypto.randomUUID(), study.contact);
  const again = performance.now();
  await takeCheckpoint(ports, study.id);
  yield { name: "the next, one stream moved", value: performance.now() - again, unit: "ms" };
  const started = performance.now();
  const report = await verifyStudy(ports, study.id, ports.verification());
  const seconds = (performance.now() - started) / 1_000;
  if (!report.intact) throw new Error(JSON.stringify(report.findings.slice(0, 3)));
  yield {
    name: "verification of a live database",
    value: report.events / seconds,
    unit: "events/s",
  };
}
