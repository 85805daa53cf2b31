import { expect, test } from "vitest";
import { newTotpSecret, totpCode, totpStep } from "./totp.ts";

// RFC 6238 appendix B: the ASCII secret "12345678901234567890" in base32; its codes have eight digits, of which ours are the last six.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const vectors: readonly [number, string][] = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
];

test.each(vectors)("at %i s the code is that of RFC 6238 appendix B", (seconds, code) => {
  expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code.slice(2));
});

test("a code is taken in its own step and one to either side, and in no other", () => {
  const own = newTotpSecret();
  const now = 1_790_000_000_000;
  const step = Math.floor(now / 30_000);
  const accepted = [-2, -1, 0, 1, 2].map((off) => totpStep(own, totpCode(own, step + off), now));
  expect(accepted).toEqual([undefined, step - 1, step, step + 1, undefined]);
});

test("what is not six digits is no code", () => {
  for (const code of ["", "12345", "1234567", "abcdef", "１２３４５６"])
    expect(totpStep(secret, code, 59_000)).toBeUndefined();
});
