import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { seededRandom } from "#kernel";
import { correctedMoment, orderOf } from "#ledger";
import { demonstrationPassword } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { getAt, signInAt } from "../browser/shown-demonstration.ts";
import { builtApp } from "../builders/built-app.ts";
import { aShortDemonstration, endOfDemonstration } from "../builders/demonstration.ts";
import { homeOf } from "../builders/instance.ts";
import { aDevice, askOver } from "./device.ts";
import { freePort } from "./free-port.ts";
import { aRoomDevice, type RoomDevice } from "./room-device.ts";
import { type RoomServer, startRoomServer } from "./room-server-process.ts";
import { accountId, openSessionToHold } from "./session-to-hold.ts";
import { measureTaps, percentile } from "./tap-latency.ts";

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 600_000 });

const isWhole = process.env["VIGIL_SESSION"] === "whole";
const seed = process.env["VIGIL_SESSION_SEED"] ?? "one room";
const size = isWhole
  ? { minutes: 480, every: 5, cuts: 40, browserKills: 5, serverKills: 5 }
  : { minutes: 60, every: 5, cuts: 6, browserKills: 1, serverKills: 1 };
const kinds = ["before-send", "after-send", "during-reload"] as const;
type Blow = (typeof kinds)[number] | "browser-kill" | "server-kill";

const pair = { lead: "ruth.therapist", assistant: "caleb.therapist" };
const start = Date.parse(endOfDemonstration);
/** Somebody of the first site whose next dosing visit is due. */
const keys = ["p18", "p09"];

let instance: Instance;
let study: string;
let server: RoomServer | undefined;
let port: number;
let appFolder: string;
let now = start;
let session: string;
let devices: readonly RoomDevice[] = [];

async function startServer(): Promise<void> {
  const { database } = instance;
  server = await startRoomServer({ home: homeOf(instance), database, port, appFolder, now });
}

async function setClocks(moment: number): Promise<void> {
  now = moment;
  for (const device of devices) await device.hold();
  await server?.setClock(moment);
  for (const device of devices) await device.setClock(moment);
  for (const device of devices) device.release();
}

beforeAll(async () => {
  ({ instance, study } = await aShortDemonstration(endOfDemonstration, keys));
  port = await freePort();
  appFolder = builtApp();
  await startServer();
  const origin = `http://localhost:${port}`;
  const idOf = (username: string): Promise<string> => accountId(instance, username);
  session = await openSessionToHold(origin, study, pair.lead, now, idOf, pair.assistant);
  const place = { origin, study, session };
  // The second tablet's clock is four minutes ahead, as nobody has set it.
  devices = [
    await aRoomDevice(place, { username: pair.lead, password: demonstrationPassword, clock: 2_000 }),
    await aRoomDevice(place, { username: pair.assistant, password: demonstrationPassword, clock: 240_000 }),
  ];
  await setClocks(now);
  for (const device of devices) {
    await device.enroll();
    await device.openSession();
  }
});
afterAll(async () => {
  for (const device of devices) await device.close();
  await server?.kill();
  await instance?.close();
});

test("a session on two tablets loses nothing, doubles nothing and keeps its order, whatever is cut or killed", async () => {
  const random = seededRandom(seed);
  const blows = dealt(random);
  const done = { "before-send": 0, "after-send": 0, "during-reload": 0, "browser-kill": 0, "server-kill": 0 };
  const entered: { readonly text: string; readonly device: number; readonly at: number }[] = [];
  const enter = async (index: number): Promise<void> => {
    const device = devices[index] as RoomDevice;
    const text = `Entry ${entered.length + 1} of tablet ${index + 1}`;
    await device.note(text);
    entered.push({ text, device: index, at: now });
  };
  for (let minute = 0; minute < size.minutes; minute += size.every) {
    await setClocks(start + minute * 60_000);
    for (const index of [0, 1]) {
      // The two never write at the same moment: which came first can then be told.
      await setClocks(start + minute * 60_000 + index * 20_000);
      const device = devices[index] as RoomDevice;
      for (const blow of blows.get(`${minute}/${index}`) ?? []) {
        done[blow]++;
        await strike(device, blow, () => enter(index));
      }
      await enter(index);
    }
  }
  await setClocks(now + 60_000);
  for (const device of devices) {
    device.setOffline(false);
    await device.untilSent();
  }
  const found = await notesOf(session);
  const texts = found.map(({ text }) => text);
  const lost = entered.filter(({ text }) => !texts.includes(text));
  const doubled = texts.filter((text, at) => texts.indexOf(text) !== at);
  const cutRequests = devices.map((device) => device.lost());
  console.log(
    `${isWhole ? "A whole" : "A short"} session of ${size.minutes} minutes on two tablets: ${entered.length} entries, ` +
      `${done["before-send"] + done["after-send"] + done["during-reload"]} cuts (${done["before-send"]} before sending, ` +
      `${done["after-send"]} after sending, ${done["during-reload"]} during a reload; ${cutRequests.reduce((sum, one) => sum + one["before-send"], 0)} ` +
      `commands lost on their way and ${cutRequests.reduce((sum, one) => sum + one["after-send"], 0)} answers lost), ` +
      `${done["browser-kill"]} browsers and ${done["server-kill"]} servers killed; ${lost.length} lost, ${doubled.length} doubled.`,
  );
  expect(lost).toEqual([]);
  expect(doubled).toEqual([]);
  expect(texts).toHaveLength(entered.length);
  for (const index of [0, 1]) {
    const own = entered.filter(({ device }) => device === index).map(({ text }) => text);
    const there = found.filter(({ text }) => own.includes(text));
    expect(
      there.map(({ text }) => text),
      "each device's order is kept",
    ).toEqual(own);
    const numbers = there.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(there.map(({ deviceId }) => deviceId)).size).toBe(1);
  }
  const byText = new Map(found.map((one) => [one.text, one]));
  for (const [at, one] of entered.entries()) {
    const here = byText.get(one.text);
    const next = byText.get(entered[at + 1]?.text ?? "");
    if (!here) continue;
    const moment = correctedMoment(here);
    const off = Math.abs(Date.parse(moment.at) - one.at);
    expect(off, `${one.text} is told for ${moment.at} ±${moment.uncertainty}`).toBeLessThanOrEqual(
      moment.uncertainty + 1_000,
    );
    expect(here.recordedAt >= here.occurredAt, "both times are kept").toBe(true);
    if (next) expect(orderOf(moment, correctedMoment(next)), `${one.text} and the next`).not.toBe("after");
  }
  const between = entered.flatMap((one, at) => {
    const [a, b] = [byText.get(one.text), byText.get(entered[at + 1]?.text ?? "")];
    return a && b && a.deviceId !== b.deviceId ? [orderOf(correctedMoment(a), correctedMoment(b))] : [];
  });
  expect(between.filter((order) => order === "before").length, "the tablets' entries can be told apart").toBe(
    between.length,
  );
  const refused = await instance.maintenance.query(
    "SELECT count(*)::int AS count FROM ledger.event WHERE stream_id LIKE 'staff:%' AND canonical LIKE '%CommandPutAside%'",
  );
  expect(refused.rows[0]?.count).toBe(0);
});

test("a dose is signed by two on one device without the server, and recorded as signed so", async () => {
  const origin = `http://localhost:${port}`;
  const people = await Promise.all(
    [pair.lead, pair.assistant].map(async (username) => {
      const cookie = await signInAt(origin, username);
      const proof = (): unknown => ({ password: demonstrationPassword });
      const secret = randomBytes(32).toString("base64");
      const person = { user: await accountId(instance, username), username, secret, proof };
      return { person, ask: askOver(origin, () => cookie) };
    }),
  );
  const [lead, assistant] = people as [(typeof people)[number], (typeof people)[number]];
  const device = await aDevice(() => now);
  for (const { person, ask } of [assistant, lead]) {
    device.signIn(person, ask);
    await device.enroll(person);
  }
  device.setOffline(true);
  const data = { kind: "initial", capsules: 2 };
  const command = { study, type: "record-dose", subject: "session", subjectId: session, data } as const;
  const byOne = await device.sign(lead.person, "author", device.outbox().prepare(command));
  const byBoth = await device.sign(assistant.person, "witness", byOne);
  await device.outbox().queue(byBoth).saved;
  expect(await device.deliver()).toBe("unreached");
  device.setOffline(false);
  expect(await device.deliver()).toBeUndefined();
  expect(device.outbox().standing().entries).toMatchObject([{ state: "acknowledged" }]);
  const { rows } = await instance.maintenance.query<{ canonical: string }>(
    "SELECT canonical FROM ledger.event WHERE canonical::json->>'commandId' = $1",
    [byBoth.commandId],
  );
  const events = rows.map(({ canonical }) => JSON.parse(canonical) as { type: string; data: object });
  expect(events.find(({ type }) => type === "DoseGiven")?.data).toMatchObject({
    witness: { user: assistant.person.user, method: "device-key-offline" },
  });
  expect(events.filter(({ type }) => type === "OfflineActTaken")).toHaveLength(2);
  expect(JSON.stringify(events)).not.toContain("dose-unwitnessed");
});

test("with the server gone, a tap is shown at once and soon lies on the disk", async () => {
  const [device] = devices as [RoomDevice];
  await server?.kill();
  server = undefined;
  device.runClock();
  await device.kill();
  const { pending, saved } = await measureTaps(device.page(), 120);
  const told = (values: readonly number[]): string =>
    `${percentile(values, 0.5).toFixed(1)} ms in the middle, ${percentile(values, 0.95).toFixed(1)} ms at p95`;
  console.log(
    `120 taps with the server gone: pending after ${told(pending)}; strictly on disk after ${told(saved)}.`,
  );
  expect(saved).toHaveLength(120);
});

/** At which minute, on which tablet, what happens: each blow at a moment of its own. */
function dealt(random: ReturnType<typeof seededRandom>): ReadonlyMap<string, readonly Blow[]> {
  const cuts = Array.from({ length: size.cuts }, (_, at): Blow => kinds[at % kinds.length] ?? "before-send");
  const kills = [
    ...Array.from({ length: size.browserKills }, (): Blow => "browser-kill"),
    ...Array.from({ length: size.serverKills }, (): Blow => "server-kill"),
  ];
  const blows = new Map<string, Blow[]>();
  for (const blow of [...cuts, ...kills]) {
    const minute = random.between(0, size.minutes / size.every - 1) * size.every;
    const key = `${minute}/${random.between(0, 1)}`;
    blows.set(key, [...(blows.get(key) ?? []), blow]);
  }
  return blows;
}

async function strike(device: RoomDevice, blow: Blow, enter: () => Promise<void>): Promise<void> {
  switch (blow) {
    case "before-send":
    case "after-send": {
      const before = device.lost()[blow];
      device.cut(blow);
      await enter();
      // What was entered has met the cut before it is mended.
      await vi.waitFor(() => expect(device.lost()[blow]).toBeGreaterThan(before), { timeout: 30_000 });
      device.setOffline(false);
      return;
    }
    case "during-reload":
      device.setOffline(true);
      await device.reload();
      await enter();
      device.setOffline(false);
      return;
    case "browser-kill":
      device.setOffline(true);
      await enter();
      device.setOffline(false);
      await device.kill();
      return;
    case "server-kill":
      await server?.kill();
      server = undefined;
      await enter();
      await startServer();
      return;
  }
}

type Found = Parameters<typeof correctedMoment>[0] & {
  readonly text: string;
  readonly sequence: number;
  readonly deviceId: string;
};

/** The notes of the session as the ledger has them, in its order; what is sealed is read as the app reads it. */
async function notesOf(id: string): Promise<readonly Found[]> {
  const { rows } = await instance.maintenance.query<{ canonical: string }>(
    "SELECT canonical FROM ledger.event WHERE stream_id = $1 ORDER BY version",
    [`session:${id}`],
  );
  const events = rows.map(({ canonical }) => JSON.parse(canonical) as Found & EventOfSession);
  const notes = await textsOf(id);
  return events
    .filter(({ type }) => type === "NoteTaken")
    .map((event) => ({
      ...event,
      text: notes.get(event.data.entryId) ?? "",
      sequence: event.source.sequence,
      deviceId: event.source.deviceId,
    }));
}

type EventOfSession = {
  readonly type: string;
  readonly data: { readonly entryId: string };
  readonly source: { readonly sequence: number; readonly deviceId: string };
};

/** As the session's page is told them. */
async function textsOf(id: string): Promise<ReadonlyMap<string, string>> {
  const origin = `http://localhost:${port}`;
  const cookie = await signInAt(origin, pair.lead);
  const answer = await getAt<{ readonly session: { readonly notes: readonly NoteSeen[] } }>(
    origin,
    `/api/studies/${study}/sessions/${id}`,
    cookie,
  );
  return new Map(answer.session.notes.map(({ entryId, note }) => [entryId, note.freeText]));
}

type NoteSeen = { readonly entryId: string; readonly note: { readonly freeText: string } };
