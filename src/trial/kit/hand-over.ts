import { z } from "zod";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { text } from "../fields.ts";
import { dayOf, nameOf, refuseAfterEnd, refuseWithoutConsent } from "../refusals.ts";
import { kitCode, participantKitEvents } from "./events.ts";
import { onBoth, whose } from "./grant.ts";
import { dosingSession, refuseOver, stockOf } from "./session.ts";
import type { Kit } from "./stock.ts";
import { witnessOf } from "./witness.ts";

const cites = "21 CFR 312.61, 312.62(a), 1304.22(c); protocol, dispensing";

/** Two persons hand a kit out for the session that it was assigned for; the second proves who they are in the same request. */
export const dispenseKit = defineCommand({
  type: "dispense-kit",
  subject: "participant",
  merge: "adds",
  needsWitness: true,
  stock: "read",
  data: z.strictObject({ visitId: text, code: kitCode }),
  decide: (facts, { visitId, code }, context) => {
    const found = dosingSession(facts, visitId);
    if (!found.ok) return found;
    const session = found.value;
    const act = "dispense a kit";
    const no =
      refuseAfterEnd(facts, act) ?? refuseOver(session, act) ?? refuseWithoutConsent(facts, context, act);
    if (no) return failed(no);
    const kit = kitOfSession(facts, visitId, code, ["assigned"], "dispense");
    if (!kit.ok) return kit;
    const expired = refuseExpired(facts, kit.value, context);
    if (expired) return failed(expired);
    const { number: _number, ...who } = whose(facts, session);
    return ok(onBoth(facts, who, "KitDispensed", { ...who, code, witness: witnessOf(context) }));
  },
});

/** A kit comes back to the pharmacy, with what is in it: before two persons, whether it was used or not. */
export const returnKit = defineCommand({
  type: "return-kit",
  subject: "participant",
  merge: "adds",
  needsWitness: true,
  stock: "read",
  data: participantKitEvents.KitReturned.data.pick({
    visitId: true,
    code: true,
    condition: true,
    capsules: true,
  }),
  decide: (facts, data, context) => {
    const { visitId, code } = data;
    const found = dosingSession(facts, visitId);
    if (!found.ok) return found;
    const kit = kitOfSession(facts, visitId, code, ["dispensed", "spoiled", "withdrawn"], "take back");
    if (!kit.ok) return kit;
    const no = refuseContents(kit.value, data);
    if (no) return failed(no);
    const { number: _number, ...who } = whose(facts, { visitId });
    return ok(onBoth(facts, who, "KitReturned", { ...who, ...data, witness: witnessOf(context) }));
  },
});

function kitOfSession(
  facts: Facts,
  visitId: string,
  code: string,
  states: readonly Kit["state"][],
  act: string,
): Result<Kit, Refusal> {
  const at = { path: "data.code" };
  const kit = stockOf(facts).kits[code];
  const isTheirs = kit?.session?.participantId === facts.participant.id && kit?.session?.visitId === visitId;
  if (!kit || !isTheirs) {
    const message = `Cannot ${act} ${code}: it is not assigned to ${nameOf(facts)} for this session. Read the code again.`;
    return failed(refusal("kit-not-assigned", message, cites, at));
  }
  if (states.includes(kit.state)) return ok(kit);
  const message = `Cannot ${act} ${code}: it is ${kit.state}.`;
  return failed(refusal("kit-state", message, cites, { ...at, because: "conflict" }));
}

function refuseExpired(facts: Facts, kit: Kit, context: Context): Refusal | undefined {
  const shipment = stockOf(facts).shipments.find(({ shipmentId }) => shipmentId === kit.shipmentId);
  if (!shipment || shipment.expiresOn >= dayOf(facts, context)) return undefined;
  const message = `Cannot dispense ${kit.code}: it expired on ${shipment.expiresOn}. Replace it.`;
  return refusal("kit-expired", message, cites, { path: "data.code" });
}

function refuseContents(
  { code, capsules: packed }: Kit,
  { condition, capsules }: { readonly condition: string; readonly capsules: number },
): Refusal | undefined {
  const isLikely =
    condition === "unused"
      ? capsules === packed
      : condition === "empty"
        ? capsules === 0
        : condition === "partly-used"
          ? capsules > 0 && capsules < packed
          : capsules <= packed;
  if (isLikely) return undefined;
  const message = `${code} was packed with ${packed} capsules: ${capsules} in it and “${condition.replace("-", " ")}” do not go together. Count again.`;
  return refusal("capsules-impossible", message, cites, { path: "data.capsules" });
}
