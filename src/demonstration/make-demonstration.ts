import type { StudyDesign } from "#design";
import { type StudyId, seededRandom } from "#kernel";
import { stateReader } from "#usecases";
import { playUntil } from "./agenda.ts";
import { type DemonstrationSite, sites } from "./cast.ts";
import { conductOf, type DemonstrationPorts } from "./conduct.ts";
import { type DemonstrationClock, demonstrationClock } from "./demonstration-clock.ts";
import type { Fate } from "./fate.ts";
import { fatesOf } from "./fates.ts";
import { type Founded, foundDemonstration } from "./founding.ts";
import { lifeOf } from "./life.ts";
import { daysBefore } from "./moments.ts";
import { seededRandomness } from "./seeded-randomness.ts";
import { soleWriter } from "./sole-writer.ts";

export type DemonstrationOptions = {
  readonly design: StudyDesign;
  /** The same seed, ending at the same moment, gives the same demonstration. */
  readonly seed: string;
};

/** Days from the founding of the study to today. */
const longAgo = 520;

/**
 * Makes the demonstration study by real commands at moments of the past, up to now.
 * @throws where a rule refuses what the story says
 */
export async function makeDemonstration(
  ports: DemonstrationPorts,
  { design, seed }: DemonstrationOptions,
): Promise<StudyId> {
  const now = ports.clock.now();
  const clock = demonstrationClock(daysBefore(now, longAgo));
  const alone = writingAlone(ports);
  const founded = await foundDemonstration(portsAt(alone, clock, `${seed} founding`), design);
  const fates = fatesOf(seed);
  // No act at one site touches what is written at the other: the two go on side by side, each with a clock of its own.
  await Promise.all(
    sites.map(async (site) => {
      const clockThere = demonstrationClock(clock.now());
      const conduct = conductOf(portsAt(alone, clockThere, `${seed} site ${site.number}`), founded);
      const telling = { conduct, clock: clockThere, site, siteId: siteIdOf(founded, site) };
      const stories = fates
        .filter(({ person }) => person.site === site.number)
        .map((fate) => lifeOf({ ...telling, fate, random: randomFor(seed, fate) }, now));
      await playUntil(now, clockThere, stories);
    }),
  );
  return founded.study;
}

function portsAt(ports: DemonstrationPorts, clock: DemonstrationClock, seed: string): DemonstrationPorts {
  return {
    ...ports,
    clock,
    randomness: seededRandomness(seededRandom(seed), clock, ports.randomness),
  };
}

/** Nobody else uses the instance yet. */
function writingAlone(ports: DemonstrationPorts): DemonstrationPorts {
  // Each command here is sent once; were its id taken all the same, the append would refuse it.
  const store = soleWriter({ ...ports.store, findCommand: async () => undefined });
  return { ...ports, store, states: stateReader(store, ports.keys) };
}

function siteIdOf({ siteIds }: Founded, { number }: DemonstrationSite) {
  const siteId = siteIds[number];
  if (!siteId) throw new Error(`There is no site ${number}.`);
  return siteId;
}

function randomFor(seed: string, { person }: Fate) {
  return seededRandom(`${seed} ${person.key}`);
}
