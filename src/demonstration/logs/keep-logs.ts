import { addDays, type CalendarDate, type Instant } from "#kernel";
import { formKeyOf, type ParticipantState, signatureStanding, signedHash } from "#trial";
import type { Story } from "../agenda.ts";
import { type Answers, timeAt } from "../answers/answering.ts";
import type { Valence } from "../answers/effects.ts";
import { minutesAfter } from "../demonstration-clock.ts";
import { entriesOf, type HeldVisit } from "../held-visit.ts";
import { dayAt } from "../moments.ts";
import { at, doFor, later, stateOf, type Telling, today } from "../telling.ts";
import { type AdverseEvent, adverseEventAnswers } from "./adverse-event.ts";
import { medicationsAtConsent, stoppedOn } from "./medication.ts";

type Log = "adverse-event" | "medication-log" | "outside-treatment-log";

/** The key of the next entry of a log. */
export function nextEntry({ forms }: ParticipantState, log: Log): string {
  const written = Object.values(forms).filter(
    ({ formId, status }) => formId === log && status !== "not-done",
  );
  return formKeyOf(null, log, written.length + 1);
}

/** Enters something in a log. @returns the key of the entry */
export async function enterInLog(telling: Telling, log: Log, answers: Answers): Promise<string> {
  const formKey = nextEntry(await stateOf(telling), log);
  const data = { formKey, entries: entriesOf(answers) };
  await doFor(telling, { as: telling.site.coordinator, type: "submit-form", data });
  return formKey;
}

export function enterAdverseEvent(telling: Telling, event: AdverseEvent): Promise<string> {
  return enterInLog(telling, "adverse-event", adverseEventAnswers(event));
}

/** At screening: what is taken, or that nothing is. */
export async function* enterMedications(telling: Telling): Story {
  const { person } = telling.fate;
  const taken = medicationsAtConsent(person, Number(today(telling).slice(0, 4)));
  if (taken.length === 0) {
    const data = { formKey: formKeyOf(null, "medication-log"), why: { freeText: "Takes no medication." } };
    await doFor(telling, { as: telling.site.coordinator, type: "mark-form-not-done", data });
  }
  for (const answers of taken) {
    yield later(telling, 2);
    await enterInLog(telling, "medication-log", answers);
  }
}

/** From enrollment on: a taper of three weeks. Its end is told by telephone, and the log corrected. */
export async function* taper(telling: Telling): Story {
  const lastDose = lastDoseAfter(today(telling));
  yield at(telling, addDays(lastDose, 1), "16:10");
  const { version } = await stateOf(telling);
  await doFor(telling, {
    as: telling.site.coordinator,
    type: "correct-items",
    data: { formKey: formKeyOf(null, "medication-log"), entries: entriesOf(stoppedOn(lastDose)) },
    reason: "The taper is over; day of the last dose told by telephone.",
    basedOn: version,
  });
}

/** The last dose of a medicine whose taper begins on a day. */
export function lastDoseAfter(enrolledOn: CalendarDate): CalendarDate {
  return addDays(enrolledOn, 21);
}

/** Every effect of a session, pleasant ones too, as an adverse event of its own. */
export async function* recordEffects(telling: Telling, visit: HeldVisit): Story {
  const { visitId } = visit;
  const effects = (await stateOf(telling)).forms[formKeyOf(visitId, "session-effects")]?.items ?? {};
  for (let row = 0; effects[`effects.${row}.effect`]; row++) {
    const value = (item: string) => String(effects[`effects.${row}.${item}`]?.value ?? "");
    if (value("recorded-as-event") !== "true") continue;
    yield later(telling, 2);
    await enterAdverseEvent(telling, eventOf(telling, value));
  }
  yield later(telling, 2);
  await recordAlert(telling, visit);
}

/** A reading beyond a threshold of alert is an event as well. */
async function recordAlert(telling: Telling, { visitId }: HeldVisit): Promise<void> {
  const { forms } = await stateOf(telling);
  const alerts = Object.values(forms).filter(
    ({ formKey, derived }) =>
      formKey.startsWith(`${visitId}/session-vital-signs/`) && derived["alert"] === true,
  );
  const times = alerts.map(({ items }) => String(items["measured-at"]?.value) as Instant);
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return;
  const { zone } = telling.site;
  await enterAdverseEvent(telling, {
    term: "Blood pressure raised",
    valence: "neutral",
    severity: "mild",
    started: dayAt(first, zone),
    onsetTime: timeAt(first, zone),
    ended: dayAt(last, zone),
    endTime: timeAt(minutesAfter(last, 5), zone),
    detectedBy: "measurement",
    specialInterest: "cardiovascular",
    drug: "probable",
  });
}

const words: Readonly<Record<string, string>> = {
  "euphoric-mood": "Blissful, warm happiness",
  "emotional-closeness": "Felt close to everybody",
  relaxation: "Deeply relaxed",
  "time-distortion": "Lost track of time",
  "visual-change": "Colors brighter, edges moving",
  "thinking-abnormal": "Thoughts would not hold together",
  gait: "Unsteady on the feet",
  anxiety: "Anxious, heart pounding",
  "intrusive-thoughts": "Memories pressing in",
  "muscle-tightness": "Tight jaw and neck",
  bruxism: "Grinding teeth",
  nausea: "Nausea",
  "decreased-appetite": "No appetite",
  sweating: "Sweating",
  "feeling-cold": "Feeling cold",
  headache: "Headache",
  somnolence: "Sleepy",
};

function eventOf(telling: Telling, value: (item: string) => string): AdverseEvent {
  const { zone } = telling.site;
  const [onset, resolved] = [value("onset") as never, value("resolved") as never];
  const effect = value("effect");
  return {
    term: words[effect] ?? effect,
    valence: value("valence") as Valence,
    severity: value("intensity") as AdverseEvent["severity"],
    started: dayAt(onset, zone),
    onsetTime: timeAt(onset, zone),
    ended: dayAt(resolved, zone),
    endTime: timeAt(resolved, zone),
    detectedBy: "session-effects",
    specialInterest: effect === "euphoric-mood" ? "abuse-related" : "none",
    drug: effect === "headache" || effect === "somnolence" ? "possible" : "probable",
    therapy: effect === "anxiety" || effect === "intrusive-thoughts" ? "possible" : "unrelated",
  };
}

/** The physician judges the causality of what is not signed yet. */
export async function* signEvents(telling: Telling): Story {
  const state = await stateOf(telling);
  const unsigned = Object.values(state.forms).filter(
    ({ formId, formKey, status }) =>
      formId === "adverse-event" && status === "submitted" && !isSigned(state, formKey),
  );
  for (const { formKey } of unsigned) {
    yield later(telling, 1);
    const target = { kind: "form" as const, id: formKey };
    const contentHash = signedHash(await stateOf(telling), target);
    const data = { target, meaning: "I judged causality", contentHash };
    await doFor(telling, {
      as: telling.site.physician,
      type: "sign-record",
      actingAs: "sub-investigator",
      data,
    });
  }
}

function isSigned(state: ParticipantState, formKey: string): boolean {
  return state.signatures.some(
    (signature) =>
      signature.target.id === formKey && signatureStanding(state, signature).standing === "valid",
  );
}
