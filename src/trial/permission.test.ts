import { describe, expect, test } from "vitest";
import { roles } from "#design";
import { commands } from "./commands.ts";
import { actions, isPermitted, permissions, sourceEntryActions, sponsorRoles } from "./permission.ts";

describe("the table of permissions", () => {
  test("has a line for every command, and a command for every line that is no way of looking or standing by", () => {
    const looking = actions.filter((action) =>
      /^(see|verify-ledger|recompute-allocation|export-(ledger|blinded-data)|witness|hand-in)/.test(action),
    );
    const acts = actions.filter((action) => !looking.includes(action));
    expect(acts.toSorted()).toEqual(commands.map(({ type }) => type).toSorted());
  });

  test("denies by default: every role may do only what its line says", () => {
    for (const action of actions) {
      const permitted = roles.filter((role) => isPermitted(role, action));
      expect(permitted.toSorted()).toEqual([...new Set(permissions[action])].toSorted());
    }
  });

  test("nobody of the sponsor enters or changes source data (ICH E6(R3) 3.16.1)", () => {
    for (const action of sourceEntryActions) {
      expect(sponsorRoles.filter((role) => isPermitted(role, action))).toEqual([]);
    }
    expect(sponsorRoles).toContain("monitor");
  });

  test("only an investigator confirms, enrolls, moves and ends; only a physician confirms numbers", () => {
    for (const action of [
      "confirm-eligibility",
      "enroll-participant",
      "migrate-participant",
      "end-participation",
    ] as const) {
      expect(permissions[action]).toEqual(["investigator", "sub-investigator"]);
    }
    expect(permissions["confirm-parameters"]).toEqual(["medical-monitor"]);
  });

  test("a rater reaches ratings and a worklist, and nothing of a participant", () => {
    const theirs = actions.filter((action) => isPermitted("independent-rater", action));
    expect(theirs).toEqual([
      "start-rating",
      "draft-rating",
      "submit-rating",
      "correct-rating",
      "declare-danger",
      "file-rater-unblinding",
      "hand-back-rating",
      "see-own-part",
      "see-worklist",
      "see-ratings",
    ]);
  });

  test("a participant with a device answers the form that was handed over, reports in confidence, and nothing else", () => {
    const theirs = actions.filter((action) => isPermitted("participant", action));
    expect(theirs).toEqual(["draft-items", "submit-form", "report-incident", "see-handed-over-form"]);
  });

  test("whoever looks after accounts sees no participant, and identities are for the participant's own site", () => {
    for (const action of ["see-participant", "see-participants", "see-history", "read-identity"] as const) {
      expect(isPermitted("administrator", action)).toBe(false);
    }
    expect(permissions["read-identity"]).toEqual([
      "site-coordinator",
      "investigator",
      "sub-investigator",
      "lead-therapist",
      "co-therapist",
    ]);
  });

  test("the 24-hour line finds a participant and breaks a code, and sees nothing else of the trial", () => {
    const theirs = actions.filter((action) => isPermitted("unblinding-line", action));
    expect(theirs).toEqual([
      "break-code",
      "complete-unblinding-report",
      "record-envelope-opening",
      "see-own-part",
      "see-worklist",
      "see-to-unblind",
    ]);
  });

  test("what is signed, what opens an arm and what training rests on asks who it is, and nothing else does", () => {
    const asking = commands
      .filter(({ needsReauthentication }) => needsReauthentication)
      .map(({ type }) => type);
    expect(asking).toEqual([
      "confirm-parameters",
      "sign-record",
      "confirm-eligibility",
      "open-randomization",
      "break-code",
      "unblind-for-safety",
      "unblind-study",
      "issue-envelopes",
      "open-kit-map",
      "decide-dose-level",
      "override-gate-line",
      "sign-session-steps",
      "submit-rating",
      "correct-rating",
      "acknowledge-definition",
      "confirm-offline-signature",
      "review-recording",
      "clear-suicidality",
    ]);
  });
});
