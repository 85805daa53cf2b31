import type { StudyDesign } from "#design";
import { type Instant, type StudyId, seededRandom } from "#kernel";
import { stateReader } from "#usecases";
import { type Agenda, agendaOf, playTogether } from "./agenda.ts";
import { type DemonstrationSite, sites } from "./cast.ts";
import { checkpointStory } from "./checkpoints.ts";
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
  /** Asked now and then: false ends the making, which then is half done and of no use. */
  readonly isWanted?: () => boolean;
};

type Making = {
  readonly ports: DemonstrationPorts;
  readonly founded: Founded;
  readonly fates: readonly Fate[];
  readonly seed: string;
  readonly began: Instant;
  readonly now: Instant;
};

/** Days from the founding of the study to today. */
const longAgo = 520;

/**
 * Makes the demonstration study by real commands at moments of the past, up to now.
 * @returns the study; undefined where it was not wanted any more before it was whole
 * @throws where a rule refuses what the story says
 */
export async function makeDemonstration(
  ports: DemonstrationPorts,
  { design, seed, isWanted = () => true }: DemonstrationOptions,
): Promise<StudyId | undefined> {
  const now = ports.clock.now();
  const clock = demonstrationClock(daysBefore(now, longAgo));
  const alone = writingAlone(ports);
  const founded = await foundDemonstration(portsAt(alone, clock, `${seed} founding`), design);
  const making = { ports: alone, founded, fates: fatesOf(seed), seed, began: clock.now(), now };
  // No act at one site touches what is written at the other: the two go on side by side, each with a clock of its own.
  const lanes = sites.map((site) => laneOf(making, site));
  await playTogether(now, lanes, commonLaneOf(making), isWanted);
  return isWanted() ? founded.study : undefined;
}

/** What goes on at one site. */
function laneOf({ ports, founded, fates, seed, began, now }: Making, site: DemonstrationSite): Agenda {
  const clock = demonstrationClock(began);
  const conduct = conductOf(portsAt(ports, clock, `${seed} site ${site.number}`), founded);
  const telling = { conduct, clock, site, siteId: siteIdOf(founded, site) };
  const stories = fates
    .filter(({ person }) => person.site === site.number)
    .map((fate) => lifeOf({ ...telling, fate, random: randomFor(seed, fate) }, now));
  return agendaOf(clock, stories);
}

/** What concerns the whole study. */
function commonLaneOf({ ports, founded, seed, began, now }: Making): Agenda {
  const clock = demonstrationClock(began);
  const own = portsAt(ports, clock, `${seed} study`);
  return agendaOf(clock, [checkpointStory(own, founded.study, now)]);
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
