import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verificationTools } from "#adapters";
import type { SiteId } from "#kernel";
import {
  bundleDigest,
  bundleEndText,
  bundleToVerify,
  openBundle,
  type SignedCheckpoint,
  type StreamId,
  type VerificationReport,
  verifyLedger,
} from "#ledger";
import { bundleLines, takeCheckpoint } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { aClock, anInstance } from "../builders/instance.ts";
import { aChain, anId, aStudyId, writeChains } from "../builders/ledger.ts";

const [north, south] = [anId() as SiteId, anId() as SiteId];
const ofNorth: StreamId = `participant:${anId()}`;
const ofSouth: StreamId = `participant:${anId()}`;
const ofAll: StreamId = `study:${anId()}`;

const clock = aClock();
let instance: Instance;
let whole: readonly string[];
let copyOfNorth: readonly string[];
let witness: readonly SignedCheckpoint[];
let keys: readonly string[];

beforeAll(async () => {
  instance = await anInstance(clock);
  const { ports } = instance;
  const chains = [ofNorth, ofSouth, ofAll].map((stream) => [stream, aChain(stream, 9)] as const);
  const sitesOf = { [ofNorth]: [north], [ofSouth]: [south] } as Record<StreamId, readonly SiteId[]>;
  for (const [from, to] of [
    [0, 3],
    [3, 7],
    [7, 9],
  ] as const) {
    for (const [stream, chain] of chains) {
      const sites = sitesOf[stream];
      await ports.store.append({
        scope: { study: aStudyId, sites: "all" },
        streams: [{ stream, expected: from, events: chain.slice(from, to), ...(sites ? { sites } : {}) }],
      });
    }
    await takeCheckpoint(ports, aStudyId);
  }
  whole = await exported();
  copyOfNorth = await exported(north);
  witness = await ports.witness.read(aStudyId);
  keys = ports.publicKeys();
});
afterAll(() => instance.close());

async function exported(site?: SiteId): Promise<readonly string[]> {
  let text = "";
  for await (const piece of bundleLines(instance.ports, {
    study: aStudyId,
    name: "A study",
    ...(site ? { site } : {}),
  }))
    text += piece;
  return text.trimEnd().split("\n");
}

async function verified(
  lines: readonly string[],
  trusted = keys,
  held: readonly SignedCheckpoint[] = witness,
): Promise<VerificationReport | "no bundle"> {
  const batches = (async function* () {
    yield lines;
  })();
  const opened = await openBundle(batches);
  if (!opened.ok) return "no bundle";
  return verifyLedger(bundleToVerify(opened.value, held), verificationTools(trusted));
}

function isFoundOut(report: VerificationReport | "no bundle"): boolean {
  return report === "no bundle" || !report.intact;
}

describe("a bundle of the whole study", () => {
  test("is proven with nothing but its lines, the witness and the public key", async () => {
    expect(await verified(whole)).toMatchObject({
      intact: true,
      events: 27,
      streams: 3,
      checkpoints: 3,
      witnessed: 3,
      unproven: 0,
      findings: [],
    });
  });

  test("is found out wherever any letter of it is another", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(),
        fc.constantFrom("0", "x", " ", '"', "9"),
        async (line, at, letter) => {
          const number = line % whole.length;
          const text = whole[number] ?? "";
          const place = at % text.length;
          fc.pre(text[place] !== letter);
          const changed = text.slice(0, place) + letter + text.slice(place + 1);
          expect(isFoundOut(await verified(whole.toSpliced(number, 1, changed)))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  test("is found out wherever a line is left out, said twice, or in another's place", async () => {
    for (const [number, line] of whole.entries()) {
      expect(isFoundOut(await verified(whole.toSpliced(number, 1))), `without line ${number + 1}`).toBe(true);
      expect(isFoundOut(await verified(whole.toSpliced(number, 0, line))), `line ${number + 1} twice`).toBe(
        true,
      );
      if (number === 0) continue;
      const exchanged = whole.toSpliced(number - 1, 2, line, whole[number - 1] ?? "");
      expect(isFoundOut(await verified(exchanged)), `line ${number + 1} one up`).toBe(true);
    }
  });

  test("that was cut says so, wherever it was cut", async () => {
    for (let length = 0; length < whole.length; length++)
      expect(isFoundOut(await verified(whole.slice(0, length))), `${length} lines`).toBe(true);
    const report = await verified(whole.slice(0, -1));
    expect(report).toMatchObject({ findings: [{ code: "bundle-cut" }] });
  });

  test("signed by another key than the one that is trusted proves nothing", async () => {
    const other = await anInstance();
    const report = await verified(whole, other.ports.publicKeys());
    await other.close();
    expect(report).toMatchObject({ intact: false });
  });

  test("taken before a checkpoint is proven up to its own last one, and says how many came later", async () => {
    clock.advance(60_000);
    const stream: StreamId = `site:${anId()}`;
    await writeChains(instance, aStudyId, new Map([[stream, aChain(stream, 2)]]));
    await takeCheckpoint(instance.ports, aStudyId);
    const held = await instance.ports.witness.read(aStudyId);
    expect(held).toHaveLength(witness.length + 1);
    expect(await verified(whole, keys, held)).toMatchObject({
      intact: true,
      newerWitnessed: 1,
      findings: [],
    });
  });

  test("that lacks a checkpoint which was there when it was taken is found out", async () => {
    const withoutLast = whole.filter(
      (line) => !line.startsWith('C {"checkpoint":') || !line.includes('"number":3'),
    );
    expect(withoutLast).toHaveLength(whole.length - 1);
    const report = await verified(withoutLast);
    const codes = report === "no bundle" ? [] : report.findings.map(({ code }) => code);
    expect(codes).toContain("ledger-older-than-witness");
  });

  test("is proven without a witness, by its checkpoints alone", async () => {
    expect(await verified(whole, keys, [])).toMatchObject({ intact: true, witnessed: 0 });
  });
});

describe("a site's copy", () => {
  test("holds that site's streams and the whole study's, and names no other site's", async () => {
    expect(copyOfNorth.filter((line) => line.startsWith("E "))).toHaveLength(18);
    expect(copyOfNorth.join("\n")).not.toContain(ofSouth);
    expect(copyOfNorth.join("\n")).not.toContain(south);
  });

  test("is proven to belong under every checkpoint of the whole study", async () => {
    expect(await verified(copyOfNorth)).toMatchObject({
      intact: true,
      events: 18,
      streams: 2,
      checkpoints: 3,
      witnessed: 3,
      unproven: 0,
      findings: [],
    });
  });

  test("from which a stream was left out is found out, though no other site's streams are known", async () => {
    const without = copyOfNorth.filter((line) => !line.includes(ofNorth));
    expect(await verified(without)).toMatchObject({ intact: false, findings: [{ code: "bundle-altered" }] });
  });

  test("that somebody without the key has signed anew is found out", async () => {
    const without = copyOfNorth.filter((line) => !line.includes(ofNorth)).slice(0, -1);
    const other = await anInstance();
    const { signer } = other.ports;
    const digest = bundleDigest(signer.sha256);
    for (const line of without) digest.add(line);
    const sum = digest.finish();
    const end = { ...sum, keyId: signer.keyId, signature: signer.sign(bundleEndText(sum)) };
    await other.close();
    expect(await verified([...without, `Z ${JSON.stringify(end)}`])).toMatchObject({
      intact: false,
      findings: [{ code: "bundle-forged" }],
    });
  });

  test("in which an early head was exchanged for another is found out by its own proof", async () => {
    const at = copyOfNorth.findIndex((line) => line.startsWith("H ") && line.includes(ofNorth));
    const changed = (copyOfNorth[at] ?? "").replace(/"[0-9a-f]{64}"/, `"${"0".repeat(64)}"`);
    const report = await verified(copyOfNorth.toSpliced(at, 1, changed));
    const codes = report === "no bundle" ? [] : report.findings.map(({ code }) => code);
    expect(codes).toContain("proof-fails");
    expect(codes).toContain("history-rewritten");
  });
});
