import { z } from "zod";
import { ok } from "#kernel";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { sessionEvents } from "./events.ts";
import { defineSessionCommand, no, say } from "./session-command.ts";
import type { SessionFacts } from "./session-facts.ts";
import { beyond, named } from "./thresholds.ts";
import { tasksFor } from "./triggers.ts";

const { VitalsRecorded, ProbesRecorded, MeasurementOmitted, DistressRated } = sessionEvents;

/** Vital signs, at a point of the grid or beside it. A threshold that they cross starts its escalation and asks for an event. */
export const recordVitals = defineSessionCommand({
  type: "record-vitals",
  kind: "observation",
  data: VitalsRecorded.data.omit({ entryId: true }),
  rule: (facts, data, context) => {
    const wrong = impossible(facts, data.values);
    if (wrong) return no("impossible-value", wrong, { path: "data.values" });
    const unknown = unknownPoint(facts, data.pointId);
    if (unknown) return unknown;
    const entryId = context.newId();
    const recorded = say(context, "VitalsRecorded", { entryId, ...data });
    return ok([recorded, ...crossed(facts, context, entryId, data.values)]);
  },
});

function impossible({ pack }: SessionFacts, values: Readonly<Record<string, number>>): string | undefined {
  for (const [id, value] of Object.entries(values)) {
    const measure = pack.plan.measures.find((one) => one.id === id);
    if (!measure) return `The protocol has no measure ${id} in this session.`;
    if (value < measure.minimum || value > measure.maximum)
      return `${measure.label} ${value} ${measure.unit} cannot be: between ${measure.minimum} and ${measure.maximum} is expected. Measure again.`;
  }
  return undefined;
}

function unknownPoint({ pack }: SessionFacts, pointId: string | undefined) {
  const { withSupplemental, without } = pack.plan.grid;
  if (pointId === undefined || [...withSupplemental, ...without].some(({ id }) => id === pointId))
    return undefined;
  return no("no-such-point", `The protocol has no measurement ${pointId} in this session.`, {
    path: "data.pointId",
  });
}

/** What begins because values are beyond a threshold. Before a dose it is the gate that judges them. */
function crossed(
  facts: SessionFacts,
  context: Context,
  sourceId: string,
  values: Readonly<Record<string, number>>,
): readonly NewEvent[] {
  if (facts.session.doses.length === 0) return [];
  const emergencies = beyond(facts.pack.plan, values, "emergency");
  const alerts = beyond(facts.pack.plan, values, "alert").filter(
    ({ measure }) => !emergencies.some((one) => one.measure.id === measure.id),
  );
  const both = [
    { threshold: "emergency" as const, found: emergencies },
    { threshold: "alert" as const, found: alerts },
  ];
  return both.flatMap(({ threshold, found }) => [
    ...escalationsFor(facts, context, threshold, found),
    ...found.flatMap(({ measure }) =>
      tasksFor(facts, context, { on: threshold, of: measure.id, sourceId, term: `${measure.label} raised` }),
    ),
  ]);
}

function escalationsFor(
  { pack, session }: SessionFacts,
  context: Context,
  threshold: "alert" | "emergency",
  found: ReturnType<typeof beyond>,
): readonly NewEvent[] {
  if (found.length === 0) return [];
  return pack.plan.escalations
    .filter(({ startsOn, measures }) => {
      const concerns = measures.length === 0 || found.some(({ measure }) => measures.includes(measure.id));
      return startsOn === threshold && concerns;
    })
    .filter(({ id }) => !session.escalations.some((one) => one.escalation === id && one.resolvedAt === null))
    .map(({ id }) =>
      say(context, "EscalationStarted", {
        escalationKey: context.newId(),
        escalation: id,
        because: named(found),
      }),
    );
}

/** Orientation, attention, gait, felt strength: how long impairment lasts. */
export const recordProbes = defineSessionCommand({
  type: "record-probes",
  kind: "observation",
  data: ProbesRecorded.data.omit({ entryId: true }),
  rule: (facts, data, context) => {
    const wrong = wrongAnswer(facts, data.answers);
    if (wrong) return no("impossible-value", wrong, { path: "data.answers" });
    const unknown = unknownPoint(facts, data.pointId);
    if (unknown) return unknown;
    const entryId = context.newId();
    const failing = Object.entries(data.answers).filter(([, answer]) => answer === false);
    const tasks = facts.session.doses.length === 0 ? [] : failing;
    return ok([
      say(context, "ProbesRecorded", { entryId, ...data }),
      ...tasks.flatMap(([id]) =>
        tasksFor(facts, context, { on: "probe", of: id, sourceId: entryId, term: labelOf(facts, id) }),
      ),
    ]);
  },
});

function wrongAnswer(
  { pack }: SessionFacts,
  answers: Readonly<Record<string, boolean | number>>,
): string | undefined {
  for (const [id, answer] of Object.entries(answers)) {
    const probe = pack.plan.probes.find((one) => one.id === id);
    if (!probe) return `The protocol asks for no ${id} in this session.`;
    if (probe.type === "yes-no" && typeof answer !== "boolean")
      return `${probe.label}: yes or no is expected.`;
    if (probe.type === "scale" && typeof answer !== "number") return `${probe.label}: a number is expected.`;
    const isOutside =
      typeof answer === "number" && (answer < (probe.minimum ?? 0) || answer > (probe.maximum ?? 100));
    if (isOutside)
      return `${probe.label}: between ${probe.minimum ?? 0} and ${probe.maximum ?? 100} is expected.`;
  }
  return undefined;
}

function labelOf({ pack }: SessionFacts, id: string): string {
  return pack.plan.probes.find((one) => one.id === id)?.label ?? id;
}

/** A due measurement that was not taken stays visible, with its reason. */
export const omitMeasurement = defineSessionCommand({
  type: "omit-measurement",
  kind: "observation",
  data: MeasurementOmitted.data,
  rule: (facts, data, context) =>
    unknownPoint(facts, data.pointId) ?? ok([say(context, "MeasurementOmitted", data)]),
});

export const rateDistress = defineSessionCommand({
  type: "rate-distress",
  kind: "observation",
  data: DistressRated.data.omit({ entryId: true }),
  rule: (_facts, data, context) => ok([say(context, "DistressRated", { entryId: context.newId(), ...data })]),
});

/** An entry that was wrong is struck out with a reason, and stays readable. */
export const strikeEntry = defineSessionCommand({
  type: "strike-entry",
  kind: "observation",
  data: z.strictObject({ entryId: z.uuid() }),
  rule: ({ session }, { entryId }, context) => {
    const { vitals, probes, distress, notes, medications } = session;
    const entry = [...vitals, ...probes, ...distress, ...notes, ...medications].find(
      (one) => one.entryId === entryId,
    );
    if (!entry)
      return no("no-such-entry", "There is no such entry in this session.", {
        path: "data.entryId",
        because: "not-found",
      });
    if (entry.struck)
      return no("struck-already", "This entry is struck out already.", { because: "conflict" });
    if (!context.reason)
      return no("reason-needed", "Say why the entry is wrong.", { path: "reason" }, "21 CFR 11.10(e)");
    return ok([say(context, "EntryStruck", { entryId })]);
  },
});
