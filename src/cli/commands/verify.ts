import { existsSync, readFileSync } from "node:fs";
import { hashedBundleLines, readWitness, verificationTools } from "#adapters";
import { renderIssue, type StudyId } from "#kernel";
import {
  bundleToVerify,
  type Finding,
  type KnownGap,
  type OpenBundle,
  openBundle,
  type SealCount,
  type VerificationReport,
  verifyLedger,
} from "#ledger";
import {
  checkProjections,
  instanceStudy,
  type ProjectionCheck,
  studiesToVerify,
  verifyStudy,
} from "#usecases";
import {
  type CliCommand,
  done,
  notDone,
  type Options,
  type Outcome,
  type Surroundings,
  wrongUse,
} from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

/** Proves a ledger: a bundle with nothing but the file, or a live instance against its witness. */
export const verify: CliCommand = {
  name: "verify",
  summary: "Prove that a ledger is as it was written: a bundle, or the live database.",
  operands: "[BUNDLE]",
  leastOperands: 0,
  mostOperands: 1,
  options: {
    witness: { type: "string" },
    key: { type: "string", multiple: false },
    study: { type: "string" },
  },
  optionHelp: {
    witness: "witness file to compare with (of a bundle; a live instance has its own)",
    key: "file with the public key, PEM, that must have signed (default: the keys in the bundle, which then vouch for themselves)",
    study: "id of one study of the live instance (default: all)",
  },
  examples: [
    "vigil verify",
    "vigil verify ledger.vigil --key ledger.pem --witness study.witness",
    "vigil verify ledger.vigil.gz --json",
    "vigil verify cedar-ridge.zip",
  ],
  run: async ([bundle], options, around) =>
    bundle === undefined ? verifyLive(options, around) : verifyBundle(bundle, options, around),
};

async function verifyBundle(file: string, options: Options, around: Surroundings): Promise<Outcome> {
  const { key, witness } = options;
  for (const needed of [file, witness, key]) {
    if (typeof needed === "string" && !existsSync(needed)) return wrongUse(`There is no file ${needed}.`);
  }
  const opened = await openBundle(hashedBundleLines(file), verificationTools([]).sha256);
  if (!opened.ok) {
    const message = `Cannot verify ${file}: ${opened.error.issues.map(renderIssue).join("; ")}`;
    return notDone({ code: "not-a-bundle", message });
  }
  const bundle = opened.value;
  if (key === undefined)
    around.say(
      "No --key was given: the bundle's own keys vouch for it. Get the public key by another way to be sure.",
    );
  const tools = verificationTools(typeof key === "string" ? readPublicKeys(key) : bundle.publicKeys);
  const held = typeof witness === "string" ? readWitness(witness) : [];
  const started = performance.now();
  const report = await verifyLedger(bundleToVerify(bundle, held), tools);
  return outcomeOf([withName(report, bundle)], performance.now() - started);
}

/** The public keys in a PEM file: one, or all that ever signed, one after the other. */
function readPublicKeys(file: string): readonly string[] {
  const found = readFileSync(file, "utf8").match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g);
  if (!found) throw new Error(`Cannot use ${file}: it holds no public key in PEM.`);
  return found;
}

async function verifyLive(options: Options, around: Surroundings): Promise<Outcome> {
  if (options["witness"] !== undefined || options["key"] !== undefined) {
    return wrongUse("--witness and --key belong to a bundle: name its file.");
  }
  const instance = await openInstance(placeFromEnvironment(around.environment));
  try {
    const all = await studiesToVerify(instance.ports);
    const wanted = all.filter((study) => options["study"] === undefined || options["study"] === study);
    if (wanted.length === 0 && options["study"] !== undefined)
      return notDone({ code: "no-such-study", message: `There is no study ${String(options["study"])}.` });
    return await verifyInstance(instance, wanted);
  } finally {
    await instance.close();
  }
}

/** Proves the studies where they lie: ledgers, projections, guards. */
export async function verifyInstance(instance: Instance, studies: readonly StudyId[]): Promise<Outcome> {
  const started = performance.now();
  const reports: NamedReport[] = [];
  for (const study of studies) reports.push(await verifyLiveStudy(instance, study));
  const outcome = outcomeOf(reports, performance.now() - started);
  return withSurroundings(outcome, instance, studies);
}

async function verifyLiveStudy({ ports }: Instance, study: StudyId): Promise<NamedReport> {
  const [row] = await ports.lists.studies([study]);
  const report = await verifyStudy(ports, study, ports.verification());
  const name =
    study === instanceStudy ? "accounts of this instance" : (row?.name ?? "a study without a name");
  return { ...report, name };
}

/** What is made from the ledger, and what guards it: neither is part of the proof, and both must be in order. */
async function withSurroundings(
  outcome: Outcome,
  { ports }: Instance,
  studies: readonly StudyId[],
): Promise<Outcome> {
  const missingGuards = await ports.guards.missing();
  const astray: string[] = [];
  for (const study of studies) astray.push(...describeCheck(study, await checkProjections(ports, study)));
  const json = { ...(outcome.json as object), projections: { astray }, guards: { missing: missingGuards } };
  const lines = [...astray, ...missingGuards];
  const text = [outcome.text, lines.length === 0 ? inOrder : lines.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
  return lines.length === 0
    ? { ...outcome, json, text }
    : { code: 1, json: { ...json, intact: false }, text };
}

const inOrder = "Every projection is as the events make it, and every guard of the database is in its place.";

function describeCheck(
  study: StudyId,
  { missing, unfounded, shownToOthers }: ProjectionCheck,
): readonly string[] {
  const rows = [...missing, ...unfounded];
  const tables = [...new Set(rows.map(({ table }) => table))];
  return [
    ...tables.map((table) => {
      const wrong = rows.filter((row) => row.table === table).length;
      return `Study ${study}: ${wrong} rows of projection.${table} do not say what the events say. Run \`vigil rebuild\`.`;
    }),
    ...shownToOthers.map(
      (stream) => `Study ${study}: ${stream} is shown to other sites than its events say.`,
    ),
  ];
}

type NamedReport = VerificationReport & { readonly name: string };

function withName(report: VerificationReport, { manifest }: OpenBundle): NamedReport {
  return { ...report, name: manifest.site ? `${manifest.name}, one site` : manifest.name };
}

function outcomeOf(reports: readonly NamedReport[], milliseconds: number): Outcome {
  const events = reports.reduce((sum, report) => sum + report.events, 0);
  const eventsPerSecond = Math.round(events / (milliseconds / 1_000));
  const intact = reports.every((report) => report.intact);
  const json = { intact, eventsPerSecond, reports };
  const text = reports.map(renderReport).join("\n\n");
  return intact ? done(json, text) : { code: 1, json, text };
}

function renderReport(report: NamedReport): string {
  const {
    name,
    study,
    intact,
    events,
    streams,
    checkpoints,
    witnessed,
    newerWitnessed,
    provenUntil,
    unproven,
    gaps,
    findings,
    seals,
  } = report;
  const proven = provenUntil ? `proven up to ${provenUntil}` : "not yet under any checkpoint";
  return [
    `${intact ? "Intact" : "NOT INTACT"}: ${name} (${study})`,
    `  ${events} events in ${streams} streams, ${proven}; ${unproven} events since`,
    `  ${checkpoints} checkpoints, ${witnessed} of them also with the witness`,
    ...(seals.opened + seals.blinded + seals.erased > 0 ? [`  ${sealWords(seals)}`] : []),
    ...(newerWitnessed === 0
      ? []
      : [`  The witness holds ${newerWitnessed} newer checkpoints: this copy was taken before them.`]),
    ...gaps.map(renderGap),
    ...findings.map((finding: Finding) => `  ${finding.message} [${finding.code}]`),
  ].join("\n");
}

function renderGap({
  restoredAt,
  fromMoment,
  toMoment,
  fromCheckpoint,
  toCheckpoint,
  events,
}: KnownGap): string {
  const lost =
    toCheckpoint < fromCheckpoint
      ? "no checkpoint had seen any of it"
      : `checkpoints ${fromCheckpoint} to ${toCheckpoint}, at least ${events} events`;
  return `  A backup was put back on ${restoredAt}: what was written between ${fromMoment} and ${toMoment} is lost (${lost}).`;
}

function sealWords({ opened, blinded, erased }: SealCount): string {
  const kept = blinded > 0 ? `, ${blinded} kept from whoever took the copy` : "";
  const lost = erased > 0 ? `, ${erased} erased` : "";
  return `${opened} sealed texts and answers laid open, each as it was sealed${kept}${lost}`;
}
