import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { north, numberedId, south, staff } from "../testing/people.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { covers } from "./evolve.ts";

const newcomer = numberedId(3, 99);
const joined = aTrial().does("add-staff-member", { name: "Nora New" }, { about: newcomer });
const from = "2026-01-05";

function grant(story: Story, data: object, about = newcomer) {
  return story.refusal("grant-role", { from, ...data }, { about })?.code;
}

describe("a member of staff", () => {
  test("is added once", () => {
    expect(joined.refusal("add-staff-member", { name: "Nora" }, { about: newcomer })?.code).toBe(
      "already-staff",
    );
  });

  test("is a member before anything else", () => {
    const stranger = { about: numberedId(3, 98) };
    const credential = { kind: "license", name: "Physician", issuer: "State", validFrom: from };
    const tasks = { siteId: north, tasks: ["consent"], from };
    expect(joined.refusal("grant-role", { role: "monitor", from }, stranger)?.code).toBe("not-staff");
    expect(joined.refusal("delegate-tasks", tasks, stranger)?.code).toBe("not-staff");
    expect(joined.refusal("record-credential", credential, stranger)?.code).toBe("not-staff");
  });
});

describe("a role", () => {
  test("of a site is granted for one that there is", () => {
    expect(grant(joined, { role: "site-coordinator" })).toBe("site-needed");
    expect(grant(joined, { role: "site-coordinator", siteId: numberedId(2, 99) })).toBe("no-such-site");
    expect(grant(joined, { role: "site-coordinator", siteId: north })).toBeUndefined();
  });

  test("of the whole study may be granted for one site, save the rater's", () => {
    expect(grant(joined, { role: "monitor", siteId: north })).toBeUndefined();
    expect(grant(joined, { role: "independent-rater", siteId: north })).toBe("site-not-wanted");
    expect(grant(joined, { role: "independent-rater" })).toBeUndefined();
  });

  test("of a participant comes with a device, never by grant", () => {
    expect(grant(joined, { role: "participant", siteId: north })).toBe("role-not-granted");
  });

  test("whoever rates does not treat, and whoever treats does not rate", () => {
    const { firstRater, therapist } = staff;
    expect(grant(joined, { role: "lead-therapist", siteId: north }, firstRater.user)).toBe(
      "role-incompatible",
    );
    expect(grant(joined, { role: "independent-rater" }, therapist.user)).toBe("role-incompatible");
  });

  test("whoever knows the arm neither treats nor rates", () => {
    const { pharmacist, firstRater } = staff;
    expect(grant(joined, { role: "unblinded-pharmacist" }, pharmacist.user)).toBe("role-incompatible");
    expect(grant(joined, { role: "unblinded-statistician" }, firstRater.user)).toBe("role-incompatible");
    expect(grant(joined, { role: "unblinded-pharmacist" })).toBeUndefined();
  });

  test("does not end before it begins", () => {
    const backwards = { role: "monitor", from: "2026-01-05", until: "2026-01-04" };
    expect(grant(joined, backwards)).toBe("ends-before-start");
  });

  test("ends on a day, its last; an end makes no role longer", () => {
    const granted = joined.does("grant-role", { role: "monitor", from }, { about: newcomer });
    const grantId = granted.trial.staff[newcomer]?.grants[0]?.grantId;
    const end = (story: Story, on: string, id = grantId) =>
      story.refusal("end-role", { grantId: id, on }, { about: newcomer })?.code;
    expect(end(granted, "2026-01-04")).toBe("ends-before-start");
    expect(end(granted, "2026-01-31", numberedId(9, 9999))).toBe("no-such-grant");
    const ended = granted.does("end-role", { grantId, on: "2026-01-31" }, { about: newcomer });
    expect(end(ended, "2026-02-28")).toBe("ended-already");
    expect(end(ended, "2026-01-20")).toBeUndefined();
    const [grantNow] = ended.trial.staff[newcomer]?.grants ?? [];
    const isIn = (day: string) => grantNow && covers(grantNow, day as CalendarDate);
    expect([isIn("2026-01-04"), isIn(from), isIn("2026-01-31"), isIn("2026-02-01")]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("the delegation log", () => {
  const { coordinator } = staff;
  const line = { siteId: north, tasks: ["informed consent"], from };
  const delegated = aTrial().does("delegate-tasks", line, { about: coordinator.user });
  const delegationId = delegated.trial.staff[coordinator.user]?.delegations[0]?.delegationId;

  test("names who may do what, and which investigator said so", () => {
    expect(delegated.trial.staff[coordinator.user]?.delegations).toMatchObject([
      { tasks: ["informed consent"], delegatedBy: staff.investigator.user },
    ]);
  });

  test("is for people who work at the site, and its periods run forwards", () => {
    const delegate = (data: object) =>
      aTrial().refusal("delegate-tasks", { ...line, ...data }, { about: coordinator.user })?.code;
    expect(delegate({ siteId: south })).toBe("not-at-site");
    expect(delegate({ until: "2026-01-04" })).toBe("ends-before-start");
  });

  test("a line is ended by an investigator of that site, and not by one of another", () => {
    const end = { delegationId, on: "2026-01-31" };
    const at = { about: coordinator.user };
    const refusal = (by: "investigator" | "southInvestigator", data = end) =>
      delegated.refusal("end-delegation", data, { ...at, by })?.code;
    expect(refusal("southInvestigator")).toBe("no-such-delegation");
    expect(refusal("investigator", { ...end, delegationId: numberedId(9, 9999) })).toBe("no-such-delegation");
    expect(refusal("investigator", { ...end, on: "2026-01-04" })).toBe("ends-before-start");
    expect(refusal("investigator")).toBeUndefined();
    const ended = delegated.does("end-delegation", end, at);
    expect(ended.refusal("end-delegation", { ...end, on: "2026-03-01" }, at)?.code).toBe("ended-already");
  });
});

describe("a credential", () => {
  const license = {
    kind: "license",
    name: "Physician",
    issuer: "State of New York",
    validFrom: "2020-01-01",
  };
  const record = (
    data: object,
    by: "administrator" | "investigator" | "southInvestigator" = "administrator",
  ) =>
    aTrial().refusal("record-credential", { ...license, ...data }, { about: staff.therapist.user, by })?.code;

  test("is recorded while it is valid, or was", () => {
    expect(record({})).toBeUndefined();
    expect(record({ validUntil: "2019-01-01" })).toBe("ends-before-start");
    expect(record({ validFrom: "2026-02-01" })).toBe("not-valid-yet");
  });

  test("is recorded by an investigator of the person's own site", () => {
    expect([record({}, "investigator"), record({}, "southInvestigator")]).toEqual([undefined, "not-staff"]);
  });
});
