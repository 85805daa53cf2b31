import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Catalogue, catalogue } from "#trial";
import { consentEvents } from "../../src/trial/consent/events.ts";
import { instant } from "../../src/trial/fields.ts";
import { type PinnedShapes, pinNewShapes, shapeFaults } from "../../tools/event-shapes.ts";
import { root } from "./layers.ts";

const pinned = JSON.parse(
  readFileSync(path.join(root, "src/trial/event-shapes.json"), "utf8"),
) as PinnedShapes;

test("every event there has ever been can be read: no shape has changed but by a new version with its upcaster", () => {
  expect(Object.keys(pinned).length).toBeGreaterThan(60);
  expect(shapeFaults(catalogue, pinned)).toEqual([]);
});

describe("planted in the catalogue,", () => {
  const { ConsentWithdrawn, ...others } = catalogue.definitions;
  if (!ConsentWithdrawn) throw new Error("There is no ConsentWithdrawn.");
  const withPlanted = (planted: object, more: Partial<Catalogue> = {}): Catalogue => ({
    ...catalogue,
    definitions: { ...others, ConsentWithdrawn: { ...ConsentWithdrawn, ...planted } },
    ...more,
  });
  const changed = { data: z.strictObject({ scopes: z.array(z.string()) }) };
  const upcasters = [
    ...catalogue.upcasters,
    { type: "ConsentWithdrawn", fromVersion: 1, upcast: (data: unknown) => data },
  ];

  test("a changed shape is told, and what to do", () => {
    const [fault, ...more] = shapeFaults(withPlanted(changed), pinned);
    expect(more).toEqual([]);
    expect(fault).toBe(
      "The shape of ConsentWithdrawn changed, and ledgers hold events of version 1. Undo the change, or raise schemaVersion to 2, write an upcaster from 1 in a file beside the events, list it in catalogue.ts, and run `npx tsx -C source tools/pin-event-shapes.ts`.",
    );
  });

  test("even a day that became a moment is a changed shape", () => {
    const dated = {
      data: z.strictObject({ ...consentEvents.ConsentWithdrawn.data.shape, effectiveOn: instant }),
    };
    expect(shapeFaults(withPlanted(dated), pinned)).toHaveLength(1);
  });

  test("a new version asks for its upcaster and its pin, and is right with both", () => {
    const raised = { ...changed, schemaVersion: 2 };
    expect(shapeFaults(withPlanted(raised), pinned)).toEqual([
      "Version 2 of ConsentWithdrawn is not pinned. Run `npx tsx -C source tools/pin-event-shapes.ts`.",
      "ConsentWithdrawn has no upcaster from version 1. Write one and list it in catalogue.ts.",
    ]);
    const complete = withPlanted(raised, { upcasters });
    const pins = pinNewShapes(complete, pinned);
    expect(shapeFaults(complete, pins)).toEqual([]);
    expect(pins["ConsentWithdrawn"]?.["1"]).toBe(pinned["ConsentWithdrawn"]?.["1"]);
  });

  test("a version that goes back is told", () => {
    const pins = pinNewShapes(withPlanted({ schemaVersion: 2 }, { upcasters }), pinned);
    expect(shapeFaults(catalogue, pins)).toEqual([
      "ConsentWithdrawn goes back from version 2 to 1. Versions only go up: raise it.",
    ]);
  });

  test("an event that was taken out, or stands under another name, is told", () => {
    expect(shapeFaults({ ...catalogue, definitions: others }, pinned)).toEqual([
      "ConsentWithdrawn is no longer in the catalogue. Ledgers hold such events: put it back.",
    ]);
    const renamed = { ...catalogue.definitions, ConsentRevoked: ConsentWithdrawn };
    expect(shapeFaults({ ...catalogue, definitions: renamed }, pinned)).toEqual([
      "ConsentWithdrawn stands in the catalogue as ConsentRevoked. Let both be the same.",
    ]);
  });

  test("a pin is never overwritten", () => {
    expect(pinNewShapes(withPlanted(changed), pinned)).toEqual(pinned);
  });
});
