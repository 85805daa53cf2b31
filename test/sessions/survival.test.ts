import { expect, test } from "vitest";
import { takeCheckpoint, verifyStudy } from "#usecases";
import { type Held, holdRooms } from "../faults/rooms/hold-rooms.ts";
import { judgeRoom, type Verdict } from "../faults/rooms/judge-room.ts";
import type { RoomRun } from "../faults/rooms/room-run.ts";
import { cutsPerRoom, killsPerRoom } from "../faults/rooms/upsets.ts";

// `npm test` holds two sessions; `npm run test:faults` two hundred, as many at once as share a server.
const sessions = Number(process.env["VIGIL_SESSIONS"] ?? 2);
const atOnce = Number(process.env["VIGIL_SESSIONS_AT_ONCE"] ?? 20);
const serverKills = Number(process.env["VIGIL_SESSION_SERVER_KILLS"] ?? 2);
const seed = process.env["VIGIL_SESSION_SEED"] ?? "rooms";

type Figures = {
  sessions: number;
  entries: number;
  events: number;
  readonly cuts: Record<string, number>;
  deviceKills: number;
  serverKills: number;
  refused: number;
  conflicts: number;
  lost: number;
  doubled: number;
  overwritten: number;
  drift: number;
  error: number;
  uncertainty: number;
  decided: number;
  undecided: number;
};

test(`${sessions} sessions of eight hours, each on two tablets with ${cutsPerRoom} cuts of the network, ${killsPerRoom} kills of a tablet and ${serverKills} of the server, lose nothing, double nothing and overwrite nothing`, async () => {
  const figures = noFigures();
  for (let from = 0; from < sessions; from += atOnce) {
    const count = Math.min(atOnce, sessions - from);
    const held = await holdRooms(count, serverKills, `${seed} ${from}`);
    try {
      await expectAllThere(held, figures);
      if (from + count === sessions) await expectFaultsFound(held);
    } finally {
      await held.close();
    }
    if (sessions > atOnce) console.log(`${from + count} of ${sessions}: ${wordsOf(figures)}`);
  }
  console.log(`sessions under faults: ${wordsOf(figures)}`);
});

async function expectAllThere(held: Held, figures: Figures): Promise<void> {
  const { meadow, server, runs } = held;
  const { ports } = meadow.instance;
  expect(server.kills()).toBe(serverKills);
  figures.serverKills += server.kills();
  for (const run of runs) {
    const evidence = await held.evidenceOf(run);
    const verdict = judgeRoom(evidence);
    add(figures, run, verdict);
    figures.events += evidence.events.length;
    expect(faultsIn(verdict)).toEqual({
      lost: [],
      doubled: [],
      overwritten: [],
      disordered: [],
      mistimed: [],
    });
    // It did come to its end: doses, readiness and all.
    const types = evidence.events.map(({ type }) => type);
    expect(types.filter((type) => type === "DoseGiven")).toHaveLength(2);
    const shown = evidence.onDevices.flatMap(({ entry, problem }) => (entry.code ? [problem] : []));
    expect(types, `it ended; what was refused: ${shown.join(", ")}`).toContain("SessionEnded");
    expect(run.tablets.flatMap(({ network }) => network.made())).toHaveLength(cutsPerRoom);
    expect(Math.max(...run.tablets.map(({ kills }) => kills()))).toBeGreaterThanOrEqual(killsPerRoom);
  }
  await takeCheckpoint(ports, meadow.study);
  const report = await verifyStudy(ports, meadow.study, ports.verification());
  expect(report).toMatchObject({ intact: true, findings: [], unproven: 0 });
}

/** The judgment itself can fail: each of three faults is planted and found, and no other. */
async function expectFaultsFound(held: Held): Promise<void> {
  const [run] = held.runs;
  if (!run) throw new Error("No session was held.");
  const judged = async () => faultsIn(judgeRoom(await held.evidenceOf(run)));
  const [, tablet] = run.tablets;
  const plant = async (type: string, data: object): Promise<string> => {
    const entered = await tablet.enter(type, data);
    (run.entered as (typeof entered)[]).push(entered);
    return `${type} ${entered.commandId}`;
  };
  const forget = async (id: string): Promise<void> => {
    const entry = tablet.device.disk.entries().find(({ sealed }) => id.endsWith(sealed.header.commandId));
    if (!entry) throw new Error("It is not on the device.");
    await tablet.device.disk.open().remove(entry);
    await tablet.restart();
    await tablet.unlock();
    await tablet.deliver();
  };
  const lost = await plant("take-note", { note: { freeText: "The device drops this." } });
  await forget(lost);
  expect(await judged()).toMatchObject({ lost: [lost], doubled: [], overwritten: [] });
  const refused = await plant("end-touch", { touchId: crypto.randomUUID() });
  await tablet.deliver();
  expect(await judged()).toMatchObject({ lost: [lost], doubled: [], overwritten: [] });
  await forget(refused);
  expect(await judged()).toMatchObject({ lost: [lost], doubled: [], overwritten: [refused] });
  await held.server.stop();
  await held.server.start(true);
  const doubled = await plant("take-note", { note: { freeText: "The server does this twice." } });
  tablet.network.cut({ place: "after-send", restarting: false });
  await tablet.deliver();
  await tablet.deliver();
  expect(await judged()).toMatchObject({ lost: [lost], doubled: [doubled], overwritten: [refused] });
}

function faultsIn({ lost, doubled, overwritten, disordered, mistimed }: Verdict) {
  return { lost, doubled, overwritten, disordered, mistimed };
}

function noFigures(): Figures {
  const none = {
    sessions: 0,
    entries: 0,
    events: 0,
    deviceKills: 0,
    serverKills: 0,
    refused: 0,
    conflicts: 0,
  };
  const faults = { lost: 0, doubled: 0, overwritten: 0, drift: 0, error: 0, uncertainty: 0 };
  return { ...none, ...faults, decided: 0, undecided: 0, cuts: {} };
}

function add(figures: Figures, { tablets, entered }: RoomRun, verdict: Verdict): void {
  figures.sessions++;
  figures.entries += entered.filter(({ fate }) => fate === "saved").length;
  for (const { place, restarting } of tablets.flatMap(({ network }) => network.made())) {
    const kind = restarting ? `${place} during a restart` : place;
    figures.cuts[kind] = (figures.cuts[kind] ?? 0) + 1;
  }
  for (const { kills, drift } of tablets) {
    figures.deviceKills += kills();
    figures.drift = Math.max(figures.drift, Math.abs(drift()));
  }
  figures.refused += verdict.refusals;
  figures.conflicts += verdict.conflicts;
  figures.lost += verdict.lost.length;
  figures.doubled += verdict.doubled.length;
  figures.overwritten += verdict.overwritten.length;
  figures.error = Math.max(figures.error, verdict.error);
  figures.uncertainty = Math.max(figures.uncertainty, verdict.uncertainty);
  figures.decided += verdict.decided;
  figures.undecided += verdict.undecided;
}

function wordsOf(figures: Figures): string {
  const cuts = Object.entries(figures.cuts).map(([kind, count]) => `${count} ${kind}`);
  return [
    `${figures.sessions} sessions, ${figures.entries} entries that were told to be saved, ${figures.events} events`,
    `cuts: ${cuts.join(", ")}`,
    `${figures.deviceKills} kills of tablets, ${figures.serverKills} of the server`,
    `${figures.refused} refused and ${figures.conflicts} in conflict, each shown with its problem`,
    `${figures.lost} lost, ${figures.doubled} doubled, ${figures.overwritten} overwritten`,
    `clocks up to ${(figures.drift / 60_000).toFixed(1)} min off, after correction at most ${figures.error} ms (said to be certain to ${figures.uncertainty} ms)`,
    `of pairs between two tablets ${figures.decided} in the right order, ${figures.undecided} undecided`,
  ].join("; ");
}
