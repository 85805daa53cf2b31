import { z } from "zod";
import { type Encounter, encounterName } from "#design";
import { type CalendarDate, failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { NewEvent } from "../event.ts";
import { text } from "../fields.ts";
import { stageOf } from "../participant.ts";
import { dayOf, nameOf, refuseAfterEnd, refuseWithoutConsent } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { visitEvents, visitId } from "./events.ts";
import type { Visit } from "./evolve.ts";
import { openPoints, type Place, visitToBegin } from "./find-visit.ts";
import { visitIdFor } from "./schedule-of.ts";

const cites = "Protocol, schedule of activities";

const beginning = z.strictObject({
  /** A visit that was planned, or an instance of the schedule that was not. */
  visitId,
  encounterId: text.optional(),
  mode: visitEvents.VisitStarted.data.shape.mode,
});

/** Begins a visit now. An act still to come: without current consent it is refused. */
export const startVisit = defineCommand({
  type: "start-visit",
  subject: "participant",
  merge: "adds",
  data: beginning,
  decide: (facts, data, context) => {
    const place = visitToBegin(facts, data);
    if (!place.ok) return place;
    const [no] = breaches(facts, place.value.encounter, context, "begin");
    return no ? failed(no) : ok(begun(facts, place.value, data.mode, context));
  },
});

/**
 * Records a visit that took place. It happened, so it is not refused; a rule that it broke is recorded with it
 * as a deviation.
 */
export const recordHeldVisit = defineCommand({
  type: "record-held-visit",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: beginning,
  decide: (facts, data, context) => {
    const place = visitToBegin(facts, data);
    if (!place.ok) return place;
    if (context.stillToCome !== undefined) {
      const message =
        "Cannot record a visit as held that is still to come. Plan it, or begin it when it begins.";
      return failed(refusal("visit-in-future", message, cites, { path: "occurredAt" }));
    }
    const deviations = breaches(facts, place.value.encounter, context, "hold").map(({ code, message }) =>
      detectedDeviation(context, {
        category: code.startsWith("consent-") ? "consent" : "procedure",
        rule: code,
        description: message,
        about: place.value.visitId,
      }),
    );
    return ok([...begun(facts, place.value, data.mode, context), ...deviations]);
  },
});

/** The rules that a visit would break, the gravest first. */
function breaches(
  facts: Facts,
  encounter: Encounter,
  context: Context,
  act: "begin" | "hold",
): readonly Refusal[] {
  const what = `${act} ${encounterName(encounter)}`;
  return [
    refuseAfterEnd(facts, what, encounter),
    refuseWithoutConsent(facts, context, what, { encounter }),
    refuseBeforeEnrollment(facts, encounter, what),
  ].flatMap((broken) => broken ?? []);
}

/** The treatment begins with enrollment: nobody is prepared or dosed whose eligibility was not confirmed (21 CFR 11.10(f)). */
function refuseBeforeEnrollment(facts: Facts, { session }: Encounter, act: string): Refusal | undefined {
  const isTreatment = session === "preparation" || session === "dosing" || session === "integration";
  const stage = stageOf(facts.participant);
  if (!isTreatment || stage === "enrolled" || stage === "ended") return undefined;
  const message = `Cannot ${act}: ${nameOf(facts)} is not enrolled.`;
  return refusal("not-enrolled", message, "ICH E6(R3) 2.5.1; 21 CFR 11.10(f)");
}

function begun(
  facts: Facts,
  { encounter, ...ids }: Place,
  mode: Visit["mode"],
  context: Context,
): readonly NewEvent[] {
  const day = dayOf(facts, context);
  const started: NewEvent = {
    type: "VisitStarted",
    stream: participantStream(context.subjectId),
    data: {
      ...ids,
      encounterId: encounter.id,
      startedAt: context.occurredAt,
      day,
      mode,
      designVersion: facts.design?.design.version ?? "",
    },
  };
  const place = { encounter, ...ids };
  const deviations = [windowDeviation(facts, place, day, context), modeDeviation(place, mode, context)];
  return [started, ...deviations.flatMap((deviation) => deviation ?? [])];
}

/** A visit outside its window took place all the same; that it did is a deviation. */
function windowDeviation(
  facts: Facts,
  { encounter, instanceId, visitId: id }: Place,
  day: CalendarDate,
  context: Context,
): NewEvent | undefined {
  if (instanceId === undefined || !facts.design) return undefined;
  const point = openPoints(facts, facts.design).find(
    (open) => visitIdFor(open.instanceId, open.occurrence) === id,
  );
  if (point?.plan.kind !== "planned" || !point.plan.firm) return undefined;
  const { earliest, latest } = point.plan;
  const isEarly = earliest !== undefined && day < earliest;
  const isLate = latest !== undefined && day > latest;
  if (!isEarly && !isLate) return undefined;
  const window = `${earliest ?? "any day"} to ${latest ?? "any day"}`;
  return detectedDeviation(context, {
    category: "visit-window",
    rule: isEarly ? "visit-early" : "visit-late",
    description: `${encounterName(encounter)} took place on ${day}, outside its window ${window}.`,
    about: id,
  });
}

function modeDeviation(
  { encounter, visitId: id }: Place,
  mode: Visit["mode"],
  context: Context,
): NewEvent | undefined {
  if (encounter.contactModes.includes(mode)) return undefined;
  return detectedDeviation(context, {
    category: "procedure",
    rule: "contact-mode",
    description: `${encounterName(encounter)} was held ${mode}; the protocol has it ${encounter.contactModes.join(" or ")}.`,
    about: id,
  });
}
