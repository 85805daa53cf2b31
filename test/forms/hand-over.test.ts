import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aServedStudy, envelope, type Person, type ServedStudy } from "./served-study.ts";

let study: ServedStudy;
let cora: Person;
beforeAll(async () => {
  study = await aServedStudy({
    forms: [
      { id: "phq9", label: "PHQ-9", instrument: "phq-9", completedBy: "participant" },
      { id: "gad7", label: "GAD-7", instrument: "gad-7", completedBy: "participant" },
      {
        id: "weight",
        label: "Weight",
        itemGroups: [{ id: "body", items: [{ id: "weight", label: "Weight", type: "decimal" }] }],
      },
    ],
  });
  cora = await study.person("cora", "site-coordinator");
}, 60_000);
afterAll(() => study.close());

const pin = "4711";
const answers = Array.from({ length: 10 }, (_, index) => ({ path: `item${index + 1}`, value: 1 }));

/** A tablet in the hands of a new participant, for the form. */
async function handedOver(form = "phq9") {
  const { id, path, visit } = await study.participant();
  const tablet = await cora.again();
  const formKey = `${visit}/${form}/1`;
  const handed = await tablet.post(`${path}/hand-over`, { ...envelope(), data: { formKey }, pin });
  return { id, path, visit, tablet, formKey, handed };
}

describe("a tablet that was handed over", () => {
  test("shows its one form, and nothing of the participant or the staff", async () => {
    const { tablet, handed, formKey, id } = await handedOver();
    expect(handed.status).toBe(200);
    const { status, body } = await tablet.get("/api/handed-over/form");
    expect(status).toBe(200);
    expect(body).toMatchObject({ label: "PHQ-9", status: "empty", formKey, participantId: id, items: [] });
    expect(body).toMatchObject({ isDemonstration: true });
    expect(Object.keys(body).sort()).toEqual([
      "design",
      "formKey",
      "isDemonstration",
      "items",
      "label",
      "participantId",
      "status",
      "study",
      "today",
      "version",
      "zone",
    ]);
    expect((await tablet.get("/api/session")).body).toEqual({
      state: "handed-over",
      handedOver: { study: study.study, formKey },
    });
  });

  test("drafts and hands in that form alone, in the participant's name", async () => {
    const { tablet, path, visit, formKey } = await handedOver();
    const draft = (key: string) =>
      tablet.command(`${path}/commands/draft-items`, { formKey: key, entries: answers.slice(0, 3) });
    expect((await draft(formKey)).status).toBe(200);
    expect((await draft(`${visit}/gad7/1`)).status).toBe(404);
    const { body } = await tablet.get<{ items: unknown[]; status: string }>("/api/handed-over/form");
    expect(body).toMatchObject({ status: "draft", items: answers.slice(0, 3) });
    const submit = await tablet.command(`${path}/commands/submit-form`, {
      formKey,
      entries: answers.slice(3),
    });
    expect(submit.status).toBe(200);
    const seen = await cora.get(`${path}/form?formKey=${encodeURIComponent(formKey)}`);
    expect(seen.body).toMatchObject({
      status: "submitted",
      enteredBy: "participant",
      derived: { "score:total": 9 },
    });
  });

  test("shows no answer any more once the form was handed in", async () => {
    const { tablet, path, formKey } = await handedOver();
    await tablet.command(`${path}/commands/submit-form`, { formKey, entries: answers });
    expect((await tablet.get("/api/handed-over/form")).body).toMatchObject({
      status: "submitted",
      items: [],
    });
  });

  test("opens nothing else of the study, and does not sign out", async () => {
    const { tablet, path } = await handedOver();
    for (const route of [
      `${study.base}`,
      path,
      `${study.base}/participants`,
      "/api/account",
      "/api/studies",
    ]) {
      expect({ route, status: (await tablet.get(route)).status }).toEqual({ route, status: 403 });
    }
    expect((await tablet.post("/api/sign-out", {})).status).toBe(403);
    const other = await study.participant();
    const strange = await tablet.command(`${other.path}/commands/draft-items`, {
      formKey: `${other.visit}/phq9/1`,
      entries: answers,
    });
    expect(strange.status).toBe(404);
  });

  test("is taken back with the PIN, by whoever handed it over, in their own role", async () => {
    const { tablet, path, formKey, id } = await handedOver();
    const ended = await tablet.post("/api/hand-over/end", { ...envelope(), pin });
    expect(ended).toMatchObject({ status: 200, body: { study: study.study, participant: id } });
    expect((await tablet.get("/api/session")).body).toMatchObject({ state: "signed-in" });
    const { body } = await cora.get<{ type: string; role: string; facts: object }[]>(`${path}/history`);
    expect(body.filter(({ type }) => type.startsWith("Device"))).toMatchObject([
      { type: "DeviceHandedOver", role: "site-coordinator", formKey },
      { type: "DeviceTakenBack", role: "site-coordinator", formKey },
    ]);
    expect((await tablet.get("/api/handed-over/form")).status).toBe(404);
  });

  test("ends with the fifth wrong PIN; what was entered is kept", async () => {
    const { tablet, path, formKey } = await handedOver();
    await tablet.command(`${path}/commands/draft-items`, { formKey, entries: answers.slice(0, 2) });
    const codes = [];
    for (let tries = 0; tries < 5; tries++) {
      codes.push((await tablet.post("/api/hand-over/end", { ...envelope(), pin: "0000" })).body["code"]);
    }
    expect(codes).toEqual(["wrong-pin", "wrong-pin", "wrong-pin", "wrong-pin", "hand-over-ended"]);
    expect((await tablet.get("/api/session")).body).toEqual({ state: "signed-out" });
    const seen = await cora.get<{ items: unknown[] }>(`${path}/form?formKey=${encodeURIComponent(formKey)}`);
    expect(seen.body.items).toHaveLength(2);
  });
});

describe("a hand-over", () => {
  test("is on record only where the device was locked: a PIN that will not do is refused first", async () => {
    const { path, visit } = await study.participant();
    const tablet = await cora.again();
    const data = { formKey: `${visit}/phq9/1` };
    const answer = await tablet.post(`${path}/hand-over`, { ...envelope(), data, pin: "12" });
    expect(answer).toMatchObject({ status: 422, body: { code: "pin-form", path: "pin" } });
    const { body } = await cora.get<{ type: string }[]>(`${path}/history`);
    expect(body.map(({ type }) => type)).not.toContain("DeviceHandedOver");
    expect((await tablet.get("/api/session")).body).toMatchObject({ state: "signed-in" });
  });

  test("is for forms that the participant answers", async () => {
    const { handed } = await handedOver("weight");
    expect(handed).toMatchObject({ status: 422, body: { code: "not-a-self-report" } });
  });

  test("nobody reads a handed-over form who holds no such device", async () => {
    expect((await cora.get("/api/handed-over/form")).status).toBe(404);
  });
});
