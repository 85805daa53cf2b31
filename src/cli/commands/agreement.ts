import type { StudyId } from "#kernel";
import {
  instanceStudy,
  type RaterAgreement,
  seeRaterAgreement,
  studiesToVerify,
  systemUser,
} from "#usecases";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

/** How far raters agree who rate the same interview, for a statistician at the shell. Differences alone are printed, and no totals. */
export const agreement: CliCommand = {
  name: "agreement",
  summary: "Agreement of raters: intraclass correlation of totals, weighted kappa of items.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: { study: { type: "string" } },
  optionHelp: { study: "id of the study (default: the only one there is)" },
  examples: ["vigil agreement --study 00000000-0000-4000-8000-000000000000", "vigil agreement --json"],
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
      const found = await seeRaterAgreement(instance.ports, { study, principal: blindedViewer });
      return done(found, inLines(found));
    } finally {
      await instance.close();
    }
  },
};

/** Whoever stands at the shell sees what the rater coordinator sees. */
const blindedViewer = {
  user: systemUser,
  name: "Vigil",
  isInstanceAdministrator: false,
  standings: [{ role: "rater-coordinator" as const, sites: "all" as const }],
};

function inLines({ form, score, total, items, pairs, discussFrom }: RaterAgreement): string {
  if (form === null) return "The protocol plans no second ratings: there is nothing to compare.";
  const discussed = pairs.filter(({ isToDiscuss }) => isToDiscuss);
  return [
    `${form}, ${score}: ICC(2,1) ${estimateOf(total)}`,
    ...total.warnings.map(({ message }) => `  ${message}`),
    `${discussed.length} of ${pairs.length} pairs differ by ${discussFrom} or more:`,
    ...discussed.map(
      ({ number, visit, raters, difference }) =>
        `  ${number ?? "no number"}  ${visit}  ${raters.join(", ")}  ${difference}`,
    ),
    "Weighted kappa of items, quadratic weights:",
    ...items.map(({ label, kappa }) => `  ${label}: ${estimateOf(kappa)}`),
  ].join("\n");
}

function estimateOf({ estimate, interval, n }: RaterAgreement["total"]): string {
  const value = estimate === null ? "not estimable" : estimate.toFixed(3);
  const limits = interval
    ? ` (${Math.round(100 * interval.level)} % interval ${interval.lower.toFixed(3)} to ${interval.upper.toFixed(3)})`
    : "";
  return `${value}${limits}, n = ${n}`;
}
