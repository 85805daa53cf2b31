import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel";
import { guardedStudy } from "../testing/guarded-study.ts";
import { numberedId } from "../testing/people.ts";
import { aTrial } from "../testing/story.ts";
import { fold } from "../testing/trial.ts";
import { draftAdverseEvent, draftAdverseEvents, type SessionEffect } from "./from-session.ts";

const story = aTrial(guardedStudy).on("2026-02-02").contacted().consented();
const facts = story.facts("draft-items", { formKey: "log/adverse-event/1", entries: [] });
const zone = { zone: "America/New_York" as never };

const euphoria: SessionEffect = {
  term: "Euphoric mood",
  onset: "2026-02-02T16:05:00.000Z" as Instant,
  offset: "2026-02-02T18:40:00.000Z" as Instant,
  intensity: "moderate",
  valence: "positive",
  detectedBy: "observed",
  specialInterest: "abuse-related",
  visitId: "dosing",
  sessionId: numberedId(7, 1),
  sourceId: "effect-1",
};

function entriesIn(source: SessionEffect): Readonly<Record<string, unknown>> {
  const drafted = draftAdverseEvent(facts, source, zone);
  if (!drafted.ok) throw new Error(drafted.error.message);
  const data = drafted.value[0]?.data as { entries: { path: string; value: unknown }[] };
  return Object.fromEntries(data.entries.map(({ path, value }) => [path, value]));
}

describe("an effect seen in a session", () => {
  test("becomes an entry with onset and end to the minute at the site, and with its valence", () => {
    expect(entriesIn(euphoria)).toEqual({
      term: { freeText: "Euphoric mood" },
      "special-interest": "abuse-related",
      valence: "positive",
      "detected-by": "observed",
      "in-session": true,
      began: "2026-02-02",
      "onset-time": "11:05",
      ongoing: false,
      ended: "2026-02-02",
      "end-time": "13:40",
      severity: "moderate",
    });
  });

  test("leaves open what only a person can judge, and what the form does not know", () => {
    const { offset: _offset, valence: _valence, ...bare } = euphoria;
    const entries = entriesIn({ ...bare, intensity: "very strong" });
    for (const open of [
      "ongoing",
      "ended",
      "end-time",
      "valence",
      "severity",
      "outcome",
      "related-to-drug",
      "related-to-therapy",
      "death",
    ])
      expect(entries).not.toHaveProperty(open);
  });

  test("becomes one entry, however often it is asked for", () => {
    const drafted = draftAdverseEvents(
      facts,
      [euphoria, { ...euphoria, sourceId: "effect-2" }, euphoria],
      zone,
    );
    const events = drafted.ok ? drafted.value : [];
    const keys = events.map(({ type, data }) => `${type} ${(data as { formKey: string }).formKey}`);
    expect(keys).toEqual([
      "ItemsDrafted log/adverse-event/1",
      "AdverseEventDrafted log/adverse-event/1",
      "ItemsDrafted log/adverse-event/2",
      "AdverseEventDrafted log/adverse-event/2",
    ]);
    const after = events.reduce((trial, event, at) => {
      const meta = {
        stream: event.stream,
        version: 100 + at,
        occurredAt: trial.now,
        recordedAt: trial.now,
        zone: "America/New_York",
        actor: { user: numberedId(3, 5), role: "lead-therapist" },
        source: { kind: "web" },
        commandId: numberedId(8, 1),
        hash: "",
      } as never;
      return fold(trial, { type: event.type, data: event.data, meta });
    }, story.trial);
    const again = draftAdverseEvent(
      { ...facts, participant: after.participants[story.id] ?? facts.participant },
      euphoria,
      zone,
    );
    expect(again).toEqual({ ok: true, value: [] });
  });

  test("is refused where the protocol names no form of adverse events", () => {
    const { design: _none, ...bare } = facts;
    const drafted = draftAdverseEvent(bare as never, euphoria, zone);
    expect(drafted.ok ? "" : drafted.error.code).toBe("no-adverse-event-form");
  });
});
