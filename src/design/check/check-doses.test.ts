import { describe, expect, test } from "vitest";
import { type Edits, faultLines, faultsAfter } from "../testing/edited-study.ts";
import { compiledExample } from "../testing/example-study.ts";
import { proveDoseLimits } from "./dose-limits.ts";

describe("doses have a fault", () => {
  test.each<[string, Edits, string]>([
    [
      "where an arm has none and the other has",
      { "doseRegimens.3": undefined },
      "warning dose-missing doseRegimens",
    ],
    [
      "where a session can exceed its maximum",
      { "doseRegimens.0.maximumPerSession": 179 },
      "error dose-exceeds-maximum doseRegimens.0",
    ],
    [
      "where the supplemental dose is above the initial one",
      { "parameters.supplemental-share.value": 1.5 },
      "error supplemental-share doseRegimens.0.supplementalFraction",
    ],
    [
      "where the supplemental window ends before it begins",
      { "doseRegimens.0.supplementalWindow.to": 60 },
      "error range-reversed doseRegimens.0.supplementalWindow",
    ],
    [
      "where a supplemental dose has no window",
      { "doseRegimens.0.supplementalWindow": undefined },
      "error supplemental-incomplete doseRegimens.0",
    ],
    [
      "where one is negative",
      { "doseRegimens.0.initialDose": [-80, 120] },
      "error dose-negative doseRegimens.0.initialDose",
    ],
    [
      "at a visit that is no dosing session",
      { "encounters.dosing-2.session": undefined },
      "error not-a-dosing-session doseRegimens.2.encounterId",
    ],
    [
      "where the route tells the arm",
      { "doseRegimens.1.route": "nasal" },
      "error dose-unblinds doseRegimens.1",
    ],
    [
      "where only one arm has a supplement",
      { "doseRegimens.1.supplementalWindow": undefined, "doseRegimens.1.supplementalFraction": undefined },
      "error dose-unblinds doseRegimens.1",
    ],
    [
      "where only one arm has a choice",
      { "doseRegimens.1.initialDose": [0] },
      "warning choices-differ doseRegimens.1.initialDose",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("that is told with its arithmetic", () => {
    expect(faultsAfter({ "doseRegimens.0.maximumPerSession": 179 })).toMatchObject([
      { message: "In arm active, 120 mg with 60 mg supplemental is 180 mg, above the maximum of 179 mg." },
    ]);
  });

  test("but in an open-label trial arms may differ", () => {
    expect(faultLines({ "blinding.schema": "open-label", "doseRegimens.1.route": "nasal" })).toEqual([]);
  });
});

describe("the proof of dose limits", () => {
  test("goes through every choice of every arm at every session", () => {
    const proofs = proveDoseLimits(compiledExample());
    expect(proofs).toHaveLength(8);
    expect(proofs.every(({ holds }) => holds)).toBe(true);
    expect(
      proofs.map(({ armId, encounterId, initial, supplemental, total, maximum }) => [
        armId,
        encounterId,
        initial,
        supplemental,
        total,
        maximum,
      ]),
    ).toContainEqual(["active", "dosing-1", 120, 60, 180, 180]);
  });

  test("does not stumble over binary fractions", () => {
    const [first] = proveDoseLimits(
      compiledExample({
        doseRegimens: [
          {
            id: "r",
            armId: "active",
            encounterId: "dosing-1",
            substance: "Drug",
            initialDose: [0.1],
            supplementalFraction: 2,
            maximumPerSession: 0.3,
          },
        ],
      }),
    );
    expect(first).toMatchObject({ supplemental: 0.2, total: 0.3, holds: true });
  });
});
