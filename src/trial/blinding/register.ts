import type { Role } from "#design";

/** Who sees that an arm was opened for safety reporting. To everybody else it is as if nothing had happened (ICH E2A III.D). */
const safetyReaders: readonly Role[] = [
  "medical-monitor",
  "inspector",
  "unblinded-statistician",
  "sponsor-safety",
];
const noteReaders: readonly Role[] = ["unblinded-statistician", "sponsor-safety"];
const analysts: readonly Role[] = ["medical-monitor", "unblinded-statistician", "inspector"];

/** Whether somebody with these roles sees an unblinding of a kind in the register. A role that must not see it closes what another opens. */
export function seesUnblinding(kind: string, roles: readonly Role[]): boolean {
  return kind !== "safety" || isEach(roles, safetyReaders);
}

/** Whether somebody with these roles may read what was written of any unblinding: words can tell an arm. Its author read it already. */
export function mayReadNotes(roles: readonly Role[]): boolean {
  return isEach(roles, noteReaders);
}

/** Whether somebody with these roles is told which assessments came after an unblinding. */
export function seesLaterRatings(roles: readonly Role[]): boolean {
  return isEach(roles, analysts);
}

function isEach(roles: readonly Role[], of: readonly Role[]): boolean {
  return roles.length > 0 && roles.every((role) => of.includes(role));
}
