import type { StudyId } from "#kernel";
import { instanceStudy, type Reviews, seeReviews, studiesToVerify, systemUser } from "#usecases";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

/** Which recordings wait for a review, and how long reviews take; as the session auditor sees them, without any arm. */
export const recordings: CliCommand = {
  name: "recordings",
  summary: "Recordings of sessions: what waits for a review, how long reviews take, by site.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: { study: { type: "string" } },
  optionHelp: { study: "id of the study (default: the only one there is)" },
  examples: ["vigil recordings --study 00000000-0000-4000-8000-000000000000", "vigil recordings --json"],
  run: async (_operands, options, around) => {
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const known = (await studiesToVerify(instance.ports)).filter((study) => study !== instanceStudy);
      const named = options["study"] as StudyId | undefined;
      if (named === undefined && known.length !== 1)
        return wrongUse(`Name one of the studies with --study: ${known.join(", ") || "there is none"}.`);
      const study = named ?? known[0];
      if (study === undefined || !known.includes(study))
        return notDone({ code: "no-such-study", message: `There is no study ${named}.` });
      const found = await seeReviews(instance.ports, { study, principal: auditor });
      return done(found, inLines(found));
    } finally {
      await instance.close();
    }
  },
};

/** Whoever stands at the shell sees what the session auditor sees. */
const auditor = {
  user: systemUser,
  name: "Vigil",
  isInstanceAdministrator: false,
  standings: [{ role: "session-auditor" as const, sites: "all" as const }],
};

function inLines({ criteria, within, lines, missing, latency, bySite }: Reviews): string {
  if (criteria === null) return "The protocol says nothing of the review of recordings.";
  const waiting = lines.filter(({ state }) => state === "due" || state === "late");
  return [
    `${lines.length} recordings, ${missing.length} sessions without one.`,
    `To review within ${within} days: ${latency.required}; reviewed: ${latency.reviewed}; ${timesOf(latency)}.`,
    ...bySite.map(
      (site) => `  site ${site.siteNumber}: ${site.reviewed} of ${site.required}; ${timesOf(site)}`,
    ),
    `${waiting.length} wait for a review:`,
    ...waiting.map(
      ({ number, visit, dueOn, state, reasons }) =>
        `  ${number ?? "no number"}  ${visit}  by ${dueOn}${state === "late" ? ", late" : ""}  ${reasons.map(({ why }) => why).join(", ")}`,
    ),
  ].join("\n");
}

function timesOf({ medianDays, inTime, known }: Reviews["latency"]): string {
  const median = medianDays === null ? "no median" : `median ${medianDays.toFixed(1)} days`;
  return `${median}, ${inTime} of ${known} in time`;
}
