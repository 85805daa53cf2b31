import { addDays, type CalendarDate, type Instant } from "#kernel";
import { reportOn } from "#trial";
import type { Story } from "../agenda.ts";
import type { Answers } from "../answers/answering.ts";
import { entriesOf } from "../held-visit.ts";
import { type AdverseEvent, adverseEventAnswers } from "../logs/adverse-event.ts";
import { enterAdverseEvent, enterInLog, nextEntry, signEvents } from "../logs/keep-logs.ts";
import { medicationOnce, type OneDose } from "../logs/medication.ts";
import { at, doFor, later, stateOf, type Telling, today } from "../telling.ts";

type Told = Omit<AdverseEvent, "started" | "ended"> & {
  /** Days after the visit on which it began, and how many days it went on; absent: it still does. */
  readonly began: number;
  readonly lasted?: number;
  /** Days after the visit on which the site hears of it. */
  readonly told: number;
};

/** Something that befell the participant between visits. */
export function befalls({ began, lasted, told, ...event }: Told) {
  return async function* (telling: Telling): Story {
    const visitDay = today(telling);
    yield at(telling, addDays(visitDay, told), "15:40");
    const started = addDays(visitDay, began);
    const ended = lasted === undefined ? undefined : addDays(started, lasted);
    const isOver = ended !== undefined && ended <= today(telling);
    const whole = { ...event, started, ...(isOver ? { ended } : {}) };
    const formKey = whole.serious
      ? yield* tellsSponsor(telling, whole)
      : await enterAdverseEvent(telling, whole);
    yield at(telling, addDays(visitDay, told + 1), "09:15");
    yield* signEvents(telling);
    if (ended === undefined || isOver) return;
    yield at(telling, addDays(ended, 3), "15:50");
    await ends(telling, formKey, ended);
  };
}

/**
 * A serious event: the sponsor is told at once, with what is known; the form follows within the hour, and the sponsor's safety role
 * acknowledges the report. @returns the key of the entry
 */
async function* tellsSponsor(telling: Telling, event: AdverseEvent): AsyncGenerator<Instant, string> {
  const { clock, site } = telling;
  const awareAt = clock.now();
  const formKey = nextEntry(await stateOf(telling), "adverse-event");
  const { term, serious } = event;
  const notice = { freeText: serious?.notice ?? term };
  const told = { term: { freeText: term }, what: notice, criteria: ["hospitalization"] };
  yield later(telling, 6);
  await doFor(telling, { as: site.coordinator, type: "report-serious-event", data: told });
  yield later(telling, 50);
  const answers = adverseEventAnswers({ ...event, ...(serious ? { serious: { ...serious, awareAt } } : {}) });
  const data = { formKey, entries: entriesOf(answers) };
  const { version } = await stateOf(telling);
  await doFor(telling, { as: site.coordinator, type: "submit-form", data, basedOn: version });
  yield later(telling, 95);
  const { adverseEvents } = await stateOf(telling);
  const reportId = reportOn(adverseEvents, formKey)?.reportId;
  await doFor(telling, { as: "omar.safety", type: "acknowledge-serious-event", data: { reportId } });
  return formKey;
}

/** The event is over: its entry is corrected, and the physician judges it anew. */
async function ends(telling: Telling, formKey: string, ended: CalendarDate): Promise<void> {
  const { version } = await stateOf(telling);
  await doFor(telling, {
    as: telling.site.coordinator,
    type: "correct-items",
    data: { formKey, entries: entriesOf({ ongoing: false, ended, outcome: "recovered" }) },
    reason: "The event has ended.",
    basedOn: version,
  });
}

/** A drug that was given in the session that has just ended. */
export function givenInSession(dose: OneDose, event: Omit<AdverseEvent, "started" | "ended">) {
  return async function* (telling: Telling): Story {
    const sessionDay = addDays(today(telling), -1);
    yield at(telling, today(telling), "12:30");
    await enterAdverseEvent(telling, { ...event, started: sessionDay, ended: sessionDay, treated: true });
    await enterInLog(
      telling,
      "medication-log",
      medicationOnce({ ...dose, forStudyEffect: true }, sessionDay),
    );
  };
}

/** A drug that was taken at home. */
export function takes(dose: Omit<OneDose, "forStudyEffect">, days: number) {
  return async function* (telling: Telling): Story {
    const on = addDays(today(telling), days);
    yield at(telling, addDays(on, 1), "11:10");
    await enterInLog(telling, "medication-log", medicationOnce({ ...dose, forStudyEffect: false }, on));
  };
}

/** A treatment outside of the study, which the monthly call brings to light. */
export function isTreatedElsewhere(answers: (telling: Telling) => Answers, days: number) {
  return async function* (telling: Telling): Story {
    yield at(telling, addDays(today(telling), days), "10:40");
    await enterInLog(telling, "outside-treatment-log", answers(telling));
  };
}

type Deviation = {
  readonly category: string;
  readonly rule: string;
  readonly description: string;
  readonly about?: string;
};

/** A departure from the protocol that the site saw for itself. */
export function deviates(data: Deviation, days = 0) {
  return async function* (telling: Telling): Story {
    yield at(telling, addDays(today(telling), days), "16:30");
    await recordDeviation(telling, data);
  };
}

export function recordDeviation(telling: Telling, { description, ...data }: Deviation): Promise<void> {
  const recorded = { ...data, description: { freeText: description } };
  return doFor(telling, { as: telling.site.coordinator, type: "record-deviation", data: recorded });
}
