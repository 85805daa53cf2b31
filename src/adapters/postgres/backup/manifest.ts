import { canonicalJson } from "#kernel";

/** One table of a backup: its rows as JSON, one a line, compressed. */
type BackedUpTable = {
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of the file as it lies there. */
  readonly sha256: string;
};

/** What a backup holds, as its `backup.json` says. */
export type BackupManifest = {
  readonly format: "vigil-backup/1";
  readonly takenAt: string;
  /** The schema that it was taken of; a restore brings it to the newest. */
  readonly migrations: readonly string[];
  /** By which the master key is known again under which its sealed data lie: a hash that tells nothing of it. */
  readonly masterKeyMark: string;
  readonly tables: readonly BackedUpTable[];
};

export type SignedManifest = {
  readonly manifest: BackupManifest;
  readonly keyId: string;
  readonly signature: string;
};

export const manifestFile = "backup.json";

/** All that cannot be made again, in the order in which it can be put back. */
export const backedUpTables = [
  "ledger.stream",
  "ledger.event",
  "ledger.refused_command",
  "ledger.checkpoint",
  "ledger.checkpoint_change",
  "people.account",
  "people.passkey",
  "security.log",
  "vault.identity",
  "sealed.stream",
  "sealed.event",
] as const;

/** What is signed of a backup. */
export function manifestText(manifest: BackupManifest): string {
  return `vigil backup\n${canonicalJson(manifest)}`;
}
