import type { SeededRandom } from "#kernel";

/** What goes wrong in a room, and when: minutes from the initial dose. */
export type Upset = { readonly minute: number; readonly tablet: 0 | 1 } & (
  | { readonly kind: "cut"; readonly place: "before-send" | "after-send" }
  | { readonly kind: "offline"; readonly isOffline: boolean }
  | {
      readonly kind: "kill";
      readonly how: "idle" | "amid-write" | "amid-delivery";
      /** Where the network is cut while it starts anew. */
      readonly cut: "before-send" | "after-send";
    }
);

export const cutsPerRoom = 40;
export const killsPerRoom = 5;
const [first, last] = [-58, 498];

/** Forty cuts of the network, five of them while one tablet is killed and started anew; and stretches without any network. */
export function upsets(random: SeededRandom): readonly Upset[] {
  const minute = (): number => random.between(first, last);
  const either = (): 0 | 1 => random.pick([0, 1]);
  const place = () => random.pick(["before-send", "after-send"] as const);
  const cuts = Array.from({ length: cutsPerRoom - killsPerRoom }, (): Upset => {
    return { minute: minute(), tablet: either(), kind: "cut", place: place() };
  });
  const mortal = either();
  const ways = ["amid-write", "amid-delivery", "amid-write", "idle", "amid-delivery"] as const;
  const kills = ways.map(
    (how): Upset => ({ minute: minute(), tablet: mortal, kind: "kill", how, cut: place() }),
  );
  const dark = [0, 1, 0, 1].flatMap((_, at): readonly Upset[] => {
    const [from, tablet] = [minute(), (at % 2) as 0 | 1];
    return [
      { minute: from, tablet, kind: "offline", isOffline: true },
      { minute: from + random.between(5, 60), tablet, kind: "offline", isOffline: false },
    ];
  });
  return [...cuts, ...kills, ...dark].sort((a, b) => a.minute - b.minute);
}
