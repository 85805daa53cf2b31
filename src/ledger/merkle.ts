import { type Sha256, sha256Hex } from "#kernel";
import type { StreamId } from "./event.ts";

/** The head of a stream: how many events it has and the hash of the last. */
export type StreamHead = { readonly stream: StreamId; readonly version: number; readonly hash: Sha256 };

/** One step from a leaf to the root: the sibling's hash and the side on which it stands. */
export type ProofStep = { readonly side: "left" | "right"; readonly hash: Sha256 };

/** SHA-256 of a text in UTF-8: a platform's own is many times faster than a script's. */
export type Hasher = (text: string) => Sha256;

/** Takes heads in the order of their stream ids and gives the root over them, holding one hash for each level. */
export type MerkleBuilder = { readonly add: (head: StreamHead) => void; readonly root: () => Sha256 };

/** A tree that is whole up to a height: 2^height leaves. */
type Subtree = { readonly height: number; readonly hash: Sha256 };

/** A leaf's hash; leaf and node carry different prefixes, so that one can never pass for the other (RFC 6962 §2.1). */
function leafHash({ stream, version, hash }: StreamHead, sha256: Hasher = sha256Hex): Sha256 {
  return sha256(`leaf\n${stream}\n${version}\n${hash}`);
}

export function merkleBuilder(sha256: Hasher = sha256Hex): MerkleBuilder {
  const subtrees: Subtree[] = [];
  return {
    add: (head) => {
      let grown: Subtree = { height: 0, hash: leafHash(head, sha256) };
      for (let last = subtrees.at(-1); last?.height === grown.height; last = subtrees.at(-1)) {
        subtrees.pop();
        grown = { height: grown.height + 1, hash: nodeHash(last.hash, grown.hash, sha256) };
      }
      subtrees.push(grown);
    },
    root: () =>
      subtrees.length === 0
        ? sha256("empty")
        : subtrees.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right, sha256)),
  };
}

/** The Merkle root over the heads, in the order of their stream ids. No heads: the hash of nothing. */
export function merkleRoot(heads: readonly StreamHead[], sha256: Hasher = sha256Hex): Sha256 {
  const builder = merkleBuilder(sha256);
  for (const head of [...heads].sort(byStream)) builder.add(head);
  return builder.root();
}

/** For each stream asked for, the steps that lead from its leaf to the root of all heads. */
export function inclusionProofs(
  heads: readonly StreamHead[],
  streams: readonly StreamId[],
  sha256: Hasher = sha256Hex,
): ReadonlyMap<StreamId, readonly ProofStep[]> {
  const order = [...heads].sort(byStream);
  const levels = [order.map((head) => leafHash(head, sha256))];
  while ((levels.at(-1) as Sha256[]).length > 1) levels.push(parentLevel(levels.at(-1) as Sha256[], sha256));
  const indexOf = new Map(order.map((head, index) => [head.stream, index]));
  const proofs = new Map<StreamId, readonly ProofStep[]>();
  for (const stream of streams) {
    const index = indexOf.get(stream);
    if (index !== undefined) proofs.set(stream, proofAt(levels, index));
  }
  return proofs;
}

/** The root to which a leaf and its steps lead. */
export function rootFromProof(
  head: StreamHead,
  steps: readonly ProofStep[],
  sha256: Hasher = sha256Hex,
): Sha256 {
  let hash = leafHash(head, sha256);
  for (const step of steps)
    hash = step.side === "left" ? nodeHash(step.hash, hash, sha256) : nodeHash(hash, step.hash, sha256);
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

/** One that has no sibling goes up as it is. */
function parentLevel(level: readonly Sha256[], sha256: Hasher): Sha256[] {
  const parents: Sha256[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = [level[index] as Sha256, level[index + 1]];
    parents.push(right === undefined ? left : nodeHash(left, right, sha256));
  }
  return parents;
}

function nodeHash(left: Sha256, right: Sha256, sha256: Hasher): Sha256 {
  return sha256(`node\n${left}\n${right}`);
}

function byStream(a: StreamHead, b: StreamHead): number {
  return a.stream < b.stream ? -1 : 1;
}
