import { type Sha256, sha256Hex } from "#kernel";
import type { StreamId } from "./event.ts";

/** The head of a stream: how many events it has and the hash of the last. */
export type StreamHead = { readonly stream: StreamId; readonly version: number; readonly hash: Sha256 };

/** One step from a leaf to the root: the sibling's hash and the side on which it stands. */
export type ProofStep = { readonly side: "left" | "right"; readonly hash: Sha256 };

/** A leaf's hash; leaf and node carry different prefixes, so that one can never pass for the other (RFC 6962 §2.1). */
export function leafHash({ stream, version, hash }: StreamHead): Sha256 {
  return sha256Hex(`leaf\n${stream}\n${version}\n${hash}`);
}

/** The Merkle root over the heads, in the order of their stream ids. No heads: the hash of nothing. */
export function merkleRoot(heads: readonly StreamHead[]): Sha256 {
  let level = sortedLeaves(heads);
  if (level.length === 0) return sha256Hex("empty");
  while (level.length > 1) level = parentLevel(level);
  return level[0] as Sha256;
}

/** For each stream asked for, the steps that lead from its leaf to the root of all heads. */
export function inclusionProofs(
  heads: readonly StreamHead[],
  streams: readonly StreamId[],
): ReadonlyMap<StreamId, readonly ProofStep[]> {
  const order = [...heads].sort(byStream);
  const levels = [order.map(leafHash)];
  while ((levels.at(-1) as Sha256[]).length > 1) levels.push(parentLevel(levels.at(-1) as Sha256[]));
  const indexOf = new Map(order.map((head, index) => [head.stream, index]));
  const proofs = new Map<StreamId, readonly ProofStep[]>();
  for (const stream of streams) {
    const index = indexOf.get(stream);
    if (index !== undefined) proofs.set(stream, proofAt(levels, index));
  }
  return proofs;
}

/** The root to which a leaf and its steps lead. */
export function rootFromProof(head: StreamHead, steps: readonly ProofStep[]): Sha256 {
  let hash = leafHash(head);
  for (const step of steps)
    hash = step.side === "left" ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash);
  return hash;
}

function proofAt(levels: readonly (readonly Sha256[])[], leaf: number): readonly ProofStep[] {
  const steps: ProofStep[] = [];
  let index = leaf;
  for (const level of levels.slice(0, -1)) {
    const sibling = level[index ^ 1];
    if (sibling !== undefined) steps.push({ side: index % 2 === 0 ? "right" : "left", hash: sibling });
    index = Math.floor(index / 2);
  }
  return steps;
}

function parentLevel(level: readonly Sha256[]): Sha256[] {
  const parents: Sha256[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = [level[index] as Sha256, level[index + 1]];
    parents.push(right === undefined ? left : nodeHash(left, right));
  }
  return parents;
}

function sortedLeaves(heads: readonly StreamHead[]): Sha256[] {
  return [...heads].sort(byStream).map(leafHash);
}

function nodeHash(left: Sha256, right: Sha256): Sha256 {
  return sha256Hex(`node\n${left}\n${right}`);
}

function byStream(a: StreamHead, b: StreamHead): number {
  return a.stream < b.stream ? -1 : 1;
}
