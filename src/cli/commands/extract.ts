import { existsSync, writeFileSync } from "node:fs";
import { systemRole, systemUser, takeExtract } from "#usecases";
import { chooseStudy } from "../choose-study.ts";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

/** Writes data for blinded analysis. It tells no arm. */
export const extract: CliCommand = {
  name: "extract",
  summary: "Write the data of a study for blinded analysis: without arms, or with arms drawn by lot.",
  operands: "FILE",
  leastOperands: 1,
  mostOperands: 1,
  options: { study: { type: "string" }, blinded: { type: "string" } },
  optionHelp: {
    study: "id of the study (needed where there are several)",
    blinded:
      "pooled: no arms; scrambled: labels drawn anew for this file, independently of the allocation, to try an analysis with",
  },
  examples: ["vigil extract pooled.csv --blinded pooled", "vigil extract tried.csv --blinded scrambled"],
  run: async ([file = ""], options, around) => {
    const arms = options["blinded"];
    if (arms !== "pooled" && arms !== "scrambled")
      return wrongUse("Say which: --blinded pooled or --blinded scrambled.");
    if (existsSync(file)) return wrongUse(`${file} is there already. Choose another name.`);
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const study = await chooseStudy(instance, options["study"]);
      if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
      const agent = { user: systemUser, name: "Vigil", role: systemRole, source: { kind: "cli" } } as const;
      const taken = await takeExtract(instance.ports, study.studyId, arms, agent);
      if (!taken.ok) return notDone({ ...taken.error });
      writeFileSync(file, taken.value, { flag: "wx", mode: 0o600 });
      return done({ file, study: study.studyId, arms }, `Wrote ${file}: ${arms}.`);
    } finally {
      await instance.close();
    }
  },
};
