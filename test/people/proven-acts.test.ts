import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDoor, aPassword, aPerson, type Door, expectDone, type Person } from "../builders/door.ts";
import { aConsented, aStaffedStudy, type StaffedStudy } from "./staffed-study.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const meaning = "I have reviewed this note.";
const item = { id: "text", label: "Text", type: "text" } as const;
const forms = [
  {
    id: "note",
    label: "Note",
    log: true,
    repeating: true,
    signedBy: [{ role: "investigator" as const, meaning }],
    itemGroups: [{ id: "body", items: [item] }],
  },
  {
    id: "diary",
    label: "Diary",
    log: true,
    completedBy: "participant" as const,
    itemGroups: [{ id: "body", items: [item] }],
  },
];

let door: Door;
let study: StaffedStudy;
let investigator: Person;
let therapist: Person;
beforeAll(async () => {
  door = await aDoor();
  const founder = await aPerson(door, "founder", { isAdministrator: true });
  study = await aStaffedStudy(door, { forms }, founder);
  investigator = await study.member("ines", "investigator");
  therapist = await study.member("theo", "lead-therapist");
});
afterAll(() => door.close());

test("a signature says with what it was given", async () => {
  const participant = door.instance.ports.randomness.randomId();
  const path = await aConsented(study, participant, investigator.visitor);
  const formKey = "log/note/1";
  const entries = [{ path: "text", value: { freeText: "called back" } }];
  await expectDone(
    study.command(investigator.visitor, `/participants/${participant}/commands/submit-form`, {
      formKey,
      entries,
    }),
  );
  const { contentHash } = await expectDone(
    investigator.visitor.get(`${path}/form?formKey=${encodeURIComponent(formKey)}`),
  );
  const data = { target: { kind: "form", id: formKey }, meaning, contentHash };
  const sign = (proof: object) =>
    study.command(investigator.visitor, `/participants/${participant}/commands/sign-record`, data, { proof });
  expect((await sign({ password: aPassword })).body.code).toBe("not-proven");
  await expectDone(sign({ password: aPassword, code: investigator.nextCode() }));
  expect(await methodsOfSignatures(participant)).toEqual(["password-and-code"]);
});

test("a device is taken back by whoever handed it over, in the role that they have", async () => {
  const participant = door.instance.ports.randomness.randomId();
  await aConsented(study, participant, investigator.visitor);
  const { visitor } = therapist;
  const handOver = { data: { formKey: "log/diary/1" }, pin: "2468" };
  const envelope = () => ({ commandId: door.instance.ports.randomness.timedId(), zone: "UTC" });
  const path = `${study.base}/participants/${participant}/hand-over`;
  await expectDone(visitor.post(path, { ...envelope(), ...handOver }));
  const { body: form } = await visitor.get("/api/handed-over/form");
  expect([form.label, form.isDemonstration]).toEqual(["Diary", false]);
  expect((await visitor.get("/api/studies")).status).toBe(403);
  expect((await visitor.post("/api/hand-over/end", { ...envelope(), pin: "1357" })).body.code).toBe(
    "wrong-pin",
  );
  await expectDone(visitor.post("/api/hand-over/end", { ...envelope(), pin: "2468" }));
  expect(await actorsOf(participant, "DeviceTakenBack")).toEqual(["lead-therapist"]);
});

test("a PIN that will not do is refused before anything is handed over", async () => {
  const participant = door.instance.ports.randomness.randomId();
  await aConsented(study, participant, investigator.visitor);
  const body = {
    commandId: door.instance.ports.randomness.timedId(),
    zone: "UTC",
    data: { formKey: "log/diary/1" },
    pin: "letters",
  };
  const answer = await therapist.visitor.post(`${study.base}/participants/${participant}/hand-over`, body);
  expect(answer.body.code).toBe("pin-form");
  expect(await actorsOf(participant, "DeviceHandedOver")).toEqual([]);
});

test("wrong PINs that come all at once end the session after five", async () => {
  const participant = door.instance.ports.randomness.randomId();
  await aConsented(study, participant, investigator.visitor);
  const envelope = () => ({ commandId: door.instance.ports.randomness.timedId(), zone: "UTC" });
  const handOver = { ...envelope(), data: { formKey: "log/diary/1" }, pin: "2468" };
  const { visitor } = therapist;
  await expectDone(visitor.post(`${study.base}/participants/${participant}/hand-over`, handOver));
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, guess) =>
      visitor.post("/api/hand-over/end", { ...envelope(), pin: String(1_000 + guess) }),
    ),
  );
  expect(guesses.filter(({ body }) => body.code === "wrong-pin")).toHaveLength(4);
  expect((await visitor.get("/api/session")).body.state).toBe("signed-out");
});

type Told = { type: string; actor: { role: string }; data: { method?: string } };

async function eventsOf(participant: string): Promise<readonly Told[]> {
  const { rows } = await door.instance.maintenance.query<{ body: Told }>(
    "SELECT body FROM ledger.event_body WHERE stream_id = $1 ORDER BY version",
    [`participant:${participant}`],
  );
  return rows.map(({ body }) => body);
}

async function methodsOfSignatures(participant: string) {
  const signed = (await eventsOf(participant)).filter(({ type }) => type === "RecordSigned");
  return signed.map(({ data }) => data.method);
}

async function actorsOf(participant: string, wanted: string) {
  return (await eventsOf(participant)).filter(({ type }) => type === wanted).map(({ actor }) => actor.role);
}
