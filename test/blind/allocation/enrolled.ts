import type { SeededRandom } from "#kernel";

/** Who comes to a trial of the size of the reference study: at which of ten sites, and with prior use or not. */
export type Enrolled = { readonly site: string; readonly "prior-use": "prior-use" | "no-prior-use" };

export const participants = 160;
/** The share of participants at each site, as in a trial with three large ones. */
const siteShares = [0.2, 0.16, 0.14, 0.1, 0.1, 0.08, 0.08, 0.06, 0.05, 0.03] as const;
/** The most that the cap of the reference study lets in. */
export const priorShare = 0.2;

export function enroll(random: Pick<SeededRandom, "next">): readonly Enrolled[] {
  return Array.from({ length: participants }, () => comer(random.next(), random.next(), priorShare));
}

/** One who comes, from two uniform numbers; a share of all has prior use. */
export function comer(first: number, second: number, share: number): Enrolled {
  let below = 0;
  const site = siteShares.findIndex((size) => {
    below += size;
    return first < below;
  });
  return {
    site: String(site < 0 ? siteShares.length - 1 : site),
    "prior-use": second < share ? "prior-use" : "no-prior-use",
  };
}
