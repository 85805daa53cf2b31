import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { SiteId, StudyId } from "#kernel";
import { bundleLines, recordExport, systemUser, takeCheckpoint } from "#usecases";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

/** Writes a copy of a study's ledger, or of one site's part, that anybody can verify. */
export const exportLedger: CliCommand = {
  name: "export",
  summary: "Write a verifiable copy of a study's ledger, or of one site's part.",
  operands: "FILE",
  leastOperands: 1,
  mostOperands: 1,
  options: { study: { type: "string" }, site: { type: "string" } },
  optionHelp: {
    study: "id of the study (needed where there are several)",
    site: "number of a site: only what that site may see, with proofs that it belongs to the whole",
  },
  examples: ["vigil export ledger.vigil", "vigil export cedar-ridge.vigil.gz --site 01"],
  run: async ([file = ""], options, around) => {
    if (existsSync(file)) return wrongUse(`${file} is there already. Choose another name.`);
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const study = await chooseStudy(instance, options["study"]);
      if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
      const site =
        options["site"] === undefined
          ? undefined
          : await siteOf(instance, study.studyId, String(options["site"]));
      if (options["site"] !== undefined && !site)
        return notDone({
          code: "no-such-site",
          message: `The study has no site ${String(options["site"])}.`,
        });
      const streams = site ? (await instance.ports.archive.streamsOfSite(study.studyId, site)).length : 0;
      const principal = { user: systemUser, name: "Vigil", standings: [], isInstanceAdministrator: true };
      await recordExport(instance.ports, {
        study: study.studyId,
        principal,
        source: { kind: "cli" },
        streams,
        ...(site ? { site } : {}),
      });
      await takeCheckpoint(instance.ports, study.studyId);
      const lines = Readable.from(
        bundleLines(instance.ports, { study: study.studyId, name: study.name, ...(site ? { site } : {}) }),
      );
      const out = createWriteStream(file, { flags: "wx", mode: 0o600 });
      await (file.endsWith(".gz") ? pipeline(lines, createGzip(), out) : pipeline(lines, out));
      return done(
        { file, study: study.studyId, site: options["site"] ?? null },
        `Wrote ${file}. Prove it with \`vigil verify ${file}\`.`,
      );
    } finally {
      await instance.close();
    }
  },
};

/** The study that is meant, or why it cannot be told. */
export async function chooseStudy(
  { ports }: Instance,
  wanted: string | boolean | undefined,
): Promise<{ readonly studyId: StudyId; readonly name: string } | string> {
  const studies = await ports.lists.studies(await ports.archive.studies());
  const [only, second] = studies;
  if (wanted !== undefined)
    return studies.find(({ studyId }) => studyId === wanted) ?? `There is no study ${String(wanted)}.`;
  if (!only) return "There is no study in this instance yet.";
  if (!second) return only;
  return `There are several studies; name one with --study: ${studies.map(({ studyId, name }) => `${studyId} (${name})`).join(", ")}.`;
}

async function siteOf({ ports }: Instance, study: StudyId, number: string): Promise<SiteId | undefined> {
  const sites = await ports.lists.sites({ study, sites: "all" });
  return sites.find((site) => site.number === number)?.siteId;
}
