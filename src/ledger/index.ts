export {
  type BundledIdentity,
  type BundleEnd,
  type BundleManifest,
  type BundleRecord,
  bundleHeader,
  readBundleLine,
  renderBundleLine,
} from "./bundle.ts";
export { type BundleDigest, bundleDigest, bundleEndText } from "./bundle-digest.ts";
export {
  type Checkpoint,
  checkpointHash,
  checkpointText,
  type FiledCheckpoint,
  type SignedCheckpoint,
} from "./checkpoint.ts";
export {
  bundleName,
  directoryPlace,
  endToRead,
  filesOf,
  headSize,
  isArchive,
  type PackedFile,
} from "./copy-archive.ts";
export { type CorrectedMoment, correctedMoment, orderOf } from "./corrected-moment.ts";
export {
  type Actor,
  type ClockOffset,
  type DeviceClock,
  type FreeText,
  type LedgerEvent,
  noHash,
  readEvent,
  type SealedText,
  type SealedValue,
  type Source,
  type StoredEvent,
  type StreamId,
  storeEvent,
} from "./event.ts";
export type { FiledEnd, FiledEvent, FiledHead, FiledRecord } from "./filed.ts";
export {
  type Hasher,
  inclusionProofs,
  type MerkleBuilder,
  merkleBuilder,
  merkleRoot,
  type ProofStep,
  type StreamHead,
} from "./merkle.ts";
export {
  type Closed,
  isSealedText,
  isSealedValue,
  type Opening,
  type PlacedSeal,
  sealCommitment,
  sealsIn,
} from "./opening.ts";
export {
  type BundleEnding,
  bundleToVerify,
  type LineBatch,
  type OpenBundle,
  openBundle,
} from "./read-bundle.ts";
export { type KnownGap, type RestoreStatement, restoreText, type SignedRestore } from "./restore.ts";
export {
  type Finding,
  type LedgerToVerify,
  type VerificationReport,
  type VerificationTools,
  verifyLedger,
} from "./verify.ts";
export type { SealCount } from "./verify-openings.ts";
