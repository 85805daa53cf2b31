import { z } from "zod";
import { ok } from "#kernel";
import { freeText } from "../fields.ts";
import { signer } from "../signature/decide.ts";
import { closedBy, gateOf } from "./gate.ts";
import { defineSessionCommand, departure, no, say } from "./session-command.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 6, 12; protocol, before the dose";

/** A delegated physician outside the pair lets one line pass that is not met: signed, with a reason, and a deviation. */
export const overrideGateLine = defineSessionCommand({
  type: "override-gate-line",
  kind: "act",
  needsReauthentication: true,
  allowsOfflineSignature: true,
  data: z.strictObject({ lineId: z.string().max(120), why: freeText }),
  rule: (facts, data, context) => {
    const standing = gateOf(facts, context.occurredAt).find(({ line }) => line.id === data.lineId);
    const at = { path: "data.lineId" } as const;
    if (!standing)
      return no("no-such-line", `The gate of this session has no line ${data.lineId}.`, {
        ...at,
        because: "not-found",
      });
    const { line, verdict, because, mayBeOverridden } = standing;
    if (!mayBeOverridden)
      return no("never-overridden", `Nobody can override “${line.label}”: ${because}`, at, cites);
    if (verdict === "met" || verdict === "overridden")
      return no("nothing-to-override", `“${line.label}” does not keep the gate closed.`, {
        ...at,
        because: "conflict",
      });
    const member = facts.pack.team.find(({ user }) => user === context.user);
    if (!member?.isPhysician)
      return no(
        "no-physician",
        "Only a physician of the site to whom it is delegated overrides a line.",
        { because: "forbidden" },
        cites,
      );
    const pair = new Set(facts.pack.plan.capacities.filter(({ counts }) => counts).map(({ id }) => id));
    if (facts.session.presence.some(({ user, capacity }) => user === context.user && pair.has(capacity)))
      return no(
        "one-of-the-pair",
        "Whoever holds the session does not override its gate: another physician does.",
        { because: "forbidden" },
        cites,
      );
    const { printedName, method } = signer(context);
    const signed = { signatureId: context.newId(), printedName, method };
    return ok([
      {
        ...say(context, "GateLineOverridden", { ...data, ...signed }),
        signatureMeaning: `I let “${line.label}” pass although it is not met.`,
      },
      departure(
        facts,
        context,
        `gate:${line.id}`,
        `Overridden by ${signed.printedName}: ${because}`,
        "procedure",
      ),
    ]);
  },
});

export const openGate = defineSessionCommand({
  type: "open-gate",
  kind: "act",
  data: z.strictObject({}),
  rule: (facts, _data, context) => {
    const { session, pack } = facts;
    if (pack.plan.gate.length === 0) return no("no-gate", "This session has no gate.");
    if (session.ended) return no("session-over", "The session is over.", { because: "conflict" });
    if (session.gate) return no("gate-open", "The gate is open already.", { because: "conflict" });
    const closed = closedBy(facts, context.occurredAt);
    if (closed.length > 0) {
      const lines = closed.map(({ line, because }) => `${line.label} – ${because}`).join(" ");
      return no("gate-closed", `The gate stays closed. ${lines}`, {}, cites);
    }
    const lines = gateOf(facts, context.occurredAt).map(({ line, verdict, because }) => ({
      lineId: line.id,
      verdict,
      because,
    }));
    return ok([say(context, "GateOpened", { lines })]);
  },
});
