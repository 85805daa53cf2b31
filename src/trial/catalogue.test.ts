import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Catalogue, catalogue, isKnownEvent, UnknownEventError, upcastData } from "./catalogue.ts";
import { defineEvent } from "./event.ts";

/** Weights were written in pounds, then in kilograms, and since version 3 with a unit. */
const weighing: Catalogue = {
  definitions: {
    Weighed: defineEvent("Weighed", 3, z.strictObject({ weight: z.number(), unit: z.literal("kg") })),
  },
  upcasters: [
    { type: "Weighed", fromVersion: 2, upcast: (data) => ({ ...(data as object), unit: "kg" }) },
    {
      type: "Weighed",
      fromVersion: 1,
      upcast: (data) => ({ weight: (data as { pounds: number }).pounds * 0.45359237 }),
    },
  ],
};

const weighed = (schemaVersion: number, data: unknown) =>
  upcastData(weighing, { type: "Weighed", schemaVersion, data });

describe("the data of an old event", () => {
  test("come in the newest shape, version by version", () => {
    expect(weighed(1, { pounds: 100 })).toEqual({ weight: 45.359237, unit: "kg" });
    expect(weighed(2, { weight: 70 })).toEqual({ weight: 70, unit: "kg" });
    expect(weighed(3, { weight: 70, unit: "kg" })).toEqual({ weight: 70, unit: "kg" });
  });

  test("are not guessed where a step of the way is missing", () => {
    const withoutStep = { ...weighing, upcasters: weighing.upcasters.slice(0, 1) };
    const old = { type: "Weighed", schemaVersion: 1, data: { pounds: 100 } };
    expect(() => upcastData(withoutStep, old)).toThrow(UnknownEventError);
  });
});

describe("an event that this software does not know", () => {
  test("stops it, and says which it is and what to do", () => {
    const stranger = { type: "ParticipantTeleported", schemaVersion: 1, data: {} };
    expect(() => upcastData(catalogue, stranger)).toThrow(
      "Cannot read the event ParticipantTeleported, version 1 of its data: this version of Vigil does not know it. Use a newer version.",
    );
    expect(isKnownEvent(stranger)).toBe(false);
  });

  test("may be one whose shape is newer", () => {
    const { type, schemaVersion } = catalogue.definitions["ConsentSigned"] ?? { type: "", schemaVersion: 0 };
    expect(isKnownEvent({ type, schemaVersion })).toBe(true);
    expect(isKnownEvent({ type, schemaVersion: schemaVersion + 1 })).toBe(false);
    expect(() => upcastData(catalogue, { type, schemaVersion: schemaVersion + 1, data: {} })).toThrow(
      UnknownEventError,
    );
  });

  test("may bear a name that every object has", () => {
    expect(isKnownEvent({ type: "constructor", schemaVersion: 1 })).toBe(false);
  });
});
