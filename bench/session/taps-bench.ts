import { millisecondsOf } from "#kernel";
import { instanceInHaste } from "../../src/cli/instance.ts";
import { builtApp } from "../../test/builders/built-app.ts";
import { openRooms, roomPassword, usernameOf } from "../../test/builders/session-rooms.ts";
import { freePort } from "../../test/offline/free-port.ts";
import { aRoomDevice } from "../../test/offline/room-device.ts";
import { startRoomServer } from "../../test/offline/room-server-process.ts";
import { measureTaps, measureWrites, percentile } from "../../test/offline/tap-latency.ts";
import type { BenchCluster } from "../ledger/bench-cluster.ts";
import { type BenchOptions, median, type Result } from "../result.ts";
import { doseAll } from "./dosed-rooms.ts";

/** How soon a tap must be shown as pending, and as strictly on disk, in milliseconds at p95. */
const soon = 50;

/**
 * A tablet in a real browser in the console of a session, with the server gone: until a tap is shown as pending, and until it is shown as
 * saved, strictly on disk; beside bare strict writes of as much to the same browser's database.
 */
export async function* tapsBench(
  cluster: BenchCluster,
  { isQuick, say }: BenchOptions,
): AsyncIterable<Result> {
  say("Opening a session on a tablet …");
  const instance = await cluster.anInstance("taps");
  const home = cluster.homeOf("taps");
  const { meadow, rooms } = await openRooms(1, async (clock) => instanceInHaste(instance, { home }, clock));
  await doseAll(meadow, rooms);
  const [room] = rooms;
  if (!room) throw new Error("No session was opened.");
  const port = await freePort();
  const now = millisecondsOf(meadow.clock.now()) + 60_000;
  const { database } = instance;
  const server = await startRoomServer({ home, database, port, appFolder: builtApp(), now });
  const place = { origin: `http://localhost:${port}`, study: meadow.study, session: room.sessionId };
  const person = { username: usernameOf(room.lead), password: roomPassword, clock: 0 };
  const device = await aRoomDevice(place, person);
  try {
    await device.setClock(now);
    await device.enroll();
    await device.openSession();
    await server.kill();
    device.runClock();
    await device.kill();
    const taps = isQuick ? 60 : 240;
    say(`Tapping ${taps} times with the server gone …`);
    const { pending, saved } = await measureTaps(device.page(), taps);
    const writes = await measureWrites(device.page(), taps);
    yield* resultsOf("pending", pending, writes);
    yield* resultsOf("saved, strictly on disk", saved, writes);
  } finally {
    await device.close();
    await server.kill();
    await meadow.instance.close();
  }
}

function* resultsOf(state: string, taps: readonly number[], writes: readonly number[]): Iterable<Result> {
  const value = percentile(taps, 0.95);
  const beside = percentile(writes, 0.95);
  yield {
    name: `p95 until a tap is shown as ${state}, with the server gone (median ${median(taps).toFixed(1)} ms)`,
    value,
    unit: "ms",
    beside: { name: "p95 of a bare strict write to the browser's database", value: beside, unit: "ms" },
    ratio: value / beside,
    mark: `under ${soon} ms`,
    isMet: value < soon,
  };
}
