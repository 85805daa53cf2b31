import { existsSync, writeFileSync } from "node:fs";
import { bundleFileLines, verificationTools } from "#adapters";
import { failed, type InvalidInput, ok, type Result, renderIssue } from "#kernel";
import { bundleToVerify, openBundle, type VerificationReport, verifyLedger } from "#ledger";
import {
  type CopiedParticipant,
  type CopyReading,
  casebookIn,
  readCopy,
  renderHtml,
  renderText,
} from "#trial";
import { type CliCommand, done, notDone, type Outcome, wrongUse } from "../command.ts";

/** Shows what a copy of a ledger says, with no database and no key: its participants, or one participant's casebook. */
export const read: CliCommand = {
  name: "read",
  summary: "Read a copy of a ledger: its participants, or one participant's casebook, as text or HTML.",
  operands: "COPY",
  leastOperands: 1,
  mostOperands: 1,
  options: { participant: { type: "string" }, html: { type: "string" } },
  optionHelp: {
    participant: "number (or id) of a participant: print the casebook",
    html: "write the casebook to this file, ready to print, instead",
  },
  examples: [
    "vigil read cedar-ridge.zip",
    "vigil read cedar-ridge.zip --participant 01-003",
    "vigil read cedar-ridge.zip --participant 01-003 --html 01-003.html",
  ],
  run: async ([file = ""], options, around) => {
    if (!existsSync(file)) return wrongUse(`There is no file ${file}.`);
    const html = options["html"];
    const number = options["participant"];
    if (html !== undefined && number === undefined) return wrongUse("--html needs --participant.");
    if (typeof html === "string" && existsSync(html))
      return wrongUse(`${html} is there already. Choose another name.`);
    const opened = await readFile(file);
    if (!opened.ok) {
      const message = `Cannot read ${file}: ${opened.error.issues.map(renderIssue).join("; ")}`;
      return notDone({ code: "not-a-bundle", message });
    }
    const { reading, report } = opened.value;
    around.say(verdictOf(report));
    if (number === undefined) return listOf(reading, report);
    return casebook(reading, report, String(number), typeof html === "string" ? html : undefined);
  },
};

type Read = { readonly reading: CopyReading; readonly report: VerificationReport };

/** Twice through the file: once to prove it, once to read it. The bundle's own keys vouch for it here; `vigil verify --key` asks for more. */
async function readFile(file: string): Promise<Result<Read, InvalidInput>> {
  const toVerify = await openBundle(bundleFileLines(file), verificationTools([]).sha256);
  if (!toVerify.ok) return failed(toVerify.error);
  const tools = verificationTools(toVerify.value.publicKeys);
  const report = await verifyLedger(bundleToVerify(toVerify.value), tools);
  const toRead = await openBundle(bundleFileLines(file), tools.sha256);
  if (!toRead.ok) return failed(toRead.error);
  return ok({ report, reading: await readCopy(toRead.value) });
}

function verdictOf({ intact, provenUntil, findings }: VerificationReport): string {
  if (!intact)
    return `NOT INTACT: ${findings.length} findings. Run \`vigil verify\` on it; do not rely on what follows.`;
  return `Intact, ${provenUntil ? `proven up to ${provenUntil}` : "not yet under any checkpoint"}.`;
}

function listOf({ manifest, participants, context }: CopyReading, { intact }: VerificationReport): Outcome {
  const rows = participants.map(({ participantId, number, stage, siteId, events }) => ({
    participantId,
    number,
    stage,
    site: context.siteOf(siteId).number,
    events: events.length,
  }));
  const lines = rows.map(
    ({ number, participantId, stage, site, events }) =>
      `${number ?? participantId}  site ${site}  ${stage}  ${events} events`,
  );
  const head = `${manifest.name}: ${participants.length} participants, ${manifest.contents} copy taken ${manifest.takenAt}`;
  const json = { intact, manifest, participants: rows };
  const text = [head, ...lines].join("\n");
  return intact ? done(json, text) : { code: 1, json, text };
}

function casebook(
  reading: CopyReading,
  { intact }: VerificationReport,
  wanted: string,
  html: string | undefined,
): Outcome {
  const participant = reading.participants.find(
    ({ number, participantId }: CopiedParticipant) => number === wanted || participantId === wanted,
  );
  const found = participant && casebookIn(reading, participant.participantId, participant.events);
  if (!found)
    return notDone({ code: "no-such-participant", message: `The copy has no participant ${wanted}.` });
  const { participantId, number, stage, document } = found;
  if (html !== undefined) writeFileSync(html, renderHtml(document), { flag: "wx", mode: 0o600 });
  const json = { intact, participantId, number, stage, document, ...(html === undefined ? {} : { html }) };
  const text = html === undefined ? renderText(document) : `Wrote ${html}.`;
  return intact ? done(json, text) : { code: 1, json, text };
}
