import type { StudyDesign } from "#design";
import { addDays, type CalendarDate, type Instant, type StudyId, seededRandom } from "#kernel";
import { stateReader } from "#usecases";
import { type Agenda, agendaOf, playTogether, type Story } from "./agenda.ts";
import { amending, reconsenting } from "./amending.ts";
import { datedDesign } from "./amendment.ts";
import { type DemonstrationSite, sites } from "./cast.ts";
import { checkpointStory } from "./checkpoints.ts";
import { type Conduct, conductOf, type DemonstrationPorts } from "./conduct.ts";
import { type DemonstrationClock, demonstrationClock } from "./demonstration-clock.ts";
import type { Fate } from "./fate.ts";
import { fatesOf } from "./fates.ts";
import { type Founded, foundDemonstration } from "./founding.ts";
import { knocks } from "./knocks.ts";
import { refusedActs } from "./last-acts.ts";
import { lastDay, lastDays } from "./last-days.ts";
import { lifeAfterTransfer, lifeOf } from "./life.ts";
import { daysBefore } from "./moments.ts";
import { answeringQueries } from "./rounds/answering-queries.ts";
import { assessingDeviations } from "./rounds/assessing-deviations.ts";
import { monitoring } from "./rounds/monitoring.ts";
import { reviewingData } from "./rounds/reviewing-data.ts";
import { reviewingSessions } from "./rounds/reviewing-sessions.ts";
import { seededRandomness } from "./seeded-randomness.ts";
import { type Streams, soleWriter } from "./sole-writer.ts";
import type { AtSite, Telling } from "./telling.ts";
import { transferring } from "./transferring.ts";

export type DemonstrationOptions = {
  readonly design: StudyDesign;
  /** The same seed, ending at the same moment, gives the same demonstration. */
  readonly seed: string;
  /** Asked now and then: false ends the making, which then is half done and of no use. */
  readonly isWanted?: () => boolean;
  /** Whose stories are told, by their keys; all where nothing is said. */
  readonly isTold?: (key: string) => boolean;
};

type Making = {
  readonly ports: DemonstrationPorts;
  readonly founded: Founded;
  readonly fates: readonly Fate[];
  readonly design: StudyDesign;
  readonly seed: string;
  readonly began: Instant;
  readonly end: Instant;
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
  { design: written, seed, isWanted = () => true, isTold = () => true }: DemonstrationOptions,
): Promise<StudyId | undefined> {
  const end = ports.clock.now();
  const clock = demonstrationClock(daysBefore(end, longAgo));
  const alone = writingAlone(ports);
  const design = datedDesign(written, addDays(clock.now().slice(0, 10) as CalendarDate, -60));
  const summary = "First version: the MAPP2 schedule with a low-dose comparator and blinded follow-up.";
  const founded = await foundDemonstration(portsAt(alone, clock, `${seed} founding`), {
    design,
    summary,
    end,
  });
  const fates = fatesOf(seed).filter(({ person }) => isTold(person.key));
  const making = { ports: alone, founded, fates, design, seed, began: clock.now(), end };
  // No act at one site touches what is written at the other: the two go on side by side, each with a clock of its own.
  const lanes = sites.map((site) => laneOf(making, site));
  await playTogether(end, lanes, commonLaneOf(making), isWanted);
  return isWanted() ? founded.study : undefined;
}

/** What goes on at one site: the lives of its participants, and the rounds of those who look after their data. */
function laneOf(making: Making, site: DemonstrationSite): Agenda {
  const { fates, seed } = making;
  const own = fates.filter(
    ({ person, transfer }) => person.site === site.number || transfer?.to === site.number,
  );
  const clock = demonstrationClock(making.began);
  const atSite = atSiteOf(making, site, clock);
  return agendaOf(clock, (begin) => {
    const tellings = own.map(
      (fate): Telling => ({ ...atSite, fate, begin, random: randomFor(making, site, fate) }),
    );
    const round = { ...atSite, fates: own, random: seededRandom(`${seed} rounds ${site.number}`) };
    return [
      ...tellings.flatMap((telling) => storiesOf(telling, site)),
      answeringQueries(round),
      reviewingData(round),
      monitoring(round),
      assessingDeviations(round),
      reviewingSessions(round),
    ];
  });
}

/** All that is told of somebody at a site: their life there, their new consent, and what is left of them in the last days. */
function storiesOf(telling: Telling, site: DemonstrationSite): readonly Story[] {
  const { person, transfer } = telling.fate;
  const isLeaving = transfer !== undefined && transfer.to !== site.number;
  const life = person.site === site.number ? lifeOf(telling) : lifeAfterTransfer(telling);
  if (isLeaving) return [life];
  const last = lastDays.filter(({ key }) => key === person.key).map((one) => lastDay(telling, one));
  return [life, reconsenting(telling), ...last];
}

/** What concerns the whole study: at its moments nothing else goes on. */
function commonLaneOf(making: Making): Agenda {
  const { ports, founded, fates, design, seed, end } = making;
  const clock = demonstrationClock(making.began);
  const own = portsAt(ports, clock, `${seed} study`);
  const conduct = conductOf(own, founded);
  const [first] = sites;
  if (!first) throw new Error("The demonstration has no site.");
  return agendaOf(clock, () => [
    amending({ conduct, design, site: first, siteId: siteIdOf(founded, first), end }),
    ...fates.filter(({ transfer }) => transfer).map((fate) => transferOf(making, conduct, clock, fate)),
    refusedActs({ conduct, fates, end }),
    knocks(own, end),
    checkpointStory(own, founded.study, end),
  ]);
}

function transferOf(making: Making, conduct: Conduct, clock: DemonstrationClock, fate: Fate): Story {
  const from = siteOfNumber(fate.person.site);
  const to = siteOfNumber(fate.transfer?.to ?? fate.person.site);
  return transferring({ ...atSiteOf(making, from, clock), conduct }, fate, siteIdOf(making.founded, to));
}

function atSiteOf(
  { ports, founded, seed, end }: Making,
  site: DemonstrationSite,
  clock: DemonstrationClock,
): AtSite {
  const conduct = conductOf(portsAt(ports, clock, `${seed} site ${site.number}`), founded);
  const random = seededRandom(`${seed} at ${site.number}`);
  return { conduct, clock, site, siteId: siteIdOf(founded, site), random, end };
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
  const findCommand = async () => undefined;
  const written: Streams = new Map();
  const store = soleWriter({ ...ports.store, findCommand }, written);
  const sealed = soleWriter({ ...ports.sealed.store, findCommand }, written);
  return {
    ...ports,
    store,
    states: stateReader(store, ports.keys),
    sealed: { store: sealed, states: stateReader(sealed, ports.keys) },
  };
}

function siteOfNumber(number: string): DemonstrationSite {
  const site = sites.find((one) => one.number === number);
  if (!site) throw new Error(`There is no site ${number}.`);
  return site;
}

function siteIdOf({ siteIds }: Founded, { number }: DemonstrationSite) {
  const siteId = siteIds[number];
  if (!siteId) throw new Error(`There is no site ${number}.`);
  return siteId;
}

function randomFor({ seed }: Making, site: DemonstrationSite, { person }: Fate) {
  return seededRandom(
    person.site === site.number ? `${seed} ${person.key}` : `${seed} ${person.key} ${site.number}`,
  );
}
