import fc from "fast-check";
import { expect, test } from "vitest";
import { type Sha256, sha256Hex } from "#kernel";
import { inclusionProofs, merkleBuilder, merkleRoot, rootFromProof, type StreamHead } from "./merkle.ts";

const head = (index: number): StreamHead => ({
  stream: `site:${index}`,
  version: index + 1,
  hash: sha256Hex(`head ${index}`),
});
const headLists = fc
  .integer({ min: 1, max: 70 })
  .map((count) => Array.from({ length: count }, (_, index) => head(index)));

test("the root does not depend on the order in which the heads are given", () => {
  fc.assert(
    fc.property(headLists, fc.infiniteStream(fc.nat()), (heads, keys) => {
      const shuffled = heads
        .map((one) => ({ one, key: keys.next().value }))
        .sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
      expect(merkleRoot(shuffled.map(({ one }) => one))).toBe(merkleRoot(heads));
    }),
  );
});

test("every head's proof leads to the root", () => {
  fc.assert(
    fc.property(headLists, (heads) => {
      const proofs = inclusionProofs(
        heads,
        heads.map(({ stream }) => stream),
      );
      const root = merkleRoot(heads);
      for (const one of heads) expect(rootFromProof(one, proofs.get(one.stream) ?? [])).toBe(root);
    }),
  );
});

test("a proof does not fit another head, nor the same head at another version", () => {
  fc.assert(
    fc.property(headLists, fc.nat(), (heads, pick) => {
      const one = heads[pick % heads.length] as StreamHead;
      const steps = inclusionProofs(heads, [one.stream]).get(one.stream) ?? [];
      expect(rootFromProof({ ...one, version: one.version + 1 }, steps)).not.toBe(merkleRoot(heads));
      expect(rootFromProof({ ...one, hash: sha256Hex("another") as Sha256 }, steps)).not.toBe(
        merkleRoot(heads),
      );
    }),
  );
});

test("a builder that is given heads one by one comes to the same root", () => {
  fc.assert(
    fc.property(headLists, (heads) => {
      const builder = merkleBuilder();
      for (const one of [...heads].sort((a, b) => (a.stream < b.stream ? -1 : 1))) builder.add(one);
      expect(builder.root()).toBe(merkleRoot(heads));
    }),
  );
});

test("any change of any head changes the root, and so does leaving one out", () => {
  fc.assert(
    fc.property(headLists, fc.nat(), (heads, pick) => {
      const index = pick % heads.length;
      const changed = heads.map((one, at) => (at === index ? { ...one, hash: sha256Hex("changed") } : one));
      expect(merkleRoot(changed)).not.toBe(merkleRoot(heads));
      expect(merkleRoot(heads.filter((_, at) => at !== index))).not.toBe(merkleRoot(heads));
    }),
  );
});
