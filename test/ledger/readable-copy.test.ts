import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync, inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleFileLines, verificationTools, zipArchive } from "#adapters";
import type { ZoneId } from "#kernel";
import {
  bundleToVerify,
  directoryPlace,
  filesOf,
  openBundle,
  type VerificationReport,
  verifyLedger,
} from "#ledger";
import { casebookIn, readCopy, renderHtml, renderText } from "#trial";
import { bundleLines, copyFiles, type Principal, recordIdentity, takeCopy } from "#usecases";
import { type FilesToVerify, verifyCopy } from "../../src/web/pages/ledger/verifier/verify-copy.ts";
import { anInstance } from "../builders/instance.ts";
import { aPlayedStudy, aScreenedParticipant, type PlayedStudy } from "../builders/played-study.ts";

const secret = "wakes at three <b>every</b> night";
const confidential = "somebody shouted at me";

let played: PlayedStudy;
let participant: string;
const folder = mkdtempSync(path.join(tmpdir(), "vigil-copy-"));

beforeAll(async () => {
  played = await aPlayedStudy(await anInstance());
  const { act, person, north, south } = played;
  participant = await aScreenedParticipant(played, north, "called from a telephone box");
  await aScreenedParticipant(played, south, "called from the south");
  const investigator = person("investigator", north);
  await act(investigator, "start-visit", participant, { visitId: "v1", mode: "in-person" });
  const intake = [
    { path: "age", value: 41 },
    { path: "sleep", value: { freeText: secret } },
  ];
  await act(investigator, "submit-form", participant, { formKey: "v1/intake/1", entries: intake });
  const report = [
    { path: "felt-safe", value: false },
    { path: "words", value: { freeText: confidential } },
  ];
  const formKey = "v1/report/1";
  const handedOver = { study: played.study, participant, formKey };
  await act({ ...person("participant", north), handedOver }, "submit-form", participant, {
    formKey,
    entries: report,
  });
  await act(person("monitor"), "open-query", participant, {
    formKey: "v1/report/1",
    itemPath: "words",
    question: { freeText: "Who shouted?" },
  });
});
afterAll(async () => {
  await played.instance.close();
  rmSync(folder, { recursive: true });
});

type Wanted = { readonly as: Principal; readonly whole?: boolean; readonly withIdentities?: boolean };

function take({ as, whole = false, withIdentities = false }: Wanted, contents: "sealed" | "readable") {
  const { instance, study, north } = played;
  return takeCopy(instance.ports, {
    study,
    contents,
    withIdentities,
    principal: as,
    source: { kind: "web" },
    zone: "UTC" as ZoneId,
    ...(whole ? {} : { site: north }),
  });
}

/** Writes the archive of a readable copy into a file, as it would be downloaded. */
async function archive(wanted: Wanted, name: string): Promise<string> {
  const copy = await take(wanted, "readable");
  if (!copy.ok) throw new Error(JSON.stringify(copy.error));
  const file = path.join(folder, name);
  await writeFile(file, zipArchive(copyFiles(played.instance.ports, copy.value), new Date(0)));
  return file;
}

async function verify(lines: AsyncIterable<readonly string[]>): Promise<VerificationReport> {
  const bundle = await openBundle(lines);
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.error));
  return verifyLedger(bundleToVerify(bundle.value), verificationTools(bundle.value.publicKeys));
}

async function* linesOf(text: string): AsyncIterable<readonly string[]> {
  yield text.split("\n").filter((line) => line !== "");
}

async function textOf(pieces: AsyncIterable<string | readonly string[]>): Promise<string> {
  let text = "";
  for await (const piece of pieces)
    text += typeof piece === "string" ? piece : piece.map((line) => `${line}\n`).join("");
  return text;
}

describe("a sealed copy", () => {
  test("shows nobody what people wrote, nor answers that are kept from a role that may take it", async () => {
    const copy = await take({ as: played.person("administrator"), whole: true }, "sealed");
    if (!copy.ok) throw new Error("refused");
    const text = await textOf(bundleLines(played.instance.ports, copy.value));
    for (const hidden of [secret.slice(0, 14), confidential, '"path":"felt-safe"', "telephone box"])
      expect(text).not.toContain(hidden);
    expect(text).toContain('"path":"age","value":41');
    expect(await verify(linesOf(text))).toMatchObject({ intact: true, seals: { opened: 0, blinded: 0 } });
  });

  test("is an event that names what left, for whom, and how much", async () => {
    const inspector = played.person("inspector");
    await take({ as: inspector, whole: true }, "sealed");
    const { rows } = await played.instance.maintenance.query<{ data: unknown }>(
      `SELECT body->'data' AS data FROM ledger.event_body
        WHERE body->>'type' = 'LedgerExported' AND body->'actor'->>'user' = $1`,
      [inspector.user],
    );
    expect(rows.map(({ data }) => data)).toMatchObject([
      {
        scope: "study",
        contents: "sealed",
        takenAs: ["inspector"],
        identities: 0,
        streams: expect.any(Number),
      },
    ]);
  });
});

describe("a site's readable copy", () => {
  test("proves itself with no database and no key, what it lays open too", async () => {
    const file = await archive({ as: played.person("site-coordinator", played.north) }, "north.zip");
    const report = await verify(bundleFileLines(file));
    expect(report).toMatchObject({ intact: true, findings: [], seals: { erased: 0 } });
    expect(report.seals.opened).toBeGreaterThan(0);
    expect(report.seals.blinded).toBeGreaterThan(0);
  });

  test("is found out where a word that it lays open was changed, though every event is as it was", async () => {
    const file = await archive({ as: played.person("investigator", played.north) }, "forged.zip");
    const text = (await textOf(bundleFileLines(file))).replace("telephone box", "luxury yacht!");
    expect(text).toContain("luxury yacht!");
    const report = await verify(linesOf(text));
    expect(report.findings.map(({ code }) => code)).toEqual(["opening-differs", "bundle-altered"]);
  });

  test("names no other site's participant and holds none of their words", async () => {
    const file = await archive({ as: played.person("investigator", played.north) }, "own.zip");
    const text = await textOf(bundleFileLines(file));
    expect(text).toContain("telephone box");
    expect(text).not.toContain("called from the south");
  });

  test("keeps from whoever takes it what they are blinded to: answers, and every word about them", async () => {
    const file = await archive({ as: played.person("investigator", played.north) }, "blinded.zip");
    const everything = readFileSync(file);
    const inside = [await textOf(bundleFileLines(file)), ...unpacked(everything)].join("\n");
    for (const hidden of [confidential, '"path":"felt-safe"', "Who shouted?"])
      expect(inside).not.toContain(hidden);
    expect(inside).toContain("kept from whoever took this copy");
  });

  test("shows an inspector, who is not blinded to it, the confidential report too", async () => {
    const file = await archive({ as: played.person("inspector"), whole: true }, "inspector.zip");
    expect(await textOf(bundleFileLines(file))).toContain(confidential);
    expect(await verify(bundleFileLines(file))).toMatchObject({ intact: true, seals: { blinded: 0 } });
  });
});

describe("a casebook from a readable copy", () => {
  test("reads as the record does, in text and in HTML, with labels, reasons and the trail", async () => {
    const file = await archive({ as: played.person("investigator", played.north) }, "read.zip");
    const bundle = await openBundle(bundleFileLines(file));
    if (!bundle.ok) throw new Error("no bundle");
    const reading = await readCopy(bundle.value);
    expect(reading.participants.map(({ number, stage }) => [number, stage])).toEqual([
      ["01-0001", "screening"],
    ]);
    const events = reading.participants[0]?.events ?? [];
    const casebook = casebookIn(reading, participant, events);
    if (!casebook) throw new Error("no casebook");
    const text = renderText(casebook.document);
    for (const words of [
      "Casebook of participant 01-0001",
      "Age",
      "41 years",
      "How they sleep",
      "Audit trail",
    ])
      expect(text).toContain(words);
    const html = renderHtml(casebook.document);
    expect(html).toContain("wakes at three &lt;b&gt;every&lt;/b&gt; night");
    expect(html).not.toContain("<b>every</b>");
    expect(html).not.toMatch(/<script|https?:\/\/|src=/);
  });

  test("lies in the archive itself, one file for each participant", async () => {
    const file = await archive({ as: played.person("investigator", played.north) }, "files.zip");
    const bytes = readFileSync(file);
    const place = directoryPlace(bytes);
    const files = filesOf(bytes.subarray(place?.offset), (name) => Buffer.from(name).toString());
    expect(files.map(({ name }) => name)).toEqual(["README.txt", "ledger.vigil", "casebooks/01-0001.html"]);
  });
});

describe("who may take what", () => {
  test.each([
    ["an administrator", "administrator", "readable", "not-readable-for-you"],
    ["a monitor", "monitor", "sealed", "not-found"],
    ["a coordinator of another site", "site-coordinator", "sealed", "not-found"],
  ] as const)("%s is refused a copy that is not theirs", async (_who, role, contents, code) => {
    const { person, south } = played;
    const as = role === "site-coordinator" ? person(role, south) : person(role);
    const copy = await take({ as, whole: role === "administrator" }, contents);
    expect(copy).toMatchObject({ ok: false, error: { code } });
  });

  test("identities leave with nobody but the site's own staff, and each reading is an event", async () => {
    const { instance, study, north, person } = played;
    const inspector = await take({ as: person("inspector"), withIdentities: true }, "readable");
    expect(inspector).toMatchObject({ ok: false, error: { code: "identities-are-the-sites" } });
    const coordinator = person("site-coordinator", north);
    const body = {
      commandId: instance.ports.randomness.timedId(),
      zone: "UTC",
      data: { "given-name": "Robin", "family-name": "Testcase" },
    };
    const request = {
      study,
      subjectId: participant,
      principal: coordinator,
      source: { kind: "web" },
      body,
    } as const;
    expect(await recordIdentity(instance.ports, request)).toMatchObject({ ok: true });
    const file = await archive({ as: coordinator, withIdentities: true }, "identities.zip");
    const text = await textOf(bundleFileLines(file));
    expect(text).toContain("Robin");
    expect(text).toContain('"type":"IdentityRead"');
    const without = await archive({ as: coordinator }, "without.zip");
    expect(await textOf(bundleFileLines(without))).not.toContain("Robin");
  });
});

describe("the verifier in the browser", () => {
  const inBrowser = async (file: string, more: Omit<FilesToVerify, "copy"> = {}) =>
    (await verifyCopy({ copy: new Blob([readFileSync(file)]), ...more }, () => {})).verified;

  test("finds of a copy what the command line finds, from the archive, a bundle or a compressed one", async () => {
    const file = await archive({ as: played.person("inspector"), whole: true }, "browser.zip");
    const text = await textOf(bundleFileLines(file));
    writeFileSync(path.join(folder, "plain.vigil"), text);
    writeFileSync(path.join(folder, "packed.vigil.gz"), gzipSync(text));
    const expected = await verify(bundleFileLines(file));
    for (const name of ["browser.zip", "plain.vigil", "packed.vigil.gz"]) {
      const { report, participants, isKeyGiven } = await inBrowser(path.join(folder, name));
      expect(report, name).toEqual(expected);
      expect(participants.map(({ number }) => number)).toEqual(["01-0001", "02-0001"]);
      expect(isKeyGiven).toBe(false);
    }
  });

  test("believes no signature of a key that it was not given", async () => {
    const file = await archive({ as: played.person("inspector"), whole: true }, "foreign-key.zip");
    const { publicKey } = generateKeyPairSync("ed25519");
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const { report } = await inBrowser(file, { publicKey: new Blob([pem]) });
    expect(report.intact).toBe(false);
    expect(new Set(report.findings.map(({ code }) => code))).toEqual(
      new Set(["checkpoint-forged", "bundle-forged"]),
    );
    const own = new Blob([pem, ...played.instance.ports.publicKeys()]);
    expect((await inBrowser(file, { publicKey: own })).report.intact).toBe(true);
  });

  test("finds an event that was changed, and a copy that ends before its witness", async () => {
    const file = await archive({ as: played.person("inspector"), whole: true }, "changed.zip");
    const text = await textOf(bundleFileLines(file));
    const changed = path.join(folder, "changed.vigil");
    writeFileSync(changed, text.replace('"path":"age","value":41', '"path":"age","value":14'));
    const { report } = await inBrowser(changed);
    expect(report.findings.map(({ code }) => code)).toContain("event-altered");
    await take({ as: played.person("inspector"), whole: true }, "sealed");
    const { ports } = played.instance;
    const witnessed = await ports.witness.read(played.study);
    const witness = new Blob(witnessed.map((signed) => `${JSON.stringify(signed)}\n`));
    const older = await inBrowser(file, { witness });
    expect(older.report.findings.map(({ code }) => code)).toEqual(["ledger-older-than-witness"]);
  });

  test("says of a file that is no copy that it is none", async () => {
    await expect(inBrowser(import.meta.filename)).rejects.toThrow("This is no bundle of a ledger");
  });
});

test("a file that is no archive of a copy is told so", async () => {
  const file = path.join(folder, "other.zip");
  writeFileSync(file, Buffer.from("PK\u0003\u0004 but nothing of ours"));
  await expect(textOf(bundleFileLines(file))).rejects.toThrow("there is no ledger.vigil in this archive");
});

/** Every file's text in an archive, by its local heads; enough for archives of our own. */
function unpacked(bytes: Buffer): readonly string[] {
  const texts: string[] = [];
  let at = bytes.indexOf("PK\u0003\u0004");
  while (at >= 0) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const end = bytes.indexOf("PK\u0007\u0008", start);
    texts.push(inflateRawSync(bytes.subarray(start, end)).toString("utf8"));
    at = bytes.indexOf("PK\u0003\u0004", end);
  }
  return texts;
}
