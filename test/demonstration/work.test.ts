import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Role, roles } from "#design";
import { principalInStudy, seeWorklist } from "#usecases";
import { aDemonstration, aShortDemonstration, type Demonstration } from "../builders/demonstration.ts";

vi.setConfig({ testTimeout: 120_000 });

type States = ReadonlySet<string>;
type Made = Pick<Demonstration, "instance" | "study">;

/** What stands on the worklists of all who have a role, by role: the states of the items, and `refused`. */
async function workByRole({ instance, study }: Made): Promise<ReadonlyMap<Role, States>> {
  const { ports } = instance;
  const found = new Map<Role, Set<string>>();
  for (const account of await ports.accounts.list()) {
    const principal = await principalInStudy(
      ports,
      { account, session: { handedOver: null } as never },
      study,
    );
    const { items, refused } = await seeWorklist(ports, { study, principal });
    if (items.length === 0) found.set(`nothing for ${account.username}` as Role, new Set());
    for (const { role } of principal.standings) {
      const states = found.get(role) ?? new Set();
      for (const { state } of items) states.add(state);
      if (refused.length > 0) states.add("refused");
      found.set(role, states);
    }
  }
  return found;
}

const everything = ["due", "late", "upcoming"];
const playedRoles = roles.filter((role) => !["participant", "session-attendant"].includes(role));

describe("on the worklists of the demonstration", () => {
  let demonstration: Demonstration;
  let work: ReadonlyMap<Role, States>;

  beforeAll(async () => {
    demonstration = await aDemonstration();
    work = await workByRole(demonstration);
  }, 400_000);
  afterAll(() => demonstration.close());

  test("everybody finds something, whatever their role", () => {
    expect([...work.keys()].sort()).toEqual([...playedRoles].sort());
  });

  test.each(playedRoles.filter((role) => role !== "rater-coordinator"))(
    "something is due, something late and something still to come for the role %s",
    (role) => {
      expect([...(work.get(role) ?? [])]).toEqual(expect.arrayContaining(everything));
    },
  );

  test("what was refused is told to whoever tried it, at the site, in the study team and in its administration", () => {
    const withRefusals = [...work].filter(([, states]) => states.has("refused")).map(([role]) => role);
    expect(withRefusals).toEqual(
      expect.arrayContaining([
        "site-coordinator",
        "lead-therapist",
        "investigator",
        "sub-investigator",
        "monitor",
        "medical-monitor",
        "administrator",
      ]),
    );
  });
});

test("a demonstration that ends on a Sunday night has work that is due, late and to come as well", async () => {
  const keys = ["p07", "p09", "p11", "p12", "p13", "p16", "p18", "p19"];
  const sunday = await aShortDemonstration("2026-11-22T23:40:00.000Z", keys);
  const work = await workByRole(sunday);
  for (const role of ["site-coordinator", "lead-therapist", "co-therapist", "independent-rater"] as const)
    expect([role, ...(work.get(role) ?? [])]).toEqual(expect.arrayContaining([role, ...everything]));
  await sunday.instance.close();
});
