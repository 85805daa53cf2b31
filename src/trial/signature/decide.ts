import { z } from "zod";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context, SignatureMethod } from "../context.ts";
import { sha256 } from "../fields.ts";
import { participantStream } from "../streams.ts";
import { signedHash } from "./content.ts";
import { signatureTarget } from "./events.ts";

/**
 * Signs a record: the person has just proved who they are, sees what it means, and signs what they saw. The
 * hash that they saw must still be the record's.
 */
export const signRecord = defineCommand({
  type: "sign-record",
  subject: "participant",
  merge: "replaces",
  needsReauthentication: true,
  allowsOfflineSignature: true,
  data: z.strictObject({ target: signatureTarget, meaning: z.string().min(1).max(500), contentHash: sha256 }),
  decide: (facts, data, context) => {
    const hash = signedHash(facts.participant, data.target);
    if (hash === undefined) {
      const message = "There is nothing to sign here: it was not submitted or completed.";
      return failed(refusal("nothing-to-sign", message, "21 CFR 11.70", { path: "data.target" }));
    }
    if (hash !== data.contentHash) {
      const message = "The record has changed since you looked at it. Look at it again before you sign.";
      return failed(
        refusal("changed-meanwhile", message, "21 CFR 11.70", {
          because: "conflict",
          path: "data.contentHash",
        }),
      );
    }
    const no = refuseSigner(facts, data, context);
    if (no) return failed(no);
    return ok([
      {
        type: "RecordSigned",
        stream: participantStream(context.subjectId),
        signatureMeaning: data.meaning,
        data: { ...data, signatureId: context.newId(), ...signer(context) },
      },
    ]);
  },
});

/** Who signs, and with what, as it is printed beside the signature (21 CFR 11.50). */
export function signer({ user, userName, role, signatureMethod: method }: Context) {
  if (!method) throw new Error("A signature was decided on without proof of who signs.");
  return { signer: user, printedName: userName, role, method };
}

/** The same for an act that nobody signs with a key of their device. */
export function onlineSigner(context: Context) {
  const { method, ...who } = signer(context);
  return { ...who, method: onlineMethod(method) };
}

/** @throws Error where an act that does not allow it was signed with a key of a device */
export function onlineMethod(method: SignatureMethod): Exclude<SignatureMethod, "device-key-offline"> {
  if (method === "device-key-offline") throw new Error("This act is not signed with a key of a device.");
  return method;
}

/**
 * Eligibility is signed by confirming it, criterion by criterion; the casebook by an investigator (ICH E6(R3) 2.12.2). A form
 * says who signs it and what that means; nobody else's signature, and no other meaning, is put to it.
 */
function refuseSigner(
  { participant, designs }: Facts,
  {
    target,
    meaning,
  }: { readonly target: { readonly kind: string; readonly id: string }; readonly meaning: string },
  { role }: Context,
): Refusal | undefined {
  const at = { because: "forbidden", path: "data.target" } as const;
  if (target.kind === "eligibility") {
    const message = "Eligibility is signed by confirming it: review every criterion and confirm.";
    return refusal("not-the-signer", message, "ICH E6(R3) 2.5.1", at);
  }
  if (target.kind === "casebook" && role !== "investigator" && role !== "sub-investigator") {
    return refusal("not-the-signer", "A casebook is signed by an investigator.", "ICH E6(R3) 2.12.2", at);
  }
  if (target.kind !== "form") return undefined;
  const known = participant.forms[target.id];
  const form = known && designs(known.designVersion)?.forms.get(known.formId)?.form;
  const signatures = form?.signedBy ?? [];
  if (
    signatures.length === 0 ||
    signatures.some((wanted) => wanted.role === role && wanted.meaning === meaning)
  )
    return undefined;
  const wanted = signatures.map((one) => `${one.role.replaceAll("-", " ")} (“${one.meaning}”)`).join(", ");
  return refusal("not-the-signer", `${form?.label} is signed by: ${wanted}.`, "21 CFR 11.50, 11.10(g)", {
    because: "forbidden",
    path: "data.meaning",
  });
}
