import { type AdverseEventItem, type AdverseEventListing, listAdverseEvents, systemUser } from "#usecases";
import { chooseStudy, siteOf } from "../choose-study.ts";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

/** Every adverse event of any valence, for whoever stands at the shell: as the medical monitor, blinded to the arm, sees them. */
export const adverseEvents: CliCommand = {
  name: "adverse-events",
  summary: "List adverse events of any valence, and count the abuse-related ones by term.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: {
    study: { type: "string" },
    site: { type: "string" },
    severity: { type: "string" },
    valence: { type: "string" },
    "special-interest": { type: "string" },
    serious: { type: "string" },
  },
  optionHelp: {
    study: "id of the study (needed where there are several)",
    site: "number of the site",
    severity: "only of this severity, by its code (mild)",
    valence: "only of this valence, by its code (positive)",
    "special-interest": "only of this special interest, by its code (abuse-related)",
    serious: "only serious ones (yes), or only others (no)",
  },
  examples: [
    "vigil adverse-events",
    "vigil adverse-events --valence positive",
    "vigil adverse-events --serious yes --json",
  ],
  run: async (_operands, options, around) => {
    const text = (name: string): string | undefined => {
      const value = options[name];
      return typeof value === "string" ? value : undefined;
    };
    const asked = text("serious");
    const serious = (["yes", "no"] as const).find((answer) => answer === asked);
    if (asked !== undefined && serious === undefined) return wrongUse("--serious is yes or no.");
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const study = await chooseStudy(instance, options["study"]);
      if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
      const number = text("site");
      const siteId = number === undefined ? undefined : await siteOf(instance, study.studyId, number);
      if (number !== undefined && siteId === undefined)
        return notDone({ code: "no-such-site", message: `There is no site ${number}.` });
      const filter = {
        serious,
        siteId,
        severity: text("severity"),
        valence: text("valence"),
        specialInterest: text("special-interest"),
      };
      const listing = await listAdverseEvents(instance.ports, { study: study.studyId, principal }, filter);
      return listing.ok ? done(listing.value, textOf(listing.value)) : notDone(listing.error);
    } finally {
      await instance.close();
    }
  },
};

const principal = {
  user: systemUser,
  name: "Vigil",
  isInstanceAdministrator: false,
  standings: [{ role: "medical-monitor" as const, sites: "all" as const }],
};

function textOf({ events, abuseRelated }: AdverseEventListing): string {
  if (events.length === 0) return "There are no such adverse events.";
  const counts = abuseRelated.map(({ term, count }) => `  ${String(count).padStart(4)}  ${term}`);
  return [
    ...events.map(lineOf),
    "",
    `${events.length} adverse events, ${events.filter(({ serious }) => serious).length} serious.`,
    ...(counts.length > 0 ? ["Related to abuse potential, by term:", ...counts] : []),
  ].join("\n");
}

function lineOf({ number, onset, term, severity, valence, serious, status }: AdverseEventItem): string {
  return [
    (number ?? "no number").padEnd(9),
    `${onset.day ?? "day unknown"} ${onset.time ?? ""}`.padEnd(16),
    (severity?.label ?? "not rated").padEnd(10),
    (valence?.label ?? "not said").padEnd(10),
    `${serious ? "SERIOUS  " : ""}${term ?? "no term"}${status === "draft" ? "  (draft)" : ""}`,
  ].join("  ");
}
