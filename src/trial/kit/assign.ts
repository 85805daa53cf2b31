import { z } from "zod";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { text } from "../fields.ts";
import { nameOf, refuseAfterEnd, refuseWithoutConsent } from "../refusals.ts";
import { kitCode, participantKitEvents } from "./events.ts";
import { grantKits, onBoth, whose } from "./grant.ts";
import { kitsInHand } from "./participant-kits.ts";
import { type DosingSession, dosingSession, kitsHere, levelOf, refuseOver, stockOf } from "./session.ts";

const cites = "ICH E6(R3) 2.10.3, 4.1; protocol, kits";

/**
 * Assigns the kits of a dosing session, initial and supplemental together, before the dose, so that the session needs no server. What the
 * site cannot be given by its counts is awaited, not refused.
 */
export const assignKits = defineCommand({
  type: "assign-kits",
  subject: "participant",
  merge: "adds",
  isSealed: true,
  stock: "read",
  data: z.strictObject({ visitId: text }),
  decide: (facts, { visitId }, context) => {
    const found = dosingSession(facts, visitId);
    if (!found.ok) return found;
    const session = found.value;
    const no = refuseToAssign(facts, session, context);
    if (no) return failed(no);
    const level = levelOf(session);
    if (level === undefined) return failed(undecided(facts, session));
    return ok(grantKits(facts, { session, level, kinds: session.kinds }, context).events);
  },
});

function refuseToAssign(facts: Facts, session: DosingSession, context: Context): Refusal | undefined {
  const act = "assign kits";
  const encounter = session.design.encounters.get(session.encounterId);
  return (
    refuseAfterEnd(facts, act) ??
    refuseOver(session, act) ??
    refuseNotRandomized(facts) ??
    refuseWithoutConsent(facts, context, act, encounter ? { encounter } : {}) ??
    refuseTwice(facts, session)
  );
}

function refuseNotRandomized(facts: Facts): Refusal | undefined {
  if (facts.participant.enrollment.randomized) return undefined;
  const message = `Cannot assign kits: ${nameOf(facts)} was not randomized.`;
  return refusal("not-randomized", message, cites);
}

function refuseTwice(facts: Facts, session: DosingSession): Refusal | undefined {
  const [kit] = kitsHere(session, stockOf(facts));
  if (kit) {
    const message = `Cannot assign kits for ${session.name}: ${kit.code} is assigned already.`;
    return refusal("kits-assigned", message, cites, { because: "conflict" });
  }
  if (session.session.awaited.length === 0 || session.session.siteId !== facts.siteId) return undefined;
  const message = `Kits for ${session.name} were asked for already; they come with the next shipment.`;
  return refusal("kits-awaited", message, cites, { because: "conflict" });
}

function undecided(facts: Facts, { name, levels }: DosingSession): Refusal {
  const message = `Cannot assign kits for ${name} of ${nameOf(facts)}: an investigator decides and signs the level first (${levels.join(" or ")}).`;
  return refusal("level-undecided", message, cites);
}

/** Takes back what was assigned or asked for, because the session does not take place as it was planned. */
export const withdrawKits = defineCommand({
  type: "withdraw-kits",
  subject: "participant",
  merge: "adds",
  stock: "read",
  data: participantKitEvents.KitsWithdrawn.data.pick({ visitId: true, because: true }),
  decide: (facts, { visitId, because }) => {
    const found = dosingSession(facts, visitId);
    if (!found.ok) return found;
    const session = found.value;
    const codes = kitsHere(session, stockOf(facts))
      .filter(({ state }) => state === "assigned")
      .map(({ code }) => code);
    if (codes.length === 0 && session.session.awaited.length === 0) {
      const message = `Nothing that could be withdrawn is assigned or awaited for ${session.name} here. What was dispensed is returned, with a witness.`;
      return failed(refusal("no-kits-assigned", message, cites));
    }
    const { number: _number, ...who } = whose(facts, session);
    return ok(onBoth(facts, who, "KitsWithdrawn", { ...who, codes, because }));
  },
});

/** Gives another kit of the same kind and level for one that was spoiled after it was assigned: by the same counts, or awaited. */
export const replaceKit = defineCommand({
  type: "replace-kit",
  subject: "participant",
  merge: "adds",
  isSealed: true,
  stock: "read",
  data: z.strictObject({
    visitId: text,
    code: kitCode,
    cause: participantKitEvents.KitSpoiled.data.shape.cause,
  }),
  decide: (facts, { visitId, code, cause }, context) => {
    const found = dosingSession(facts, visitId);
    if (!found.ok) return found;
    const session = found.value;
    const kit = kitsInHand(session.session, facts.siteId).find((one) => one.code === code);
    const level = session.session.assignedLevel;
    const no = refuseOver(session, "replace a kit") ?? refuseWithoutConsent(facts, context, "replace a kit");
    if (no) return failed(no);
    if (!kit || level === null) {
      const message = `Cannot replace ${code}: it is not assigned for ${session.name} at this site.`;
      return failed(refusal("kit-not-assigned", message, cites, { path: "data.code" }));
    }
    const { number: _number, ...who } = whose(facts, session);
    const spoiled = onBoth(facts, who, "KitSpoiled", { ...who, code, cause });
    const kits = session.session.kits.filter((one) => one.code !== code);
    const left = { ...session, session: { ...session.session, kits } };
    const { events } = grantKits(facts, { session: left, level, kinds: [kit.kind] }, context);
    return ok([...spoiled, ...events]);
  },
});
