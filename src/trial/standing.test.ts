import { describe, expect, test } from "vitest";
import type { Role } from "#design";
import type { CalendarDate, SiteId } from "#kernel";
import { roleFor, sitesFor, standingsOf } from "./standing.ts";
import { north, south } from "./testing/people.ts";

const day = (text: string) => text as CalendarDate;

function grant(role: Role, siteId?: SiteId, from = "2026-01-01", until?: string) {
  return {
    role,
    from: day(from),
    ...(siteId ? { siteId } : {}),
    ...(until === undefined ? {} : { until: day(until) }),
  };
}

describe("what somebody may act as", () => {
  test("is each role with all sites at which it is granted on the day", () => {
    const grants = [
      grant("site-coordinator", north),
      grant("site-coordinator", south, "2026-02-01", "2026-02-28"),
      grant("monitor"),
    ];
    const coordinatorOn = (on: string) =>
      standingsOf(grants, day(on)).find(({ role }) => role === "site-coordinator");
    expect(coordinatorOn("2025-12-31")).toBeUndefined();
    expect(coordinatorOn("2026-01-31")?.sites).toEqual([north]);
    expect(coordinatorOn("2026-02-28")?.sites).toEqual([north, south]);
    expect(coordinatorOn("2026-03-01")?.sites).toEqual([north]);
    expect(standingsOf(grants, day("2026-01-01"))).toContainEqual({ role: "monitor", sites: "all" });
  });

  test("in the whole study and at one site is in the whole study, in either order", () => {
    const [whole, one] = [grant("monitor"), grant("monitor", north)];
    for (const grants of [
      [whole, one],
      [one, whole],
    ]) {
      expect(standingsOf(grants, day("2026-01-01"))).toEqual([{ role: "monitor", sites: "all" }]);
    }
  });
});

describe("the role in which somebody acts", () => {
  const standings = standingsOf(
    [grant("investigator", north), grant("site-coordinator", south)],
    day("2026-01-01"),
  );

  test("reaches the site, or it is none", () => {
    expect(roleFor("submit-form", standings, north)?.role).toBe("investigator");
    expect(roleFor("submit-form", standings, south)?.role).toBe("site-coordinator");
    expect(roleFor("enroll-participant", standings, north)?.role).toBe("investigator");
    expect(roleFor("enroll-participant", standings, south)).toBeUndefined();
  });

  test("is the one that was asked for, where that is theirs", () => {
    const both = standingsOf(
      [grant("investigator", north), grant("site-coordinator", north)],
      day("2026-01-01"),
    );
    expect(roleFor("submit-form", both, north)?.role).toBe("site-coordinator");
    expect(roleFor("submit-form", both, north, "investigator")?.role).toBe("investigator");
    expect(roleFor("submit-form", both, north, "sub-investigator")).toBeUndefined();
    expect(roleFor("verify-source", both, north, "investigator")).toBeUndefined();
  });

  test("lends its sites to what it may do, and to nothing else", () => {
    expect(sitesFor("submit-form", standings)).toEqual([north, south]);
    expect(sitesFor("enroll-participant", standings)).toEqual([north]);
    expect(sitesFor("verify-source", standings)).toEqual([]);
    expect(sitesFor("verify-source", standingsOf([grant("monitor")], day("2026-01-01")))).toBe("all");
  });
});
