import type { FiledEvent } from "./filed.ts";
import { type Opening, type PlacedSeal, sealCommitment, sealsIn } from "./opening.ts";
import type { Finding } from "./verify.ts";

/** Of what is sealed in a ledger: how much a copy lays open, and how much stays closed and why. */
export type SealCount = { readonly opened: number; readonly erased: number; readonly blinded: number };

export const noSeals: SealCount = { opened: 0, erased: 0, blinded: 0 };

/**
 * Checks that whatever is laid open beside an event is what was sealed in it. A copy that says of itself that it is readable lays
 * everything open, or says why it does not.
 */
export function checkOpenings(
  { stream, version, canonical, openings = [] }: FiledEvent,
  isReadable: boolean,
  find: (finding: Finding) => void,
): SealCount {
  if (openings.length === 0 && !(isReadable && canonical.includes('"commitment":"'))) return noSeals;
  const place = `event ${version} of ${stream}`;
  const seals = new Map(sealsOf(canonical).map(({ path, seal }) => [path, seal]));
  const given = new Map(openings.map((opening) => [opening.path, opening]));
  for (const opening of given.values()) {
    if (fits(seals.get(opening.path), opening)) continue;
    const message = `What is laid open at ${opening.path} of ${place} is not what was sealed there.`;
    find({ stream, version, code: "opening-differs", message });
  }
  for (const path of isReadable ? seals.keys() : []) {
    if (given.has(path)) continue;
    const message = `What is sealed at ${path} of ${place} is not laid open, though the copy says that it is readable.`;
    find({ stream, version, code: "opening-missing", message });
  }
  return countOf([...given.values()]);
}

export function addSeals(a: SealCount, b: SealCount): SealCount {
  return { opened: a.opened + b.opened, erased: a.erased + b.erased, blinded: a.blinded + b.blinded };
}

function countOf(openings: readonly Opening[]): SealCount {
  const closed = (why: string): number =>
    openings.filter((opening) => "closed" in opening && opening.closed === why).length;
  const [erased, blinded] = [closed("erased"), closed("blinded")];
  return { opened: openings.length - erased - blinded, erased, blinded };
}

function fits(seal: PlacedSeal["seal"] | undefined, opening: Opening): boolean {
  if (!seal) return false;
  return "closed" in opening || sealCommitment(opening.salt, opening.text) === seal.commitment;
}

/** An event that cannot be read holds none; that it cannot be read is told of where its text is checked. */
function sealsOf(canonical: string): readonly PlacedSeal[] {
  try {
    return sealsIn(JSON.parse(canonical));
  } catch {
    return [];
  }
}
