import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { numberedId } from "../../src/trial/testing/people.ts";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { type Answered, aServedMeadow, password, type ServedMeadow } from "./served-meadow.ts";

const first = aParticipant(1).randomized();
const second = first.another(2).randomized();
const username = "Ines Investigator";

let served: ServedMeadow;
beforeAll(async () => {
  served = await aServedMeadow();
  await served.meadow.tell(second);
}, 120_000);
afterAll(() => served?.close());

const rows = async (text: string): Promise<readonly Record<string, unknown>[]> =>
  (await served.meadow.instance.maintenance.query(text)).rows;
const ofPeople = async (text: string): Promise<readonly Record<string, unknown>[]> =>
  (await served.meadow.instance.pool.query(text)).rows;
const entry = (code: string, more = {}) => ({
  username,
  code,
  study: "MEADOW-1",
  participant: "01-0001",
  ...more,
});
const advice = (typed: object): Promise<Answered> => served.post(null, "/api/emergency/advice", typed);
const breaks = (typed: object, commandId = served.newCommandId()): Promise<Answered> =>
  served.post(null, "/api/emergency/break-code", {
    commandId,
    zone: "America/New_York",
    entry: typed,
    data: { reason: "medical-emergency" },
  });
const kinds = async (): Promise<readonly unknown[]> =>
  (await rows("SELECT kind FROM security.log WHERE kind LIKE 'break-glass%' ORDER BY position")).map(
    ({ kind }) => kind,
  );

describe("a printed code for emergencies", () => {
  let code = "";

  test("is made by its owner with the password, shown once, and kept as a hash", async () => {
    const refused = await served.post("investigator", "/api/account/break-glass", {
      proof: { password: "wrong" },
    });
    expect(refused.status).toBe(403);
    const made = await served.post("investigator", "/api/account/break-glass", { proof: { password } });
    code = made.body.code;
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
    const [kept] = await ofPeople("SELECT secret_hash FROM people.break_glass");
    expect(kept?.["secret_hash"]).toMatch(/^\$argon2id\$/);
    const all = await ofPeople("SELECT to_jsonb(b)::text AS text FROM people.break_glass b");
    const secret = code.slice(7).replaceAll("-", "");
    expect(JSON.stringify(all)).not.toContain(secret);
    const own = await served.get("investigator", "/api/account");
    expect(own.body.breakGlass).toMatchObject({ usedAt: null });
    expect(own.text).not.toContain(secret);
  });

  test("lets nobody in who types another, and every attempt is on record", async () => {
    for (const wrong of ["K7Q2MX", `${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`]) {
      const answer = await advice(entry(wrong));
      expect([answer.status, answer.body.code]).toEqual([403, "wrong-credentials"]);
    }
    const other = await advice(entry(code, { username: "Sam Subinvestigator" }));
    expect([other.status, other.body.code]).toEqual([403, "wrong-credentials"]);
    expect(await kinds()).toEqual(["break-glass-refused", "break-glass-refused", "break-glass-refused"]);
  });

  test("works though the account is locked and strangers have used up their attempts", async () => {
    for (let tries = 0; tries < 6; tries++)
      await served.post(null, "/api/sign-in", { username, password: "a wrong sentence here" });
    const locked = await served.post(null, "/api/sign-in", { username, password });
    expect(locked.body.code).toBe("account-locked");
    let last: Answered | undefined;
    for (let tries = 0; tries < 25; tries++) last = await advice(entry("000000-00000-00000-00000-00000"));
    expect(last?.body.code).toBe("too-many-attempts");
    const answer = await advice(entry(code.toLowerCase().replaceAll("-", " ")));
    expect(answer.body).toMatchObject({ number: "01-0001" });
  }, 120_000);

  test("reaches the sites of its owner and no other, and is not used up by a number that is none", async () => {
    for (const participant of ["02-0001", "01-0099"])
      expect((await breaks(entry(code, { participant }))).body.code).toBe("not-found");
    expect((await breaks(entry(code, { study: "ANOTHER-1" }))).body.code).toBe("not-found");
    expect((await breaks(entry("000000-00000-00000-00000-00001"))).status).toBe(403);
  });

  test("breaks one participant's code, begins no session, and is then used up", async () => {
    const commandId = served.newCommandId();
    const opened = await breaks(entry(code), commandId);
    expect(opened.status, opened.text).toBe(200);
    expect(opened.body.arm.armId).toMatch(/^(active|control)$/);
    const again = await breaks(entry(code), commandId);
    expect(again.body).toMatchObject({ arm: opened.body.arm, repeated: true });
    const another = await breaks(entry(code, { participant: "01-0002" }));
    expect([another.status, another.body.code]).toEqual([403, "break-glass-used"]);
    expect((await advice(entry(code))).body.code).toBe("break-glass-used");
    const { state } = (await served.meadow.story()).another(1);
    expect(Object.values(state.unblindings)).toMatchObject([
      { via: "break-glass", reason: "medical-emergency" },
    ]);
    expect(Object.values((await served.meadow.story()).another(2).state.unblindings)).toEqual([]);
    expect(await kinds()).toContain("break-glass-used");
    const events = await rows("SELECT canonical FROM ledger.event WHERE canonical LIKE '%BreakGlassCode%'");
    expect(events).toHaveLength(2);
  });

  test("opens nothing at another site than its owner's", async () => {
    const made = await served.post("southInvestigator", "/api/account/break-glass", { proof: { password } });
    const own = { username: "Igor Investigator", code: made.body.code };
    expect((await breaks(entry("", own))).body.code).toBe("not-found");
  });

  test("opens nothing once its owner's account is closed", async () => {
    const made = await served.post("subInvestigator", "/api/account/break-glass", { proof: { password } });
    const pool = served.meadow.instance.pool;
    await pool.query("UPDATE people.account SET status = 'disabled' WHERE user_id = $1", [numberedId(3, 4)]);
    const own = { username: "Sam Subinvestigator", code: made.body.code };
    expect((await breaks(entry("", own))).body.code).toBe("wrong-credentials");
  });
});
