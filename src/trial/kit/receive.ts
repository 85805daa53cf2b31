import { z } from "zod";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { text, uuid } from "../fields.ts";
import { dayOf } from "../refusals.ts";
import { stockStream } from "../streams.ts";
import { kitCode, stockEvents } from "./events.ts";
import { grantAwaited } from "./grant.ts";
import { stockOf } from "./session.ts";
import { afterReceipt, type Shipment, type StockState } from "./stock.ts";

const cites = "21 CFR 312.57(a), 312.62(a); ICH E6(R3) 2.10.3";

/**
 * The site's pharmacist receives a shipment, kit by kit: present, missing or damaged. What came with a temperature outside its range is
 * quarantined whole. Whoever waits for kits gets them with it.
 */
export const receiveShipment = defineCommand({
  type: "receive-shipment",
  subject: "site",
  merge: "adds",
  isSealed: true,
  stock: "with-waiting",
  data: z.strictObject({
    shipmentId: uuid,
    temperature: stockEvents.KitShipmentReceived.data.shape.temperature,
    lines: z
      .array(z.strictObject({ code: kitCode, condition: z.enum(["present", "missing", "damaged"]) }))
      .min(1)
      .max(8_000),
  }),
  decide: (facts, { shipmentId, temperature, lines }, context) => {
    const stock = stockOf(facts);
    const shipment = shipmentToReceive(stock, shipmentId);
    if (!shipment.ok) return shipment;
    const no = refuseLines(stock, shipmentId, lines);
    if (no) return failed(no);
    const codesIn = (condition: string) =>
      lines
        .filter((line) => line.condition === condition)
        .map(({ code }) => code)
        .sort();
    const data = { shipmentId, temperature, missing: codesIn("missing"), damaged: codesIn("damaged") };
    const after = afterReceipt(stock, data, dayOf(facts, context));
    return ok([
      { type: "KitShipmentReceived", stream: stockStream(context.subjectId), data },
      ...grantAwaited(facts, after, context),
    ]);
  },
});

function shipmentToReceive({ shipments }: StockState, shipmentId: string): Result<Shipment, Refusal> {
  const shipment = shipments.find((one) => one.shipmentId === shipmentId);
  const at = { path: "data.shipmentId" };
  if (!shipment) {
    const message = "No such shipment was sent to this site.";
    return failed(refusal("no-such-shipment", message, cites, at));
  }
  if (shipment.receivedOn === null) return ok(shipment);
  const message = `This shipment was received on ${shipment.receivedOn}.`;
  return failed(refusal("shipment-received", message, cites, { ...at, because: "conflict" }));
}

/** Every kit of the shipment once, and no other. */
function refuseLines(
  { kits }: StockState,
  shipmentId: string,
  lines: readonly { readonly code: string }[],
): Refusal | undefined {
  const expected = new Set(
    Object.values(kits).flatMap((kit) => (kit.shipmentId === shipmentId ? kit.code : [])),
  );
  const seen = new Set<string>();
  for (const [at, { code }] of lines.entries()) {
    const path = `data.lines.${at}.code`;
    if (!expected.has(code)) {
      const message = `${code} is not of this shipment. Set it aside and tell whoever sent it.`;
      return refusal("kit-not-of-shipment", message, cites, { path });
    }
    if (seen.has(code)) return refusal("kit-named-twice", `${code} is named twice.`, cites, { path });
    seen.add(code);
  }
  const open = [...expected].filter((code) => !seen.has(code)).sort();
  if (open.length === 0) return undefined;
  const message = `Say of every kit whether it is there: ${open.length} are not accounted for, first ${open[0]}.`;
  return refusal("kits-not-accounted-for", message, cites, { path: "data.lines" });
}

/** Sets a kit aside. One that was assigned already never goes back to the shelf. */
export const quarantineKit = defineCommand({
  type: "quarantine-kit",
  subject: "site",
  merge: "adds",
  stock: "read",
  data: stockEvents.KitQuarantined.data,
  decide: (facts, data, { subjectId }) => {
    const kit = stockOf(facts).kits[data.code];
    if (kit?.state === "available" || kit?.state === "assigned")
      return ok([{ type: "KitQuarantined", stream: stockStream(subjectId), data }]);
    const state = kit ? `it is ${kit.state}` : "it is not of this site";
    const message = `Cannot quarantine ${data.code}: ${state}.`;
    return failed(refusal("kit-state", message, cites, { path: "data.code" }));
  },
});

/**
 * The unblinded side decides on all that is quarantined of a shipment at once. A decision on single kits, such as those of one lot, would
 * tell the site which of them belong together.
 */
export const decideQuarantine = defineCommand({
  type: "decide-quarantine",
  subject: "site",
  merge: "adds",
  isSealed: true,
  stock: "with-waiting",
  data: stockEvents.QuarantineDecided.data.pick({ shipmentId: true, decision: true }),
  decide: (facts, { shipmentId, decision }, context) => {
    const stock = stockOf(facts);
    const codes = Object.values(stock.kits)
      .filter((kit) => kit.shipmentId === shipmentId && kit.state === "quarantined")
      .map(({ code }) => code)
      .sort();
    if (codes.length === 0) {
      const message = "Nothing of this shipment is quarantined at this site.";
      return failed(refusal("nothing-quarantined", message, cites, { path: "data.shipmentId" }));
    }
    const data = { shipmentId, decision, codes };
    const decided = { type: "QuarantineDecided", stream: stockStream(context.subjectId), data };
    if (decision === "reject") return ok([decided]);
    return ok([decided, ...grantAwaited(facts, released(stock, codes), context)]);
  },
});

function released(stock: StockState, codes: readonly string[]): StockState {
  const kits = codes.flatMap((code) => {
    const kit = stock.kits[code];
    return kit ? [[code, { ...kit, state: "available" as const }] as const] : [];
  });
  return { ...stock, kits: { ...stock.kits, ...Object.fromEntries(kits) } };
}

/** Somebody of the unblinded side looks at what is in the kits of a site: who and why stays on record. */
export const openKitMap = defineCommand({
  type: "open-kit-map",
  subject: "site",
  merge: "adds",
  needsReauthentication: true,
  isSealed: true,
  stock: "read",
  data: z.strictObject({ purpose: text }),
  decide: (_facts, data, { subjectId }) =>
    ok([{ type: "KitMapOpened", stream: stockStream(subjectId), data }]),
});
