import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ownerOf, withClient } from "#adapters";
import { millisecondsOf, type SeededRandom, seededRandom } from "#kernel";
import { instanceInHaste } from "../../src/cli/instance.ts";
import type { Meadow } from "../../test/builders/meadow.ts";
import { openRooms, type Room, roomPassword, usernameOf } from "../../test/builders/session-rooms.ts";
import { aMortalServer } from "../../test/faults/rooms/mortal-server.ts";
import { percentile } from "../../test/offline/tap-latency.ts";
import { aBenchCluster, type BenchCluster } from "../ledger/bench-cluster.ts";
import type { BenchOptions, Result } from "../result.ts";
import { doseAll } from "./dosed-rooms.ts";
import { tapsBench } from "./taps-bench.ts";

const sessions = 200;
/** Seconds between two vital signs of a session. */
const every = 30;

export async function* sessionBench(options: BenchOptions): AsyncIterable<Result> {
  const cluster = await aBenchCluster();
  try {
    yield* tapsBench(cluster, options);
    yield* roomsBench(cluster, options);
  } finally {
    await cluster.close();
  }
}

/**
 * Two hundred sessions at once on one server, a vital sign every thirty seconds in each: how long until the acknowledgement, beside bare
 * durable INSERTs of one row that arrive as often, at the same time, on the same PostgreSQL.
 */
async function* roomsBench(cluster: BenchCluster, { isQuick, say }: BenchOptions): AsyncIterable<Result> {
  say(`Opening ${sessions} sessions …`);
  const durable = await cluster.anInstance("sessions");
  const home = cluster.homeOf("sessions");
  const { meadow, rooms } = await openRooms(sessions, async (clock) =>
    instanceInHaste(durable, { home }, clock),
  );
  await doseAll(meadow, rooms);
  await withClient(ownerOf(durable.database), (owner) =>
    owner.query("CREATE TABLE public.bare (line text NOT NULL); GRANT INSERT ON public.bare TO vigil_app"),
  );
  const aheadBy = millisecondsOf(meadow.clock.now()) - Date.now() + 60_000;
  const server = await aMortalServer({ home, database: durable.database, clock: { aheadBy } });
  const bare = new pg.Pool({ ...durable.database.app, max: 20 });
  try {
    say("Signing in …");
    const cookies = await signInAll(server.origin, rooms);
    const around = { origin: server.origin, study: meadow.study, rooms, cookies, bare };
    say("Warming up …");
    await measure(around, isQuick ? 10 : 40);
    const seconds = isQuick ? 30 : 180;
    say(`Measuring for ${seconds} s …`);
    yield* resultsOf(await measure(around, seconds));
  } finally {
    await bare.end();
    await server.stop();
    await meadow.instance.close();
  }
}

async function signInAll(origin: string, rooms: readonly Room[]): Promise<readonly string[]> {
  const cookies: string[] = [];
  for (const { lead } of rooms) {
    const response = await fetch(`${origin}/api/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: usernameOf(lead), password: roomPassword }),
    });
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    if (!cookie) throw new Error(`${usernameOf(lead)} cannot sign in: ${await response.text()}`);
    await response.arrayBuffer();
    cookies.push(cookie);
  }
  return cookies;
}

type Around = {
  readonly origin: string;
  readonly study: Meadow["study"];
  readonly rooms: readonly Room[];
  readonly cookies: readonly string[];
  readonly bare: pg.Pool;
};

/** Milliseconds from the sending to the acknowledgement. */
type Measured = { readonly commands: readonly number[]; readonly inserts: readonly number[] };

async function measure({ origin, study, rooms, cookies, bare }: Around, seconds: number): Promise<Measured> {
  const random = seededRandom(`vital signs ${seconds}`);
  const [commands, inserts]: [number[], number[]] = [[], []];
  const until = performance.now() + seconds * 1_000;
  const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    await work();
    into.push(performance.now() - started);
  };
  await Promise.all(
    rooms.flatMap(({ sessionId }, at) => {
      const url = `${origin}/api/studies/${study}/sessions/${sessionId}/commands/record-vitals`;
      const headers = { "content-type": "application/json", cookie: cookies[at] ?? "" };
      return [
        again(random, until, () => timed(commands, () => record(url, headers, random))),
        again(random, until, () => timed(inserts, () => insert(bare))),
      ];
    }),
  );
  return { commands, inserts };
}

/** Every thirty seconds from a random moment on, now a little earlier, now a little later; nobody waits for anybody. */
async function again(random: SeededRandom, until: number, work: () => Promise<void>): Promise<void> {
  const underway: Promise<void>[] = [];
  for (let turn = performance.now() + random.next() * every * 1_000; turn < until; turn += every * 1_000) {
    await sleep(Math.max(0, turn + (random.next() - 0.5) * 2_000 - performance.now()));
    underway.push(work());
  }
  await Promise.all(underway);
}

async function record(
  url: string,
  headers: Readonly<Record<string, string>>,
  random: SeededRandom,
): Promise<void> {
  const values = { systolic: random.between(105, 155), "heart-rate": random.between(55, 110) };
  const body = JSON.stringify({ commandId: crypto.randomUUID(), zone: "America/New_York", data: { values } });
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`A vital sign was not taken: ${response.status} ${text}`);
}

/** Of the size of the event of a vital sign. */
const line = "x".repeat(900);

async function insert(bare: pg.Pool): Promise<void> {
  await bare.query({ name: "bare", text: "INSERT INTO public.bare VALUES ($1)", values: [line] });
}

function* resultsOf({ commands, inserts }: Measured): Iterable<Result> {
  for (const share of [0.5, 0.99]) {
    const [value, beside] = [percentile(commands, share), percentile(inserts, share)];
    const ratio = value / beside;
    const name = `p${share * 100}`;
    yield {
      name: `${name} until a vital sign is acknowledged, ${sessions} sessions at once, ${commands.length} in all`,
      value,
      unit: "ms",
      beside: {
        name: `${name} of a bare durable INSERT, ${inserts.length} in all`,
        value: beside,
        unit: "ms",
      },
      ratio,
      ...(share === 0.99 ? { mark: "ratio at most 10", isMet: ratio <= 10 } : {}),
    };
  }
}
