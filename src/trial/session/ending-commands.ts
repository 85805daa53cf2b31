import { z } from "zod";
import { ok } from "#kernel";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { type SessionEnding, sessionEvents } from "./events.ts";
import { gridOf } from "./grid-status.ts";
import { unmetReadiness } from "./readiness.ts";
import { secondSignerOf } from "./second-signer.ts";
import { defineSessionCommand, departure, no, say, tellParticipant } from "./session-command.ts";
import type { SessionFacts } from "./session-facts.ts";

const cites = "FDA complete response letter, NDA 215455, 8 August 2024, p. 4; protocol, discharge";

/** Two persons judge readiness. Whether it is there follows from the record and their answers, and is not itself a tick. */
export const assessReadiness = defineSessionCommand({
  type: "assess-readiness",
  kind: "act",
  needsWitness: true,
  allowsOfflineSignature: true,
  data: z.strictObject({
    criteria: z.record(z.string().max(120), z.boolean()),
    basis: z.literal("paper").optional(),
  }),
  rule: (facts, data, context) => {
    const { pack } = facts;
    if (!pack.plan.readiness)
      return no("no-readiness", "The protocol has no criteria of readiness for this session.");
    const known = new Set(pack.plan.readiness.criteria.map(({ id }) => id));
    const stray = Object.keys(data.criteria).find((id) => !known.has(id));
    if (stray)
      return no("no-such-criterion", `The protocol has no criterion ${stray}.`, { path: "data.criteria" });
    const unmet = unmetReadiness(facts, data.criteria, context.occurredAt);
    const ready = unmet.length === 0;
    const assessed = say(context, "ReadinessAssessed", {
      assessmentId: context.newId(),
      ...data,
      ready,
      unmet: unmet.slice(0, 100).map((one) => one.slice(0, 500)),
      witness: secondSignerOf(context),
    });
    const { sessionId, visitId } = pack;
    const isFirst =
      ready && facts.session.doses.length > 0 && !facts.session.assessments.some((one) => one.ready);
    const cleared = isFirst
      ? [tellParticipant(facts, "InfluenceEnded", { sessionId, visitId, because: "ready" })]
      : [];
    return ok([assessed, ...cleared]);
  },
});

const departures: readonly SessionEnding[] = [
  "emergency-transfer",
  "left-against-advice",
  "withdrew",
  "died",
];

/** Ends a session in one of its six ways. Nothing ever keeps somebody who is carried away, or who goes. */
export const endSession = defineSessionCommand({
  type: "end-session",
  kind: "act",
  data: sessionEvents.SessionEnded.data.omit({ witness: true }),
  rule: (facts, data, context) => {
    const { session, pack } = facts;
    const isNight = session.ended?.ending === "overnight" && !session.releasedAt;
    if (session.ended && !(isNight && departures.includes(data.ending)))
      return no("session-over", "The session has ended already.", { because: "conflict" });
    if (data.ending === "ready" && pack.plan.readiness && session.doses.length > 0) {
      const latest = session.assessments.at(-1);
      if (!latest?.ready)
        return no(
          "not-ready",
          "Two persons have not found the participant ready. Assess readiness, or let them stay overnight.",
          { path: "data.ending" },
          cites,
        );
    }
    const ended = say(context, "SessionEnded", data);
    const missed = session.ended ? [] : missedPoints(facts, context);
    return ok([ended, ...missed, ...whatFollows(facts, context, data.ending)]);
  },
});

/** What was missed or late on the grid, as one deviation each. */
function missedPoints(facts: SessionFacts, context: Context): readonly NewEvent[] {
  if (facts.session.doses.length === 0) return [];
  return gridOf(facts, context.occurredAt).flatMap(({ point, vitals, probes }) => {
    const what = [
      ...(vitals === "missed" || vitals === "overdue" ? ["vital signs missed"] : []),
      ...(vitals === "late" ? ["vital signs late"] : []),
      ...(vitals === "omitted" ? ["vital signs left out"] : []),
      ...(probes === "missed" || probes === "overdue" ? ["observation missed"] : []),
      ...(probes === "late" ? ["observation late"] : []),
    ];
    return what.length === 0
      ? []
      : [departure(facts, context, `grid:${point.id}`, `${point.name}: ${what.join(", ")}.`, "procedure")];
  });
}

function whatFollows(facts: SessionFacts, context: Context, ending: SessionEnding): readonly NewEvent[] {
  const { sessionId, visitId } = facts.pack;
  if (!departures.includes(ending)) return [];
  const isDosed = facts.session.doses.length > 0;
  const isSerious = ending === "emergency-transfer" || ending === "died";
  const task = (asks: "serious-event" | "contact", term: string): NewEvent =>
    say(context, "EventTaskRaised", {
      taskId: context.newId(),
      asks,
      trigger: `ending:${ending}`,
      sourceId: sessionId,
      term,
    });
  const words = {
    "emergency-transfer": "Transfer to emergency care",
    "left-against-advice": "Left against advice",
    withdrew: "Withdrew in the session",
    died: "Death",
  }[ending as "died"];
  return [
    ...(isSerious ? [task("serious-event", words)] : []),
    ...(isSerious
      ? []
      : [
          departure(
            facts,
            context,
            `ending:${ending}`,
            `${words}: the session ended before readiness.`,
            "procedure",
          ),
        ]),
    ...(ending === "died" ? [] : [task("contact", `Contact after: ${words.toLowerCase()}`)]),
    ...(isDosed ? [tellParticipant(facts, "InfluenceEnded", { sessionId, visitId, because: "left" })] : []),
  ];
}

/** The attendant of the night takes over, with what they have to know. */
export const takeOverNight = defineSessionCommand({
  type: "take-over-night",
  kind: "observation",
  data: sessionEvents.AttendantTookOver.data.pick({ handover: true }),
  rule: ({ session }, data, context) => {
    if (session.ended?.ending !== "overnight")
      return no("no-night", "Nobody stays overnight: the session has not ended that way.");
    return ok([say(context, "AttendantTookOver", { ...data, user: context.user, name: context.userName })]);
  },
});

export const checkNight = defineSessionCommand({
  type: "check-night",
  kind: "observation",
  data: sessionEvents.NightChecked.data.omit({ entryId: true }),
  rule: ({ session }, data, context) => {
    if (session.ended?.ending !== "overnight")
      return no("no-night", "Nobody stays overnight: the session has not ended that way.");
    return ok([say(context, "NightChecked", { entryId: context.newId(), ...data })]);
  },
});

/** Goes home in the morning, once two have found them ready. Whoever wants to go sooner goes, against advice. */
export const releaseMorning = defineSessionCommand({
  type: "release-morning",
  kind: "act",
  needsWitness: true,
  allowsOfflineSignature: true,
  data: sessionEvents.MorningReleased.data.omit({ witness: true }),
  rule: ({ session }, data, context) => {
    if (session.ended?.ending !== "overnight")
      return no("no-night", "Nobody stays overnight: the session has not ended that way.");
    if (session.releasedAt) return no("released", "They were released already.", { because: "conflict" });
    if (!session.assessments.at(-1)?.ready)
      return no(
        "not-ready",
        "Two persons have not found the participant ready. Assess readiness first.",
        {},
        cites,
      );
    return ok([say(context, "MorningReleased", { ...data, witness: secondSignerOf(context) })]);
  },
});
