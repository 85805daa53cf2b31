import { beforeAll, expect, test } from "vitest";
import { canonicalJson } from "#kernel";
import { signedCommandText } from "#trial";
import { agreementPair, publicPoint } from "./agreed-key.ts";
import { type Bytes, freshBytes } from "./bytes.ts";
import {
  type DeviceRecord,
  devicePoint,
  freshSalt,
  keyIdOf,
  newDevice,
  newSigner,
  openData,
  sealData,
  signerNamed,
  type Unlocked,
  unlock,
} from "./device-vault.ts";
import { openSealed, signedText } from "./entry-sealer.ts";
import { argon2Parameters, passphraseSecret } from "./passphrase-secret.ts";
import { signCommand } from "./sign-command.ts";
import { verify } from "./signing-key.ts";
import { vaultKeys } from "./vault-keys.ts";

const salt = freshSalt();
const means = { kind: "passphrase", salt, ...argon2Parameters } as const;
const header = { commandId: "c-1", study: "s-1", user: "ada", device: "d-1", sequence: 1 };
const content = canonicalJson({ note: "systolic 148, she felt euphoric" });

let serverPair: CryptoKeyPair;
let device: DeviceRecord;
let secret: Bytes;
let opened: Unlocked;

beforeAll(async () => {
  serverPair = await agreementPair();
  const publicKey = await publicPoint(serverPair.publicKey);
  const { record, rawDataKey } = await newDevice("d-1");
  secret = passphraseSecret("nine herons at dawn", means);
  const signer = await newSigner("d-1", { user: "ada", username: "Ada", means }, secret, rawDataKey);
  device = { ...record, server: { keyId: keyIdOf(publicKey), publicKey }, signers: [signer] };
  opened = (await unlock(device, signer, secret)) as Unlocked;
});

test("a device opens with its signer's passphrase and with no other", async () => {
  const signer = signerNamed(device, " ada ");
  if (!signer) throw new Error("Ada is not enrolled.");
  const wrong = passphraseSecret("nine herons at dusk", means);
  expect(await unlock(device, signer, wrong)).toBeUndefined();
  expect(opened.user).toBe("ada");
  const sealed = await sealData(opened, "snapshot", content);
  expect(await openData(opened, "snapshot", sealed)).toBe(content);
  expect(await openData(opened, "another", sealed)).toBeUndefined();
});

test("a second signer opens the same outbox with their own secret, and not what another one may see", async () => {
  const other = freshBytes(32);
  const passkey = { kind: "passkey", credentialId: "x", salt } as const;
  const who = { user: "bob", username: "bob", means: passkey };
  const signer = await newSigner("d-1", who, other, opened.rawDataKey);
  const again = await unlock({ ...device, signers: [...device.signers, signer] }, signer, other);
  const keys = vaultKeys(device, () => again);
  expect(await keys.open(await keys.seal(header, content), header)).toBe(content);
  const own = await sealData(opened, "snapshot", content);
  expect(again && (await openData(again, "snapshot", own))).toBeUndefined();
});

test("an entry is sealed without anybody's secret, and opened by the server's key, or by the device once unlocked", async () => {
  let unlocked: Unlocked | undefined;
  const keys = vaultKeys(device, () => unlocked);
  const sealed = await keys.seal(header, content);
  expect(JSON.stringify(sealed)).not.toContain("systolic");
  expect(await keys.open(sealed, header)).toBeUndefined();
  unlocked = opened;
  expect(await keys.open(sealed, header)).toBe(content);
  expect(await openSealed(sealed, header, device.server, serverPair.privateKey)).toBe(content);
  expect(await keys.open(sealed, { ...header, sequence: 2 })).toBeUndefined();
});

test("an entry shows that it comes from its device, and an altered one does not", async () => {
  const sealed = await vaultKeys(device, () => undefined).seal(header, content);
  const { signature, ...rest } = sealed;
  const point = await devicePoint(device);
  expect(await verify(point, signedText(rest), signature)).toBe(true);
  const altered = { ...rest, header: { ...header, user: "bob" } };
  expect(await verify(point, signedText(altered), signature)).toBe(false);
});

test("what is stored of a device opens nothing and names nobody", () => {
  const { deviceKey, ...stored } = device;
  expect(deviceKey.privateKey.extractable).toBe(false);
  expect(JSON.stringify(stored)).not.toMatch(/Ada|herons/);
});

test("a signature on the device takes the signer's own secret, and fits that command alone", async () => {
  const [signer] = device.signers;
  if (!signer) throw new Error("Nobody is enrolled.");
  const command = {
    study: "s-1",
    type: "sign-record",
    subject: "participant",
    subjectId: "p-1",
    commandId: "c-2",
    occurredAt: "2026-11-20T09:00:00.000Z",
    zone: "UTC",
    data: { meaning: "I have seen it." },
  } as const;
  const part = { as: "author", signedAt: "2026-11-20T09:00:01.000Z" } as const;
  expect(await signCommand(device, signer, freshBytes(32), command, part)).toBeUndefined();
  const signed = await signCommand(device, signer, secret, command, part);
  const [signature] = signed?.signatures ?? [];
  if (!signature) throw new Error("It was not signed.");
  const own = { ...part, user: "ada", keyId: signature.keyId, device: "d-1" };
  const point = signer.signing.publicKey;
  expect(await verify(point, signedCommandText(command, own), signature.value)).toBe(true);
  const other = { ...command, data: { meaning: "I have written it." } };
  expect(await verify(point, signedCommandText(other, own), signature.value)).toBe(false);
});
