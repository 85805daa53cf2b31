import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { fileSigner, rotateSigningKey, trustedPublicKeys, verificationTools } from "./signer.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-signing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("after a rotation what the old key signed stays proven, and its private half is gone", () => {
  const before = fileSigner(folder);
  const signature = before.sign("where the ledger stands");
  const old = readFileSync(path.join(folder, "ledger.key"), "utf8");
  const keyId = rotateSigningKey(folder);
  expect([keyId === before.keyId, trustedPublicKeys(folder).length]).toEqual([false, 2]);
  expect(readFileSync(path.join(folder, "ledger.key"), "utf8")).not.toBe(old);
  const { isSignedBy } = verificationTools(trustedPublicKeys(folder));
  expect(isSignedBy(before.keyId, "where the ledger stands", signature)).toBe(true);
  expect(isSignedBy(before.keyId, "where it does not", signature)).toBe(false);
});

test("a server that goes on with the old key trusts what the new one has signed meanwhile", () => {
  const server = fileSigner(folder);
  rotateSigningKey(folder);
  const after = fileSigner(folder);
  expect(after.keyId).not.toBe(server.keyId);
  expect(server.isSignedBy(after.keyId, "a checkpoint", after.sign("a checkpoint"))).toBe(true);
  expect(server.isSignedBy("0000000000000000", "a checkpoint", after.sign("a checkpoint"))).toBe(false);
});

test("a signature has one spelling: other letters for the same bytes are no signature", () => {
  const { keyId, sign } = fileSigner(folder);
  const { isSignedBy } = verificationTools(trustedPublicKeys(folder));
  const signature = sign("a checkpoint");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = signature.length - 3;
  const respelled = [...letters]
    .map((letter) => signature.slice(0, last) + letter + signature.slice(last + 1))
    .filter((text) => Buffer.from(text, "base64").equals(Buffer.from(signature, "base64")));
  expect(respelled).toHaveLength(16);
  expect(respelled.filter((text) => isSignedBy(keyId, "a checkpoint", text))).toEqual([signature]);
});
