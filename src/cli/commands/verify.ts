import { existsSync, readFileSync } from "node:fs";
import { bundleFileLines, readWitness, verificationTools } from "#adapters";
import { renderIssue } from "#kernel";
import {
  bundleToVerify,
  type Finding,
  type OpenBundle,
  openBundle,
  type SealCount,
  type VerificationReport,
  verifyLedger,
} from "#ledger";
import { verifyStudy } from "#usecases";
import {
  type CliCommand,
  done,
  notDone,
  type Options,
  type Outcome,
  type Surroundings,
  wrongUse,
} from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

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
  for (const needed of [file, options["witness"], options["key"]]) {
    if (typeof needed === "string" && !existsSync(needed)) return wrongUse(`There is no file ${needed}.`);
  }
  const opened = await openBundle(bundleFileLines(file));
  if (!opened.ok) {
    const message = `Cannot verify ${file}: ${opened.error.issues.map(renderIssue).join("; ")}`;
    return notDone({ code: "not-a-bundle", message });
  }
  const bundle = opened.value;
  const key = options["key"];
  if (key === undefined)
    around.say(
      "No --key was given: the bundle's own keys vouch for it. Get the public key by another way to be sure.",
    );
  const tools = verificationTools(typeof key === "string" ? [readFileSync(key, "utf8")] : bundle.publicKeys);
  const witness = typeof options["witness"] === "string" ? readWitness(options["witness"]) : [];
  const started = performance.now();
  const report = await verifyLedger(bundleToVerify(bundle, witness), tools);
  return outcomeOf([withName(report, bundle)], performance.now() - started);
}

async function verifyLive(options: Options, around: Surroundings): Promise<Outcome> {
  if (options["witness"] !== undefined || options["key"] !== undefined) {
    return wrongUse("--witness and --key belong to a bundle: name its file.");
  }
  const instance = await openInstance(placeFromEnvironment(around.environment));
  try {
    const all = await instance.ports.archive.studies();
    const wanted = all.filter((study) => options["study"] === undefined || options["study"] === study);
    if (wanted.length === 0 && options["study"] !== undefined)
      return notDone({ code: "no-such-study", message: `There is no study ${String(options["study"])}.` });
    const started = performance.now();
    const reports: NamedReport[] = [];
    for (const study of wanted) {
      const [row] = await instance.ports.lists.studies([study]);
      const report = await verifyStudy(instance.ports, study, instance.ports.verification());
      reports.push({ ...report, name: row?.name ?? "accounts of this instance" });
    }
    return outcomeOf(reports, performance.now() - started);
  } finally {
    await instance.close();
  }
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
    ...gaps.map(
      (gap) =>
        `  A backup was put back on ${gap.restoredAt}: what was written between ${gap.fromMoment} and ${gap.toMoment} is lost (checkpoints ${gap.fromCheckpoint} to ${gap.toCheckpoint}, ${gap.events} events).`,
    ),
    ...findings.map((finding: Finding) => `  ${finding.message} [${finding.code}]`),
  ].join("\n");
}

function sealWords({ opened, blinded, erased }: SealCount): string {
  const kept = blinded > 0 ? `, ${blinded} kept from whoever took the copy` : "";
  const lost = erased > 0 ? `, ${erased} erased` : "";
  return `${opened} sealed texts and answers laid open, each as it was sealed${kept}${lost}`;
}
