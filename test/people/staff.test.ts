import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDoor, anAccount, aPerson, type Door, type Person } from "../builders/door.ts";
import { aStaffedStudy, type StaffedStudy } from "./staffed-study.ts";

// Password hashing takes its time, and longer beside other work.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let door: Door;
let study: StaffedStudy;
let investigator: Person;
beforeAll(async () => {
  door = await aDoor();
  study = await aStaffedStudy(door, {}, await aPerson(door, "founder", { isAdministrator: true }));
  investigator = await study.member("ines", "investigator");
});
afterAll(() => door.close());

const find = (who: Person, username: string) =>
  who.visitor.get(`${study.base}/staff/candidate?username=${encodeURIComponent(username)}`);

test("a study's administrator finds whoever has exactly the username, and is told no more than the name", async () => {
  const { userId, name } = await anAccount(door, "newcomer");
  expect((await find(study.administrator, "newcomer")).body).toEqual({
    candidate: { userId, name, isMember: false, hasRole: false },
  });
  expect((await find(study.administrator, "NEWCOMER")).body.candidate).not.toBeNull();
  for (const part of ["newcome", "new%", "", "newcomer'--"])
    expect((await find(study.administrator, part)).body.candidate ?? null).toBeNull();
});

test("who is part of the study already, and who was added without a role, is said to be so", async () => {
  expect((await find(study.administrator, "ines")).body.candidate).toMatchObject({
    isMember: true,
    hasRole: true,
  });
  const { userId, name } = await anAccount(door, "roleless");
  await study.command(study.administrator.visitor, `/staff/${userId}/commands/add-staff-member`, { name });
  expect((await find(study.administrator, "roleless")).body.candidate).toMatchObject({
    isMember: true,
    hasRole: false,
  });
});

test("a disabled account is found no more, and nobody but the administrator looks", async () => {
  const { userId } = await anAccount(door, "leaver");
  const change = { act: "disable", why: "left" };
  await study.administrator.visitor.post(`/api/accounts/${userId}/change`, change);
  expect((await find(study.administrator, "leaver")).body.candidate).toBeNull();
  expect((await find(investigator, "ines")).status).toBe(403);
});

test("the delegation log says who delegated, and a task is delegated by the investigator alone", async () => {
  const colleague = await study.member("cora", "site-coordinator");
  const path = `/staff/${colleague.account.userId}/commands/delegate-tasks`;
  const data = { siteId: study.site, tasks: ["Answer queries"], from: door.clock.now().slice(0, 10) };
  expect((await study.command(study.administrator.visitor, path, data)).status).toBe(403);
  expect((await study.command(investigator.visitor, path, data)).status).toBe(200);
  const { body } = await investigator.visitor.get(`${study.base}/staff`);
  const [line] = body.find(({ name }: { name: string }) => name === colleague.account.name).delegations;
  expect(line).toMatchObject({ tasks: ["Answer queries"], delegatedByName: investigator.account.name });
});
