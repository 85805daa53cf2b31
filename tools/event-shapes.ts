import { z } from "zod";
import { contentHash, type Json, type Sha256 } from "#kernel";
import type { Catalogue, EventDefinition } from "#trial";

/** For every event type there has ever been: the hash of the shape of its data in each of its versions. */
export type PinnedShapes = Readonly<Record<string, Readonly<Record<string, Sha256>>>>;

/** The hash of the JSON Schema of what is stored. */
function shapeHash({ data }: Pick<EventDefinition, "data">): Sha256 {
  return contentHash(z.toJSONSchema(data, { io: "output", unrepresentable: "any" }) as Json);
}

/** The pins with those of shapes that have none yet. A pin is never changed and never taken out. */
export function pinNewShapes({ definitions }: Catalogue, pinned: PinnedShapes): PinnedShapes {
  const types = [...new Set([...Object.keys(pinned), ...Object.keys(definitions)])].sort();
  const entries = types.map((type) => {
    const definition = definitions[type];
    const fresh = definition ? { [definition.schemaVersion]: shapeHash(definition) } : {};
    return [type, { ...fresh, ...pinned[type] }] as const;
  });
  return Object.fromEntries(entries);
}

/** Everything in the catalogue that would make an event of some ledger unreadable, each with what to do. */
export function shapeFaults({ definitions, upcasters }: Catalogue, pinned: PinnedShapes): readonly string[] {
  const gone = Object.keys(pinned)
    .filter((type) => !Object.hasOwn(definitions, type))
    .map((type) => `${type} is no longer in the catalogue. Ledgers hold such events: put it back.`);
  const misnamed = Object.entries(definitions)
    .filter(([key, { type }]) => key !== type)
    .map(([key, { type }]) => `${type} stands in the catalogue as ${key}. Let both be the same.`);
  const changed = Object.values(definitions).flatMap((definition) => changeFaults(definition, pinned));
  const cut = Object.values(definitions).flatMap(({ type, schemaVersion }) =>
    versionsBefore(schemaVersion)
      .filter((from) => !upcasters.some((one) => one.type === type && one.fromVersion === from))
      .map((from) => `${type} has no upcaster from version ${from}. Write one and list it in catalogue.ts.`),
  );
  return [...gone, ...misnamed, ...changed, ...cut];
}

function changeFaults(definition: EventDefinition, pinned: PinnedShapes): readonly string[] {
  const { type, schemaVersion } = definition;
  const pins = pinned[type] ?? {};
  const newest = Math.max(0, ...Object.keys(pins).map(Number));
  const pin = "`npx tsx -C source tools/pin-event-shapes.ts`";
  if (schemaVersion < newest) {
    return [`${type} goes back from version ${newest} to ${schemaVersion}. Versions only go up: raise it.`];
  }
  if (pins[schemaVersion] === undefined)
    return [`Version ${schemaVersion} of ${type} is not pinned. Run ${pin}.`];
  if (pins[schemaVersion] === shapeHash(definition)) return [];
  return [
    `The shape of ${type} changed, and ledgers hold events of version ${schemaVersion}. Undo the change, or raise schemaVersion to ${schemaVersion + 1}, write an upcaster from ${schemaVersion} in a file beside the events, list it in catalogue.ts, and run ${pin}.`,
  ];
}

function versionsBefore(version: number): readonly number[] {
  return Array.from({ length: version - 1 }, (_, index) => index + 1);
}
