import { bundleName, type FiledEvent, type StreamId } from "#ledger";
import {
  type AnyRecorded,
  type CopyReading,
  casebookIn,
  foldCopyContext,
  openedEvent,
  renderHtml,
} from "#trial";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import { type BundlePorts, type BundleScope, bundleLines, manifestOf } from "./export.ts";

/** A file of a readable copy, its text in pieces. */
export type CopyFile = {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
};

/**
 * The files of a readable copy: how to read and prove it, the bundle itself, and each participant's casebook to read and print. One
 * participant at a time lies in memory.
 */
export async function* copyFiles(ports: BundlePorts, scope: BundleScope): AsyncIterable<CopyFile> {
  const streams = await streamsOf(ports.archive, scope);
  const reading = await readingOf(ports, scope, streams);
  yield { name: "README.txt", content: [readme(scope, reading)] };
  yield { name: bundleName, content: bundleLines(ports, scope) };
  for (const stream of streams.filter((one) => one.startsWith("participant:"))) {
    const file = await casebookFile(ports.archive, scope, reading, stream);
    if (file) yield file;
  }
}

async function streamsOf(archive: LedgerArchive, { study, site }: BundleScope): Promise<readonly StreamId[]> {
  if (site) return archive.streamsOfSite(study, site);
  const { heads } = await archive.heads(study);
  return heads.map(({ stream }) => stream).sort();
}

async function readingOf(
  { archive, clock }: BundlePorts,
  scope: BundleScope,
  streams: readonly StreamId[],
): Promise<Reading> {
  const events: AnyRecorded[] = [];
  for await (const filed of archive.events(
    scope.study,
    streams.filter((one) => /^(study|site|staff):/.test(one)),
  ))
    events.push(openedEvent(filed).event);
  return {
    manifest: manifestOf(scope, clock, streams.length),
    context: foldCopyContext(events),
    identityOf: (id) => scope.identities?.find(({ participant }) => participant === id)?.fields,
  };
}

type Reading = Omit<CopyReading, "participants">;

async function casebookFile(
  archive: LedgerArchive,
  { study, layOpen }: BundleScope,
  reading: Reading,
  stream: StreamId,
): Promise<CopyFile | undefined> {
  const events: FiledEvent[] = [];
  for await (const filed of archive.events(study, [stream]))
    events.push({ ...filed, openings: (await layOpen?.(filed)) ?? [] });
  const casebook = casebookIn(reading, stream.slice("participant:".length), events);
  if (!casebook) return undefined;
  const name = casebook.number ?? `without-number-${casebook.participantId.slice(0, 8)}`;
  return { name: `casebooks/${name}.html`, content: [renderHtml(casebook.document)] };
}

function readme(
  { site, identities = [] }: BundleScope,
  { context: { study, siteOf }, manifest: { takenAt, exportId } }: Reading,
): string {
  const whose = site ? `of site ${siteOf(site).number} ${siteOf(site).name}` : "of the whole study";
  return `Readable copy of ${study.name} (${study.protocolId}), ${whose}
Taken ${takenAt}, export ${exportId ?? ""}

casebooks/      One file for each participant: open it in any browser, print it, keep it. Nothing else is needed.
${bundleName}   The events themselves, with the proofs that they are as they were written, and every text laid open.

To prove that nothing was altered, without the sponsor and without a database:
  vigil verify THIS-ARCHIVE.zip --key ledger.pem
or drop this archive on the Ledger page of any Vigil: it is checked in the browser and sent nowhere.
Get ledger.pem, the public key of the instance, by another way than with this copy.

To print a casebook anew from the events: vigil read THIS-ARCHIVE.zip --participant NUMBER

What whoever took the copy is blinded to is in it sealed, and marked so.
${identities.length > 0 ? `It holds the identities of ${identities.length} participants. Keep it as you keep their records.` : "It holds no names, addresses or other identities."}
`;
}
