import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { StudyId } from "#kernel";
import type { Sealer } from "#usecases";
import { fileKeyRing } from "./key-ring.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const study = "11111111-1111-4111-8111-111111111111" as StudyId;
const owner = "22222222-2222-4222-8222-222222222222";
const other = "33333333-3333-4333-8333-333333333333";

test("two processes on one folder have the same key for a participant, whichever made it", async () => {
  const [one, two] = [fileKeyRing(folder), fileKeyRing(folder)];
  const sealed = ((await one.makeSealer(study, owner)) as Sealer).seal("Ada");
  expect(((await two.sealerOf(study, owner)) as Sealer).open(sealed)).toBe("Ada");
});

test("each participant has a key of their own", async () => {
  const ring = fileKeyRing(folder);
  const sealed = ((await ring.makeSealer(study, owner)) as Sealer).seal("Ada");
  expect(((await ring.makeSealer(study, other)) as Sealer).open(sealed)).toBeUndefined();
});

test("a key that one process destroys is destroyed for all, also for one that has just used it", async () => {
  const [one, two] = [fileKeyRing(folder), fileKeyRing(folder)];
  await two.makeSealer(study, other);
  await one.destroy(study, other);
  expect(await one.sealerOf(study, other)).toBe("destroyed");
  expect(await two.sealerOf(study, other)).toBe("destroyed");
  expect(await fileKeyRing(folder).sealerOf(study, other)).toBe("destroyed");
  expect(await fileKeyRing(folder).makeSealer(study, other)).toBe("destroyed");
});

test("a key that is not there is missing, and asking makes none that would stand in its way", async () => {
  const late = "44444444-4444-4444-8444-444444444444";
  expect(await fileKeyRing(folder).sealerOf(study, late)).toBe("missing");
  const made = (await fileKeyRing(folder).makeSealer(study, late)) as Sealer;
  expect(((await fileKeyRing(folder).sealerOf(study, late)) as Sealer).open(made.seal("Ada"))).toBe("Ada");
});

test("a master key that is missing is not made anew while keys lie under it", async () => {
  const torn = mkdtempSync(path.join(tmpdir(), "vigil-keys-"));
  await fileKeyRing(torn).makeSealer(study, owner);
  rmSync(path.join(torn, "master.key"));
  expect(() => fileKeyRing(torn)).toThrow("master.key is missing");
  expect(existsSync(path.join(torn, "master.key"))).toBe(false);
  rmSync(torn, { recursive: true });
});

test("the id of a key's owner is an id and no path", async () => {
  await expect(fileKeyRing(folder).sealerOf(study, "../../master")).rejects.toThrow("is not an id");
});

test("a fingerprint is the same for every process on one folder, and cannot be guessed at without it", async () => {
  const [one, two] = [fileKeyRing(folder), fileKeyRing(folder)];
  expect(one.fingerprint("felt safe: yes")).toBe(two.fingerprint("felt safe: yes"));
  expect(one.fingerprint("felt safe: yes")).not.toBe(one.fingerprint("felt safe: no"));
  const elsewhere = mkdtempSync(path.join(tmpdir(), "vigil-keys-"));
  expect(fileKeyRing(elsewhere).fingerprint("felt safe: yes")).not.toBe(one.fingerprint("felt safe: yes"));
  rmSync(elsewhere, { recursive: true });
});
