import { formKeyOf, type ParticipantState } from "#trial";
import type { Story } from "./agenda.ts";
import { entriesOf } from "./held-visit.ts";
import { adverseEventAnswers } from "./logs/adverse-event.ts";
import { nextEntry } from "./logs/keep-logs.ts";
import { verify } from "./rounds/monitoring.ts";
import { tryInVain } from "./scenes/after-sessions.ts";
import { correct } from "./scenes/corrections.ts";
import { recordDeviation } from "./scenes/events.ts";
import { tellsInConfidence } from "./scenes/in-confidence.ts";
import { at, dayFromEnd, doFor, stateOf, type Telling } from "./telling.ts";

/** Something of the last days that nobody has dealt with to its end. */
export type LastDay = {
  /** Whom it is about. */
  readonly key: string;
  /** Days before the end: nothing of the very day, whose hour nobody knows. */
  readonly before: number;
  readonly time: string;
  readonly does: (telling: Telling) => Promise<void>;
};

export async function* lastDay(telling: Telling, { before, time, does }: LastDay): Story {
  yield at(telling, dayFromEnd(telling, -before), time);
  await does(telling);
}

const ecg = formKeyOf("at-v4", "ecg");

/** What is left to be done when the demonstration ends, whatever the day. */
export const lastDays: readonly LastDay[] = [
  // A query that waits for the site, one that waits for its judge, and one that was asked again.
  {
    key: "p04",
    before: 3,
    time: "10:10",
    does: asks(
      "dana.monitor",
      "at-v20",
      "vital-signs",
      "temperature",
      "Ear or forehead? The source says both.",
    ),
  },
  {
    key: "p07",
    before: 2,
    time: "10:20",
    does: asks(
      "li.data",
      "at-v4",
      "body-measurements",
      "weight",
      "The weight is not in the source of that day.",
      "at-screening",
    ),
  },
  {
    key: "p06",
    before: 5,
    time: "11:00",
    does: asks("li.data", "at-v4", "laboratory", "collected-at", "The label shows another time."),
  },
  {
    key: "p06",
    before: 2,
    time: "12:30",
    does: answers("The label was printed before the sample was taken; the entry is right."),
  },
  {
    key: "p03",
    before: 6,
    time: "11:00",
    does: asks("li.data", "at-v20", "ecg", "readings.0.qt", "Read by hand or by the device?"),
  },
  { key: "p03", before: 2, time: "15:00", does: answers("By hand, in lead II.") },
  {
    key: "p16",
    before: 6,
    time: "13:00",
    does: asks(
      "vera.medical",
      "at-v5",
      "session-effects",
      "effects.0.intensity",
      "Mild, though it lasted for hours?",
    ),
  },
  { key: "p16", before: 4, time: "14:00", does: answers("So the participant called it.") },
  {
    key: "p16",
    before: 2,
    time: "14:30",
    does: asksAgain("vera.medical", "Please state whether activity was limited by it."),
  },
  // A value that was compared with its source and signed for, and was changed since.
  { key: "p06", before: 6, time: "09:00", does: compares(ecg) },
  {
    key: "p06",
    before: 3,
    time: "13:20",
    does: corrects("at-v4", "ecg", { "readings.0.qt": 402 }, "Misread from the printout."),
  },
  { key: "p05", before: 6, time: "09:30", does: compares(formKeyOf("at-v20", "laboratory")) },
  {
    key: "p05",
    before: 1,
    time: "13:40",
    does: corrects("at-v20", "laboratory", { potassium: 4.4 }, "Two digits exchanged."),
  },
  // What nobody has judged yet.
  {
    key: "p06",
    before: 2,
    time: "16:40",
    does: departs("procedure", "blood-sample-late", "The sample of week 12 was drawn a day after the visit."),
  },
  {
    key: "p07",
    before: 1,
    time: "16:10",
    does: departs(
      "privacy",
      "letter-misdirected",
      "A letter with the visit's date went to an old address; it came back unopened.",
    ),
  },
  // Somebody who does not answer the telephone, and something that was told in confidence.
  { key: "p09", before: 1, time: "10:05", does: (telling) => triesAll(telling, "at-call-1-3") },
  { key: "p06", before: 2, time: "20:15", does: tellsInConfidence },
  // What was begun and not handed in.
  { key: "p05", before: 1, time: "17:20", does: beginsEvent },
  { key: "p06", before: 1, time: "17:10", does: beginsEvent },
];

function asks(
  as: string,
  visitId: string,
  form: string,
  itemPath: string,
  question: string,
  elsewhere?: string,
) {
  return async (telling: Telling): Promise<void> => {
    const { forms } = await stateOf(telling);
    const keys = [visitId, elsewhere ?? visitId].map((one) => formKeyOf(one, form));
    const formKey = keys.find((key) => forms[key]?.status === "submitted");
    if (!formKey) return;
    await doFor(telling, {
      as,
      type: "open-query",
      data: { formKey, itemPath, question: { freeText: question } },
    });
  };
}

function answers(answer: string) {
  return async (telling: Telling): Promise<void> => {
    const query = lastQuery(await stateOf(telling), "open");
    if (!query) return;
    const data = { queryId: query.queryId, answer: { freeText: answer } };
    await doFor(telling, { as: telling.site.coordinator, type: "answer-query", data });
  };
}

function asksAgain(as: string, question: string) {
  return async (telling: Telling): Promise<void> => {
    const query = lastQuery(await stateOf(telling), "answered");
    if (!query) return;
    await doFor(telling, {
      as,
      type: "reopen-query",
      data: { queryId: query.queryId, question: { freeText: question } },
    });
  };
}

function lastQuery({ queries }: ParticipantState, state: "open" | "answered") {
  return Object.values(queries).findLast((query) => query.state === state && query.raisedBy === "person");
}

function compares(formKey: string) {
  return async (telling: Telling): Promise<void> => {
    const state = await stateOf(telling);
    const isOpen = Object.values(state.forms[formKey]?.items ?? {}).some(({ verified }) => verified === null);
    if (isOpen) await verify(telling, { fate: telling.fate, state }, formKey);
  };
}

function corrects(visitId: string, form: string, entries: Parameters<typeof entriesOf>[0], reason: string) {
  return async (telling: Telling): Promise<void> => {
    if (!(await stateOf(telling)).forms[formKeyOf(visitId, form)]) return;
    await correct(telling, { visitId, form, reason, entries: () => entries });
  };
}

function departs(category: string, rule: string, description: string) {
  return (telling: Telling): Promise<void> => recordDeviation(telling, { category, rule, description });
}

async function triesAll(telling: Telling, visitId: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) await tryInVain(telling, visitId);
}

/** An event of which the call tells, begun in the log while the telephone still rings. */
async function beginsEvent(telling: Telling): Promise<void> {
  const started = dayFromEnd(telling, -2);
  const event = {
    term: "Slept badly",
    valence: "negative",
    severity: "mild",
    started,
    detectedBy: "asked",
  } as const;
  const entries = entriesOf(adverseEventAnswers(event)).slice(0, 6);
  const formKey = nextEntry(await stateOf(telling), "adverse-event");
  await doFor(telling, { as: telling.site.coordinator, type: "draft-items", data: { formKey, entries } });
}
