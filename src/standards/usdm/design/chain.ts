import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";

const contradicted = "the next ids say another order, which is followed";

/**
 * The objects in the order of their previous and next ids; those that no chain orders keep the order of the
 * file. Where a next and a previous id disagree the next one is followed, which is noted. The chains end:
 * the document was checked for circles.
 */
export function inChainOrder(reading: Reading, objects: readonly UsdmObject[]): readonly UsdmObject[] {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const next = successors(reading, objects);
  const following = new Set(next.values());
  const ordered = new Set<UsdmObject>();
  const heads = objects.filter(({ id }) => !following.has(id));
  for (const head of [...heads, ...objects]) {
    for (
      let at: UsdmObject | undefined = head;
      at && !ordered.has(at);
      at = byId.get(next.get(at.id) ?? "")
    ) {
      ordered.add(at);
    }
  }
  return [...ordered];
}

function successors(reading: Reading, objects: readonly UsdmObject[]): ReadonlyMap<string, string> {
  const next = new Map<string, string>();
  for (const object of objects) {
    const id = reading.ref(object, "nextId")?.id;
    if (id !== undefined) next.set(object.id, id);
  }
  const followed = new Set(next.values());
  for (const object of objects) {
    const previous = reading.ref(object, "previousId")?.id;
    if (previous === undefined || next.get(previous) === object.id) continue;
    if (next.has(previous) || followed.has(object.id)) {
      reading.lose(object, "previousId", `the order after ${previous}`, contradicted);
    } else next.set(previous, object.id);
  }
  return next;
}
