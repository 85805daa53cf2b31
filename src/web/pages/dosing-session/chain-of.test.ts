import { describe, expect, test } from "vitest";
import { idsOfCommand } from "#trial";
import { chainOf } from "./chain-of.ts";

const session = "5e551017-0000-4000-8000-000000000001";
const commandId = "0197c3a0-0000-7000-8000-000000000001";
const chain = (type: string, data: object = {}) => chainOf(session, { commandId, type, data });

describe("the chains of a session", () => {
  test("the gate, the kit and the decision build on each other", () => {
    expect(chain("open-gate")).toBe(chain("open-session-kit"));
    expect(chain("decide-supplemental")).toBe(chain("open-gate"));
  });

  test("what is changed hangs on what has begun it, and on nothing else", () => {
    const effectKey = idsOfCommand(commandId)();
    expect(chain("change-effect", { effectKey })).toBe(chain("note-effect"));
    expect(chain("change-effect", { effectKey: "another" })).not.toBe(chain("note-effect"));
  });

  test("a measurement, a note and a dose that was given are held up by nothing", () => {
    for (const type of ["record-vitals", "take-note", "record-dose", "rate-distress", "give-medication"])
      expect(chain(type)).toBeUndefined();
  });

  test("going home waits for readiness, and an emergency for nothing", () => {
    expect(chain("end-session", { ending: "ready" })).toBe(chain("assess-readiness"));
    expect(chain("end-session", { ending: "emergency-transfer" })).toBeUndefined();
  });
});
