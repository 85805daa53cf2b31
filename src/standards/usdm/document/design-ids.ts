import { designId } from "#design";
import { sha256Hex } from "#kernel";

/** Gives out the ids of a design, and remembers which id of the file each stands for. */
export type DesignIds = {
  /** The design's id for an id of the file: the same where it is a design id already. */
  readonly of: (usdmId: string) => string;
  /** An id for something that the file has no id for; `usdmId` is what it was made from. */
  readonly made: (wish: string, usdmId: string) => string;
  /** By the ids of the design, the ids of the file. */
  readonly sources: ReadonlyMap<string, string>;
};

/** @param usdmIds every id of the file: none of them is ever made for something else */
export function createDesignIds(usdmIds: Iterable<string>): DesignIds {
  const taken = new Set(usdmIds);
  const given = new Map<string, string>();
  const sources = new Map<string, string>();
  const free = (wish: string, seed: string): string => {
    if (isDesignId(wish) && !taken.has(wish)) return wish;
    let id = named(wish, sha256Hex(seed));
    for (let attempt = 1; taken.has(id); attempt++) id = named(wish, sha256Hex(`${seed}\n${attempt}`));
    return id;
  };
  const give = (id: string, usdmId: string): string => {
    taken.add(id);
    sources.set(id, usdmId);
    return id;
  };
  return {
    sources,
    of: (usdmId) => {
      const id = given.get(usdmId) ?? give(isDesignId(usdmId) ? usdmId : free(usdmId, usdmId), usdmId);
      given.set(usdmId, id);
      return id;
    },
    made: (wish, usdmId) => give(free(wish, `${wish}\n${usdmId}`), usdmId),
  };
}

function isDesignId(text: string): boolean {
  return designId.safeParse(text).success;
}

/** The words of the wish and a digest, which tells two wishes of the same words apart. */
function named(wish: string, digest: string): string {
  const words = wish.match(/[A-Za-z0-9]+/g)?.join("-") ?? "id";
  return `${words.slice(0, 100).replace(/-$/, "")}-${digest.slice(0, 8)}`;
}
