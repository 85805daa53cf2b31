import { z } from "zod";
import { neverOverridden } from "#design";
import { ok } from "#kernel";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { kitCode } from "../kit/events.ts";
import { type DoseKind, doseKind } from "./events.ts";
import { closedBy } from "./gate.ts";
import { missingPeople } from "./presence.ts";
import { secondSignerOf } from "./second-signer.ts";
import { defineSessionCommand, departure, no, say, tellParticipant } from "./session-command.ts";
import type { SessionFacts } from "./session-facts.ts";
import { supplementalStanding } from "./supplemental-rules.ts";
import { firstDose, minutesBetween } from "./times.ts";

const cites = "Protocol, dosing sessions; 21 CFR 312.61, 1304.22(c)";

/** Two persons open a kit. Never against the gate, never the wrong one, and the supplemental one only after it was decided on. */
export const openSessionKit = defineSessionCommand({
  type: "open-session-kit",
  kind: "act",
  needsWitness: true,
  allowsOfflineSignature: true,
  data: z.strictObject({ kind: doseKind, code: kitCode }),
  rule: (facts, { kind, code }, context) => {
    const { session, pack } = facts;
    const at = context.occurredAt;
    if (session.ended)
      return no("session-over", "The session is over: no kit is opened.", { because: "conflict" }, cites);
    if (!session.gate) return no("gate-closed", "Cannot open a kit: the gate is closed.", {}, cites);
    if (session.kits[kind])
      return no("kit-open", `The ${kind} kit is open already.`, { because: "conflict" }, cites);
    const stopped = closedBy(facts, at).filter(({ line }) => neverOverridden.includes(line.category));
    if (kind === "initial" && stopped.length > 0) {
      const why = stopped.map(({ line, because }) => `${line.label} – ${because}`).join(" ");
      return no(
        "gate-closed-again",
        `Cannot open a kit: since the gate was opened this no longer holds. ${why}`,
        {},
        cites,
      );
    }
    const kit = pack.kits[kind];
    if (!kit || kit.code !== code)
      return no(
        "kit-not-assigned",
        `${code} is not the ${kind} kit of this session. Read the code again.`,
        { path: "data.code" },
        cites,
      );
    if (kit.state !== "dispensed")
      return no(
        "kit-not-released",
        `${code} has not been handed out by the pharmacy yet.`,
        { path: "data.code" },
        cites,
      );
    if (kind === "supplemental") {
      const { supplemental } = session;
      if (supplemental?.decision !== "give")
        return no(
          "not-decided",
          "Record the decision on the supplemental dose before its kit is opened.",
          {},
          cites,
        );
      const late = outsideWindow(facts, at);
      if (late) return no("window-closed", `Cannot open the supplemental kit: ${late}`, {}, cites);
      if (missingPeople(facts, at).length > 0)
        return no(
          "too-few-present",
          `Cannot open a kit: in the room ${missingPeople(facts, at).join(", ")}.`,
          {},
          cites,
        );
    }
    return ok([say(context, "SessionKitOpened", { kind, code, witness: secondSignerOf(context) })]);
  },
});

/** The decision is on record before the kit is opened, so that the kit cannot sway it. */
export const decideSupplemental = defineSessionCommand({
  type: "decide-supplemental",
  kind: "act",
  data: z.strictObject({
    decision: z.enum(["give", "withhold"]),
    reasons: z.array(z.string().max(120)).max(10).default([]),
    participantAgrees: z.boolean(),
    basis: z.literal("paper").optional(),
  }),
  rule: (facts, data, context) => {
    const { session } = facts;
    const standing = supplementalStanding(facts, context.occurredAt);
    if (!standing) return no("no-supplemental", "The protocol has no supplemental dose in this session.");
    if (session.ended) return no("session-over", "The session is over.", { because: "conflict" });
    if (session.kits.supplemental || firstDose(session, "supplemental"))
      return no("kit-open", "The supplemental kit is open: its decision stands.", { because: "conflict" });
    if (data.decision === "withhold" && data.reasons.length === 0)
      return no("reason-needed", "Name at least one reason why it is withheld.", { path: "data.reasons" });
    if (data.decision === "give" && !data.participantAgrees)
      return no("participant-declines", "The participant does not want it: it is withheld.", {
        path: "data.participantAgrees",
      });
    if (data.decision === "give" && !standing.mayBeOffered)
      return no(
        "supplemental-withheld",
        `The supplemental dose is withheld: ${standing.withheldBecause.join(" ")}`,
      );
    return ok([say(context, "SupplementalDecided", data)]);
  },
});

/** A dose that was swallowed. It is recorded whatever rule it broke, and each broken rule with it. */
export const recordDose = defineSessionCommand({
  type: "record-dose",
  kind: "observation",
  mayBeWitnessed: true,
  allowsOfflineSignature: true,
  data: z.strictObject({
    kind: doseKind,
    code: kitCode.optional(),
    capsules: z.int().min(0).max(100),
    basis: z.literal("paper").optional(),
  }),
  rule: (facts, data, context) => {
    const { session, pack } = facts;
    const witness = context.witness && secondSignerOf(context);
    const given = say(context, "DoseGiven", {
      doseId: context.newId(),
      ...data,
      ...(pack.level ? { level: pack.level } : {}),
      ...(witness ? { witness } : {}),
    });
    const broken = brokenRules(facts, data, context);
    const { participantId: _participant, sessionId, visitId } = pack;
    const isFirst = session.doses.length === 0;
    return ok([
      given,
      ...(isFirst ? [tellParticipant(facts, "InfluenceBegan", { sessionId, visitId })] : []),
      ...broken.map(([rule, description]) => departure(facts, context, rule, description)),
    ] satisfies readonly NewEvent[]);
  },
});

type Given = { readonly kind: DoseKind; readonly code?: string | undefined; readonly capsules: number };

function brokenRules(
  facts: SessionFacts,
  { kind, code, capsules }: Given,
  context: Context,
): readonly (readonly [string, string])[] {
  const { session, pack } = facts;
  const at = context.occurredAt;
  const opened = session.kits[kind];
  const kit = pack.kits[kind];
  const missing = missingPeople(facts, at);
  const late = kind === "supplemental" ? outsideWindow(facts, at) : undefined;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      pack.plan.kind !== "dosing",
      "no-dosing-session",
      "A dose was given in a session in which none is planned.",
    ],
    [!session.gate, "gate-closed", "The dose was given with the gate closed."],
    [session.ended !== null, "after-the-end", "The dose was given after the session had ended."],
    [!opened, "kit-not-opened", `The ${kind} dose was given without its kit being opened on record.`],
    [
      code !== undefined && code !== kit?.code,
      "wrong-kit",
      `It came from kit ${code}, which is not the ${kind} kit of this session.`,
    ],
    [
      kit?.capsules !== null && kit !== null && capsules !== kit.capsules,
      "capsules",
      `${capsules} capsules were taken; the kit holds ${kit?.capsules}.`,
    ],
    [
      firstDose(session, kind) !== undefined,
      `second-${kind}`,
      `A second ${kind} dose: more than the maximum of the session.`,
    ],
    [
      kind === "supplemental" && !firstDose(session, "initial"),
      "no-initial-dose",
      "A supplemental dose without an initial one.",
    ],
    [
      kind === "supplemental" && session.supplemental?.decision !== "give",
      "not-decided",
      "The supplemental dose was given without the decision to give it.",
    ],
    [late !== undefined, "outside-window", `The supplemental dose was given outside its window: ${late}`],
    [missing.length > 0, "too-few-present", `In the room at the dose: ${missing.join(", ")}.`],
    [!context.witness, "dose-unwitnessed", "Nobody but the person who gave it has signed for the dose."],
  ];
  return rules.flatMap(([isBroken, rule, description]) => (isBroken ? [[rule, description] as const] : []));
}

function outsideWindow({ session, pack }: SessionFacts, at: Context["occurredAt"]): string | undefined {
  const rules = pack.plan.supplemental;
  const initial = firstDose(session, "initial");
  if (!rules) return "the protocol has no supplemental dose here.";
  if (!initial) return "there is no initial dose from which to count.";
  const minutes = minutesBetween(initial.at, at);
  if (minutes < rules.from)
    return `${Math.floor(minutes)} min after the initial dose; its window opens at ${rules.from} min.`;
  return minutes > rules.latest || minutes > rules.to
    ? `${Math.ceil(minutes)} min after the initial dose; its window closes at ${rules.to} min.`
    : undefined;
}
