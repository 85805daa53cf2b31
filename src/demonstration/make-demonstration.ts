import type { StudyDesign } from "#design";
import { seededRandom, type StudyId } from "#kernel";
import type { DemonstrationPorts } from "./conduct.ts";
import { playUntil } from "./agenda.ts";
import { sites } from "./cast.ts";
import type { DemonstrationClock } from "./demonstration-clock.ts";
import type { Fate } from "./fate.ts";
import { fatesOf } from "./fates.ts";
import { type Founded, foundDemonstration } from "./founding.ts";
import { lifeOf } from "./life.ts";
import { daysBefore } from "./moments.ts";
import { seededRandomness } from "./seeded-randomness.ts";
import type { Telling } from "./telling.ts";

export type DemonstrationOptions = {
  readonly design: StudyDesign;
  readonly clock: DemonstrationClock;
  /** The same seed, ending at the same moment, gives the same demonstration. */
  readonly seed: string;
};

/** Days from the founding of the study to today. */
const longAgo = 520;

/**
 * Makes the demonstration study by real commands at moments of the past, up to now, and puts the clock right again.
 * @throws where a rule refuses what the story says
 */
export async function makeDemonstration(
  ports: DemonstrationPorts,
  { design, clock, seed }: DemonstrationOptions,
): Promise<StudyId> {
  const now = clock.now();
  clock.set(daysBefore(now, longAgo));
  const random = seededRandom(`${seed} ids`);
  const seeded = { ...ports, clock, randomness: seededRandomness(random, clock, ports.randomness) };
  try {
    const founded = await foundDemonstration(seeded, design);
    const stories = fatesOf(seed).map((fate) => lifeOf(tellingOf(founded, clock, seed, fate), now));
    await playUntil(now, clock, stories);
    return founded.conduct.study;
  } finally {
    clock.goRight();
  }
}

function tellingOf({ conduct, siteIds }: Founded, clock: DemonstrationClock, seed: string, fate: Fate): Telling {
  const site = sites.find(({ number }) => number === fate.person.site);
  const siteId = siteIds[fate.person.site];
  if (!site || !siteId) throw new Error(`There is no site ${fate.person.site}.`);
  return { conduct, clock, site, siteId, fate, random: seededRandom(`${seed} ${fate.person.key}`) };
}
