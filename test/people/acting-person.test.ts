import { afterAll, beforeAll, expect, test } from "vitest";
import { aDoor, alertsOf, aPerson, type Door, type Person } from "../builders/door.ts";

let door: Door;
let ada: Person;
beforeAll(async () => {
  door = await aDoor();
  ada = await aPerson(door, "ada");
});
afterAll(() => door.close());

/** An act with ada's session, in the name of whoever its tab was opened by. */
async function actAs(person: string) {
  const response = await door.server.inject({
    method: "POST",
    url: "/api/session/activity",
    headers: {
      cookie: `vigil_session=${ada.visitor.cookies.get("vigil_session")}`,
      "x-vigil-person": person,
    },
  });
  return { status: response.statusCode, code: (response.body && response.json().code) as string };
}

test("an act in the name of whoever is signed in is done", async () => {
  expect((await actAs(ada.account.userId)).status).toBeLessThan(300);
});

test("an act that a tab sends in the name of another is refused, and noted", async () => {
  const bea = await aPerson(door, "bea");
  expect(await actAs(bea.account.userId)).toEqual({ status: 401, code: "another-person" });
  expect(await actAs("participant")).toEqual({ status: 401, code: "another-person" });
  expect(await actAs("")).toEqual({ status: 401, code: "another-person" });
  expect(await alertsOf(door, "another-person")).toHaveLength(3);
});
