import type { Ask } from "../../../src/web/offline/http-delivery.ts";

/** Where a request is cut; `restarting`: while its device was being started anew. */
export type Cut = { readonly place: "before-send" | "after-send"; readonly restarting: boolean };

/** A network that is cut where the run says, and counts only the cuts that hit a request. */
export type CuttableNetwork = {
  readonly through: (ask: Ask) => Ask;
  /** Each next request is hit by one. */
  readonly cut: (...cuts: readonly Cut[]) => void;
  readonly waiting: () => number;
  readonly made: () => readonly Cut[];
  readonly setOffline: (isOffline: boolean) => void;
  /** What happens while the server's time is on its way back, the next time that it is asked. */
  readonly onceTold: (happen: () => void) => void;
};

export function cuttable(): CuttableNetwork {
  const [planned, made]: [Cut[], Cut[]] = [[], []];
  let isOffline = false;
  let onWayBack: (() => void) | undefined;
  return {
    through: (ask) => async (method, path, body, person) => {
      if (isOffline) throw new Error("The network is cut.");
      const cut = planned.shift();
      if (cut?.place === "before-send") {
        made.push(cut);
        throw new Error("The network is cut.");
      }
      const answer = await ask(method, path, body, person).catch((error: unknown) => {
        // The server was gone: there was nothing to cut.
        if (cut) planned.unshift(cut);
        throw error;
      });
      if (path === "/api/time") onWayBack?.();
      if (cut) {
        made.push(cut);
        throw new Error("The network is cut.");
      }
      return answer;
    },
    cut: (...cuts) => planned.push(...cuts),
    waiting: () => planned.length,
    made: () => made,
    setOffline: (wanted) => {
      isOffline = wanted;
    },
    onceTold: (happen) => {
      onWayBack = happen;
    },
  };
}
