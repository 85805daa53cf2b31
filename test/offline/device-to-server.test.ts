import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands, evolveParticipant, noParticipant, signedHash } from "#trial";
import { execute, principalInStudy, provenOffline } from "#usecases";
import type { OfflineCommand } from "../../src/web/offline/queued-command.ts";
import { aDoor, aPassword, type Door, type Person } from "../builders/door.ts";
import { aStaffedStudy, type StaffedStudy } from "../people/staffed-study.ts";
import { aDevice, askThrough, type Device, type DevicePerson } from "./device.ts";

let door: Door;
let study: StaffedStudy;
let cora: Person;
let lena: Person;
let ivan: Person;
let participant: string;

const at = { study: "" };
const secrets = new Map<string, string>();

function onDevice({ account, nextCode }: Person): DevicePerson {
  const secret = secrets.get(account.username) ?? randomBytes(32).toString("base64");
  secrets.set(account.username, secret);
  const { userId: user, username } = account;
  return { user, username, secret, proof: () => ({ password: aPassword, code: nextCode() }) };
}

const clockOf = (): number => Date.parse(door.clock.now());

async function anEnrolledDevice(...people: readonly Person[]): Promise<Device> {
  const device = await aDevice(clockOf);
  for (const person of people) {
    device.signIn(onDevice(person), askThrough(person.visitor));
    await device.enroll(onDevice(person));
  }
  return device;
}

function aDeviation(text: string, more: Partial<OfflineCommand> = {}): OfflineCommand {
  return {
    study: at.study,
    type: "record-deviation",
    subject: "participant",
    subjectId: participant,
    data: { category: "procedure", rule: "vitals-late", description: { freeText: text } },
    ...more,
  };
}

type Event = {
  readonly type: string;
  readonly commandId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly actor: { readonly user: string };
  readonly data: Readonly<Record<string, unknown>>;
  readonly deviceClock?: unknown;
  readonly causationId?: string;
};

async function eventsOf(stream: string): Promise<readonly Event[]> {
  const { rows } = await door.instance.maintenance.query<{ canonical: string }>(
    "SELECT canonical FROM ledger.event WHERE study_id = $1 AND stream_id = $2 ORDER BY version",
    [at.study, stream],
  );
  return rows.map(({ canonical }) => JSON.parse(canonical) as Event);
}

const ofDevice = async (device: Device): Promise<readonly Event[]> =>
  (await eventsOf(`participant:${participant}`)).filter(({ source }) => source["deviceId"] === device.id);

beforeAll(async () => {
  door = await aDoor();
  const { aPerson } = await import("../builders/door.ts");
  study = await aStaffedStudy(door, {}, await aPerson(door, "root", { isAdministrator: true }));
  at.study = study.base.split("/").at(-1) ?? "";
  cora = await study.member("cora", "site-coordinator");
  lena = await study.member("lena", "lead-therapist");
  ivan = await study.member("ivan", "investigator");
  participant = door.instance.ports.randomness.randomId();
  const contact = {
    siteId: study.site,
    channel: "telephone",
    recruitmentSource: "poster",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
  };
  const answer = await study.command(
    cora.visitor,
    `/participants/${participant}/commands/log-contact`,
    contact,
  );
  expect(answer.status).toBe(200);
});
afterAll(() => door.close());

describe("a device and the real server", () => {
  test("what was queued without the network is carried out once, in order, with both times and the clock's offset", async () => {
    const device = await anEnrolledDevice(lena);
    await device.compareClocks();
    device.setOffline(true);
    for (const text of ["first", "second", "third"]) await device.outbox().queue(aDeviation(text)).saved;
    expect(await device.deliver()).toBe("unreached");
    const happened = door.clock.now();
    door.clock.advance(3 * 60_000);
    device.setOffline(false);
    device.cutNext("after-send");
    expect(await device.deliver()).toBe("unreached");
    expect(await device.deliver()).toBeUndefined();
    const events = await ofDevice(device);
    expect(events.map(({ source }) => source["sequence"])).toEqual([1, 2, 3]);
    expect(events[0]).toMatchObject({
      occurredAt: happened,
      recordedAt: door.clock.now(),
      source: { kind: "offline" },
      deviceClock: { measured: { aheadBy: 0 } },
    });
  });

  test("a server that lost what it had is sent it again, and answers as before what it still has", async () => {
    const device = await anEnrolledDevice(lena);
    for (const text of ["a", "b", "c"]) await device.outbox().queue(aDeviation(text)).saved;
    await device.deliver();
    await door.instance.pool.query("UPDATE people.device_progress SET sequence = 1 WHERE device_id = $1", [
      device.id,
    ]);
    await device.outbox().queue(aDeviation("d")).saved;
    expect(await device.deliver()).toBeUndefined();
    const events = await ofDevice(device);
    expect(events.map(({ source }) => source["sequence"])).toEqual([1, 2, 3, 4]);
  });

  test("after a restart a sign-in is enough: what nobody has unlocked is sent sealed, and needs no confirmation of its author", async () => {
    const device = await anEnrolledDevice(lena);
    await device.outbox().queue(aDeviation("sealed")).saved;
    await device.restart();
    device.signOut();
    expect(await device.deliver()).toBe("not-signed-in");
    device.signIn(onDevice(lena), askThrough(lena.visitor));
    expect(await device.deliver()).toBeUndefined();
    const [event] = await ofDevice(device);
    expect(event).toMatchObject({ actor: { user: lena.account.userId }, source: { kind: "offline" } });
    expect(event?.source["handedInBy"]).toBeUndefined();
    const acts = (await eventsOf(`staff:${lena.account.userId}`)).filter(
      ({ type }) => type === "OfflineActTaken",
    );
    expect(acts).toEqual([]);
  });

  test("a locked device still takes what is entered", async () => {
    const device = await anEnrolledDevice(lena);
    device.lock();
    await device.outbox().queue(aDeviation("entered while locked")).saved;
    const [entry] = device.outbox().standing().entries;
    expect(entry && (await device.outbox().contentOf(entry))).toBeUndefined();
    expect(await device.deliver()).toBeUndefined();
    expect(await ofDevice(device)).toHaveLength(1);
  });

  test("nothing of a participant can be read on the disk", async () => {
    const device = await anEnrolledDevice(lena);
    await device.outbox().queue(aDeviation("systolic 148, euphoric")).saved;
    expect(device.disk.text()).not.toMatch(/148|euphoric|vitals-late|record-deviation|lena/);
  });

  test("an id that was used for something else is refused, and the refusal waits for a person", async () => {
    const device = await anEnrolledDevice(lena);
    const prepared = device.outbox().prepare(aDeviation("one"));
    await device.outbox().queue(prepared).saved;
    await device.deliver();
    const other = await anEnrolledDevice(lena);
    await other.outbox().queue({ ...prepared, ...aDeviation("another") }).saved;
    expect(await other.deliver()).toBeUndefined();
    expect(other.outbox().standing().entries[0]).toMatchObject({
      state: "refused",
      code: "command-id-reused",
    });
  });
});

describe("handing in for somebody else", () => {
  test("the server opens it, judges it as its author's, says who handed it in, and asks the author to confirm", async () => {
    const device = await anEnrolledDevice(lena);
    await device.outbox().queue(aDeviation("lena has lost her password")).saved;
    const [entry] = device.outbox().standing().entries;
    const url = `${study.base}/sealed-outbox`;
    const answer = await cora.visitor.post(url, { entries: [{ entry: entry?.sealed, after: 0 }] });
    expect(answer.body).toMatchObject({ answers: [{ problem: null }] });
    const [event] = await ofDevice(device);
    expect(event).toMatchObject({
      actor: { user: lena.account.userId, role: "lead-therapist" },
      source: { kind: "offline", handedInBy: cora.account.userId },
    });
    const { body } = await lena.visitor.get(`${study.base}/worklist`);
    const task = body.items.find(({ kind }: { kind: string }) => kind === "offline-acts-to-confirm");
    expect(task.subject).toMatchObject({ acts: "1" });
    const others = await cora.visitor.get(`${study.base}/worklist`);
    expect(others.body.items.map(({ kind }: { kind: string }) => kind)).not.toContain(
      "offline-acts-to-confirm",
    );
  });

  test("an entry that was altered, or claims another author, is not taken", async () => {
    const device = await anEnrolledDevice(lena);
    await device.outbox().queue(aDeviation("mine")).saved;
    const sealed = device.outbox().standing().entries[0]?.sealed;
    if (!sealed) throw new Error("Nothing was queued.");
    const forged = { ...sealed, header: { ...sealed.header, user: ivan.account.userId } };
    const { body } = await cora.visitor.post(`${study.base}/sealed-outbox`, {
      entries: [{ entry: forged, after: 0 }],
    });
    expect(body.answers[0].problem).toMatchObject({ code: "entry-not-taken" });
    expect(await ofDevice(device)).toEqual([]);
  });

  test("whoever has no role at the site cannot hand in", async () => {
    const manager = await study.member("dana", "data-manager");
    const device = await anEnrolledDevice(lena);
    await device.outbox().queue(aDeviation("not for the sponsor")).saved;
    const entries = [{ entry: device.outbox().standing().entries[0]?.sealed, after: 0 }];
    const { body } = await manager.visitor.post(`${study.base}/sealed-outbox`, { entries });
    expect(body.answers[0].problem).toMatchObject({ code: "not-at-this-site" });
    // That was no answer to its author.
    expect(await device.deliver()).toBeUndefined();
    expect(await ofDevice(device)).toHaveLength(1);
  });
});

describe("signatures on the device", () => {
  const casebook = { kind: "casebook", id: "" } as const;

  async function aSigning(meaning: string): Promise<OfflineCommand> {
    const stream = `participant:${participant}` as const;
    const folding = { initial: noParticipant, evolve: evolveParticipant };
    const scope = { study: at.study as never, sites: "all" } as const;
    const [{ state }] = await door.instance.ports.states.load(scope, {
      stream,
      folding,
      keyOwner: participant,
    });
    const data = { target: casebook, meaning, contentHash: signedHash(state, casebook) };
    return { study: at.study, type: "sign-record", subject: "participant", subjectId: participant, data };
  }

  test("a record is signed without the server, marked so, and confirmed by its signer with password and code", async () => {
    const device = await anEnrolledDevice(ivan);
    const prepared = device.outbox().prepare(await aSigning("I reviewed it offline"));
    const signed = await device.sign(onDevice(ivan), "author", prepared);
    await device.outbox().queue(signed).saved;
    expect(await device.deliver()).toBeUndefined();
    const [event] = await ofDevice(device);
    expect(event).toMatchObject({
      type: "RecordSigned",
      data: { method: "device-key-offline", signer: ivan.account.userId },
    });
    const own = `/staff/${ivan.account.userId}/commands/confirm-offline-signature`;
    const [act] = (await eventsOf(`staff:${ivan.account.userId}`)).filter(
      ({ type }) => type === "OfflineActTaken",
    );
    expect(act?.data).toMatchObject({ because: "signed-offline", as: "author", device: device.id });
    const data = { actIds: [act?.data["actId"]] };
    const unproven = await study.command(ivan.visitor, own, data, { proof: { password: aPassword } });
    expect(unproven.body).toMatchObject({ code: "not-proven" });
    const proof = { password: aPassword, code: ivan.nextCode() };
    expect((await study.command(ivan.visitor, own, data, { proof })).status).toBe(200);
    const again = { password: aPassword, code: ivan.nextCode() };
    const twice = await study.command(ivan.visitor, own, data, { proof: again });
    expect(twice.body).toMatchObject({ code: "nothing-to-confirm" });
    const { body } = await ivan.visitor.get(`${study.base}/worklist`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).not.toContain("offline-acts-to-confirm");
  });

  test("nobody confirms, or leaves, in the place of another", async () => {
    const place = `/staff/${lena.account.userId}/commands`;
    const proof = { password: aPassword, code: ivan.nextCode() };
    const data = { actIds: [door.instance.ports.randomness.randomId()] };
    const confirmed = await study.command(ivan.visitor, `${place}/confirm-offline-signature`, data, {
      proof,
    });
    expect(confirmed.body).toMatchObject({ code: "not-their-own" });
    const aside = { commandId: data.actIds[0], commandType: "x", code: "y", why: "other" };
    const left = await study.command(ivan.visitor, `${place}/put-aside-command`, aside);
    expect(left.body).toMatchObject({ code: "not-their-own" });
  });

  test("a signature does not fit what was changed after it, nor another device", async () => {
    const device = await anEnrolledDevice(ivan);
    const prepared = device.outbox().prepare(await aSigning("I reviewed it"));
    const signed = await device.sign(onDevice(ivan), "author", prepared);
    const data = { ...(signed.data as object), meaning: "I wrote it" };
    await device.outbox().queue({ ...signed, data }).saved;
    await device.deliver();
    expect(device.outbox().standing().entries[0]?.code).toBe("signature-not-verified");
    const other = await anEnrolledDevice(ivan);
    await other.outbox().queue(signed).saved;
    await other.deliver();
    expect(other.outbox().standing().entries[0]?.code).toBe("signature-not-verified");
  });

  test("a key that was removed signs no more", async () => {
    const device = await anEnrolledDevice(ivan);
    const { keyId } = device.record().signers[0]?.signing ?? { keyId: "" };
    door.clock.advance(1_000);
    const other = await lena.visitor.post(`/api/account/devices/${keyId}/remove`);
    expect(other.body).toMatchObject({ code: "no-such-key" });
    expect((await ivan.visitor.post(`/api/account/devices/${keyId}/remove`)).status).toBe(200);
    door.clock.advance(1_000);
    const signed = await device.sign(
      onDevice(ivan),
      "author",
      device.outbox().prepare(await aSigning("After the theft")),
    );
    await device.outbox().queue(signed).saved;
    await device.deliver();
    expect(device.outbox().standing().entries[0]?.code).toBe("signature-not-verified");
  });

  test("an act that does not allow it is not signed with a key of the device", async () => {
    const device = await anEnrolledDevice(lena);
    const signed = await device.sign(
      onDevice(lena),
      "author",
      device.outbox().prepare(aDeviation("signed?")),
    );
    await device.outbox().queue(signed).saved;
    await device.deliver();
    expect(device.outbox().standing().entries[0]?.code).toBe("not-signed-offline");
  });

  test("two persons sign on the one device, each with a key of their own, and each has something to confirm", async () => {
    const device = await anEnrolledDevice(lena, cora);
    const prepared = device.outbox().prepare(aDeviation("for two"));
    const byOne = await device.sign(onDevice(lena), "author", prepared);
    const byBoth = await device.sign(onDevice(cora), "witness", byOne);
    const known = commands.find(({ type }) => type === "record-deviation");
    if (!known) throw new Error("There is no such command.");
    const definition = {
      ...known,
      needsWitness: true,
      needsReauthentication: true,
      allowsOfflineSignature: true,
    };
    const { ports } = door.instance;
    const session = { handedOver: null } as never;
    const principal = await principalInStudy(ports, { account: lena.account, session }, at.study as never);
    const { study: _study, type: _type, subject: _subject, subjectId: _id, ...envelope } = byBoth;
    const body = { ...envelope, device: { id: device.id, sequence: 1, after: 0 } };
    const about = { definition, study: at.study as never, subjectId: participant, body };
    const proven = await provenOffline(ports, { ...about, author: lena.account.userId });
    if (!proven.ok) throw new Error(JSON.stringify(proven.error));
    expect(proven.value.witness).toMatchObject({
      method: "device-key-offline",
      principal: { user: cora.account.userId },
    });
    const source = { kind: "web" } as const;
    const answer = await execute(ports, { ...about, principal, source, ...proven.value });
    expect(answer).toMatchObject({ ok: true });
    for (const { account } of [lena, cora]) {
      const acts = (await eventsOf(`staff:${account.userId}`)).filter(
        ({ type, commandId }) => type === "OfflineActTaken" && commandId === prepared.commandId,
      );
      expect(acts).toHaveLength(1);
    }
  });

  test("nobody stands by for themselves", async () => {
    const device = await anEnrolledDevice(lena);
    const prepared = device.outbox().prepare(aDeviation("alone"));
    const byOne = await device.sign(onDevice(lena), "author", prepared);
    const twice = await device.sign(onDevice(lena), "author", byOne);
    const known = commands.find(({ type }) => type === "record-deviation");
    if (!known) throw new Error("There is no such command.");
    const definition = { ...known, allowsOfflineSignature: true };
    const { study: _study, type: _type, subject: _subject, subjectId: _id, ...envelope } = twice;
    const body = { ...envelope, device: { id: device.id, sequence: 1, after: 0 } };
    const about = { definition, study: at.study as never, subjectId: participant, body };
    const proven = await provenOffline(door.instance.ports, { ...about, author: lena.account.userId });
    expect(proven).toMatchObject({ ok: false, error: { code: "not-the-signer" } });
  });
});
