import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { millisecondsOf, type SeededRandom, seededRandom } from "#kernel";
import { sessionStream } from "#trial";
import { homeOf } from "../../builders/instance.ts";
import type { Meadow } from "../../builders/meadow.ts";
import { openRooms, type Room } from "../../builders/session-rooms.ts";
import type { Evidence } from "./judge-room.ts";
import { aMortalServer, type MortalServer } from "./mortal-server.ts";
import { aRoomRun, type RoomRun } from "./room-run.ts";
import { aTablet } from "./tablet.ts";
import { aWorldClock, type WorldClock } from "./world-clock.ts";

/** Sessions that were held at once on one server, which was killed again and again. */
export type Held = {
  readonly meadow: Meadow;
  readonly server: MortalServer;
  readonly runs: readonly RoomRun[];
  readonly evidenceOf: (run: RoomRun) => Promise<Evidence>;
  readonly close: () => Promise<void>;
};

const minute = 60_000;
/** Minutes from the initial dose. */
const [arrival, end] = [-62, 515];

/** Holds so many sessions of eight hours side by side, on a clock that goes as fast as they can. */
export async function holdRooms(count: number, serverKills: number, seed: string): Promise<Held> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-rooms-"));
  const { meadow, rooms } = await openRooms(count);
  const { app, maintenance, sealed } = meadow.instance.database;
  const start = millisecondsOf(meadow.clock.now()) + 10 * minute;
  const world = aWorldClock(path.join(folder, "clock"), start);
  const server = await aMortalServer({
    home: homeOf(meadow.instance),
    database: { app, maintenance, sealed },
    clock: { file: world.file },
  });
  const runs = await Promise.all(
    rooms.map((room, at) => furnish(meadow, server, world, room, seededRandom(`${seed} room ${at}`))),
  );
  await goThrough({ world, server, runs, start, serverKills, random: seededRandom(seed) });
  return {
    meadow,
    server,
    runs,
    evidenceOf: (run) => evidenceOf(meadow, run),
    close: async () => {
      await server.stop();
      await meadow.instance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function furnish(
  { study }: Meadow,
  { origin }: MortalServer,
  world: WorldClock,
  room: Room,
  random: SeededRandom,
): Promise<RoomRun> {
  const { sessionId, lead, assistant } = room;
  const about = { study, sessionId, origin, world, random };
  const tablets = [
    await aTablet({ ...about, index: 0, person: lead, partner: assistant }),
    await aTablet({ ...about, index: 1, person: assistant, partner: lead }),
  ] as const;
  for (const tablet of tablets) await tablet.compareClocks();
  return aRoomRun(room, tablets, random);
}

type Going = {
  readonly world: WorldClock;
  readonly server: MortalServer;
  readonly runs: readonly RoomRun[];
  readonly start: number;
  readonly serverKills: number;
  readonly random: SeededRandom;
};

/** Half a minute at a time, from the first arrival to the last way home. */
async function goThrough({ world, server, runs, start, serverKills, random }: Going): Promise<void> {
  const every = (end - arrival - 30) / serverKills;
  const kills = Array.from(
    { length: serverKills },
    (_, at) => arrival + 5 + every * (at + random.next() * 0.7),
  );
  let back: { readonly at: number; readonly started: Promise<void> } | undefined;
  for (let now = arrival; now <= end; now += 0.5) {
    world.set(start + (now - arrival) * minute);
    if (back && now >= back.at) {
      await back.started;
      back = undefined;
    }
    const due = runs.filter((run) => run.isDue(now));
    const steps = Promise.all(due.map((run) => run.step(now)));
    if (!back && due.length > 0 && kills[0] !== undefined && now >= kills[0]) {
      kills.shift();
      // Amid what is under way.
      await sleep(random.between(0, 40));
      const started = server.kill().then(() => server.start());
      back = { at: now + random.between(1, 20), started };
      started.catch(() => {});
    }
    await steps;
  }
  await back?.started;
  await settle(runs, world);
}

async function settle(runs: readonly RoomRun[], world: WorldClock): Promise<void> {
  for (let tries = 0; tries < 20 && !runs.every((run) => run.isSettled()); tries++) {
    world.set(world.now() + minute);
    for (const run of runs) await run.settle();
  }
}

async function evidenceOf(
  { instance: { ports, maintenance }, study }: Meadow,
  { room: { sessionId }, tablets, entered }: RoomRun,
): Promise<Evidence> {
  const scope = { study, sites: "all" } as const;
  const events = await ports.states.events(scope, sessionStream(sessionId), sessionId);
  const { rows } = await maintenance.query<{ id: string }>(
    "SELECT command_id AS id FROM ledger.refused_command WHERE study_id = $1 AND subject_id = $2",
    [study, sessionId],
  );
  const onDevices = await Promise.all(
    tablets.flatMap(({ device }) =>
      device.disk.entries().map(async (entry) => {
        const problem = await device.outbox().problemOf(entry);
        return { entry, problem: problem?.code };
      }),
    ),
  );
  return { entered, events, onDevices, refused: new Set(rows.map(({ id }) => id)) };
}
