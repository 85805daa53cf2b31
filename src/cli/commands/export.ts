import { once } from "node:events";
import { createWriteStream, existsSync, rmSync } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { zipArchive } from "#adapters";
import { type Role, roles } from "#design";
import type { SiteId, StudyId } from "#kernel";
import { type BundleScope, bundleLines, copyFiles, prepareCopy, systemRole, systemUser } from "#usecases";
import { type CliCommand, done, notDone, type Options, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

/** Writes a copy of a study's ledger, or of one site's part, that anybody can verify. */
export const exportLedger: CliCommand = {
  name: "export",
  summary: "Write a verifiable copy of a study's ledger, or of one site's part; sealed, or to read.",
  operands: "FILE",
  leastOperands: 1,
  mostOperands: 1,
  options: {
    study: { type: "string" },
    site: { type: "string" },
    readable: { type: "boolean" },
    as: { type: "string" },
  },
  optionHelp: {
    study: "id of the study (needed where there are several)",
    site: "number of a site: only what that site may see, with proofs that it belongs to the whole",
    readable: "lay open what is sealed, and add a casebook for each participant: a ZIP archive",
    as: "role for which it is laid open; what that role is blinded to stays sealed (investigator of a site, inspector of a study)",
  },
  examples: [
    "vigil export ledger.vigil",
    "vigil export cedar-ridge.vigil.gz --site 01",
    "vigil export cedar-ridge.zip --site 01 --readable",
  ],
  run: async ([file = ""], options, around) => {
    if (existsSync(file)) return wrongUse(`${file} is there already. Choose another name.`);
    const isReadable = options["readable"] === true;
    if (isReadable !== file.endsWith(".zip"))
      return wrongUse(
        "A readable copy is a ZIP archive, and only that: name it with .zip and say --readable.",
      );
    const role = readRole(options);
    if (!role) return wrongUse(`--as must be one of: ${roles.join(", ")}.`);
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const study = await chooseStudy(instance, options["study"]);
      if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
      const number = options["site"] === undefined ? undefined : String(options["site"]);
      const site = number === undefined ? undefined : await siteOf(instance, study.studyId, number);
      if (number !== undefined && !site)
        return notDone({ code: "no-such-site", message: `The study has no site ${number}.` });
      const wanted = {
        study: study.studyId,
        name: study.name,
        contents: isReadable ? "readable" : "sealed",
        roles: [role],
        ...(site ? { site } : {}),
      } as const;
      const agent = { user: systemUser, name: "Vigil", role: systemRole, source: { kind: "cli" } } as const;
      // No copy is said to have left before there is a place for it.
      const out = createWriteStream(file, { flags: "wx", mode: 0o600 });
      await once(out, "open");
      try {
        await writeCopy(instance, await prepareCopy(instance.ports, wanted, agent), out, file);
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
      const json = { file, study: study.studyId, site: number ?? null, contents: wanted.contents };
      return done(json, `Wrote ${file}. Prove it with \`vigil verify ${file}\`.`);
    } finally {
      await instance.close();
    }
  },
};

function readRole(options: Options): Role | undefined {
  const wanted = options["as"] ?? (options["site"] === undefined ? "inspector" : "investigator");
  return roles.find((role) => role === wanted);
}

async function writeCopy(
  { ports }: Instance,
  scope: BundleScope,
  out: Writable,
  file: string,
): Promise<void> {
  if (scope.layOpen)
    return pipeline(Readable.from(zipArchive(copyFiles(ports, scope), new Date(ports.clock.now()))), out);
  const lines = Readable.from(bundleLines(ports, scope));
  return file.endsWith(".gz") ? pipeline(lines, createGzip(), out) : pipeline(lines, out);
}

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
