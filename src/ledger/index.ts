export {
  type BundledIdentity,
  type BundleManifest,
  type BundleRecord,
  bundleHeader,
  filedFromBundle,
  readBundleLine,
  renderBundleLine,
} from "./bundle.ts";
export {
  type Checkpoint,
  changesHash,
  checkpointHash,
  checkpointText,
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
export {
  type Actor,
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
export {
  inclusionProofs,
  leafHash,
  merkleRoot,
  type ProofStep,
  rootFromProof,
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
export { bundleToVerify, type OpenBundle, openBundle } from "./read-bundle.ts";
export { type KnownGap, type RestoreStatement, restoreText, type SignedRestore } from "./restore.ts";
export {
  type FiledCheckpoint,
  type FiledEvent,
  type Finding,
  type LedgerToVerify,
  type VerificationReport,
  type VerificationTools,
  verifyLedger,
} from "./verify.ts";
export type { SealCount } from "./verify-openings.ts";
