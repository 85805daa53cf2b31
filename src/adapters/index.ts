export { systemClock, systemRandomness } from "./clock/system-clock.ts";
export { systemCredentials } from "./crypto/credentials.ts";
export { fileKeyRing, markInFolder } from "./crypto/key-ring.ts";
export { fileDeviceKeys } from "./crypto/outbox-key.ts";
export {
  fileSigner,
  keyIdOf,
  rotateSigningKey,
  trustedPublicKeys,
  verificationTools,
} from "./crypto/signer.ts";
export { bundleFileLines } from "./files/bundle-file.ts";
export { createDurably, removeDurably } from "./files/durable-file.ts";
export { hashedBundleLines } from "./files/hashed-bundle.ts";
export { type DesignOnDisk, readStudyDesign } from "./files/study-folder.ts";
export { fileWitness, readWitness } from "./files/witness.ts";
export { type ZipEntry, zipArchive } from "./files/zip-writer.ts";
export { type OpenIdSettings, openIdProvider } from "./open-id/open-id-provider.ts";
export { backUp } from "./postgres/backup/back-up.ts";
export { fillFromBackup, requireNobody } from "./postgres/backup/fill-from-backup.ts";
export type { BackupManifest } from "./postgres/backup/manifest.ts";
export { readBackup } from "./postgres/backup/read-backup.ts";
export {
  type DatabaseAccess,
  openEmbeddedDatabase,
  ownerOf,
  withClient,
} from "./postgres/database.ts";
export { isClusterInUse } from "./postgres/embedded/open-cluster.ts";
export { removeCluster } from "./postgres/embedded/remove-cluster.ts";
export { isClusterThere, replaceCluster, successorOf } from "./postgres/embedded/replace-cluster.ts";
export { postgresGuards } from "./postgres/guards.ts";
export { postgresIdentityVault } from "./postgres/identity-vault.ts";
export { postgresEventStore } from "./postgres/ledger/event-store.ts";
export { postgresLedgerArchive } from "./postgres/ledger/ledger-archive.ts";
export { postgresSealedStore } from "./postgres/ledger/sealed-store.ts";
export { postgresLists } from "./postgres/lists.ts";
export { postgresOutbox } from "./postgres/outbox.ts";
export { postgresAccounts } from "./postgres/people/accounts.ts";
export { postgresDevices } from "./postgres/people/devices.ts";
export { postgresProjectionStore } from "./postgres/projection-store.ts";
export { postgresRatingDirectory } from "./postgres/rating-directory.ts";
export { postgresSecurityLog } from "./postgres/security-log.ts";
export type { ServerUrls } from "./postgres/server/login.ts";
export { openServerDatabase } from "./postgres/server/open-server-database.ts";
export { postgresStaffDirectory } from "./postgres/staff-directory.ts";
