import type { CommandId, StudyId, ZoneId } from "#kernel";
import {
  commands,
  participantStream,
  ratingStream,
  siteStream,
  staffStream,
  stockStream,
  studyStream,
} from "#trial";
import {
  type CommandAnswer,
  type CommandRequest,
  type EventStore,
  execute,
  foundStudy,
  invite,
  type Principal,
  type StateReader,
  stateReader,
  systemUser,
  turns,
} from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { numberedId, type Person, staff } from "../../src/trial/testing/people.ts";
import { aTrial, type Story } from "../../src/trial/testing/story.ts";
import { type Command, noTrial, type Trial } from "../../src/trial/testing/trial.ts";
import { foldings } from "../../src/usecases/ledger/foldings.ts";
import { aClock, anInstance, type TestClock } from "./instance.ts";

/** The study of the unit tests in a real ledger: the same people, sites and ids, through the same door as every request. */
export type Meadow = {
  readonly instance: Instance;
  readonly study: StudyId;
  readonly clock: TestClock;
  /** With what everybody can accept their invitation, by their account. */
  readonly invitations: ReadonlyMap<string, string>;
  /** Sends a command; what comes of it is the test's to judge. */
  readonly send: (command: Command, more?: SendingMore) => Promise<CommandAnswer>;
  /** Sends a command that must be carried out. */
  readonly act: (command: Command, more?: SendingMore) => Promise<void>;
  /** Does on the ledger what was done in a story of the unit tests, each thing at its own time. */
  readonly tell: (story: Story) => Promise<void>;
  /** What the ledger says now, as a story that can be asked and told on. */
  readonly story: (serial?: number) => Promise<Story>;
  readonly progress: () => Progress;
  /** The same, read from the first event on, whatever was kept in memory. */
  readonly readAnew: () => Promise<Story>;
};

export type SendingMore = {
  /** Beside or instead of what the envelope has: an id used before, a zone. */
  readonly envelope?: object;
  readonly request?: Partial<CommandRequest>;
  /** Ports in the place of the instance's own. */
  readonly ports?: Partial<Instance["ports"]>;
};

const source = { kind: "cli" } as const;

const founded = aTrial();

/**
 * @param start makes the instance that the study lives on; without one, one of its own that goes with it
 * @param beginning what is told first
 */
export async function aMeadow(
  start: (clock: TestClock) => Promise<Instance> = anInstance,
  beginning: Story = founded,
): Promise<Meadow> {
  const clock = aClock(noTrial.now);
  const instance = await start(clock);
  const { ports } = instance;
  const invitations = new Map<string, string>();
  for (const { user: userId, name } of new Map(Object.values(staff).map((one) => [one.user, one])).values()) {
    const person = { userId, name, username: name, isAdministrator: false, isDemonstration: true };
    const invited = await invite(ports, person, { by: systemUser, source });
    if (!invited.ok) throw new Error(invited.error.message);
    invitations.set(userId, invited.value.token);
  }
  const founder = { userId: numberedId(3, 99), name: "Fay Founder" } as never;
  const study = await foundStudy(ports, founder, about, source);
  const meadow = meadowOn(instance, clock, { invitations, told: 0, serial: 1 });
  if (meadow.study !== study) throw new Error("The study has another id than that of the unit tests.");
  await meadow.tell(beginning);
  return meadow;
}

/** How far a study was told, and the number of its next id. */
export type Progress = {
  readonly invitations: Meadow["invitations"];
  readonly told: number;
  readonly serial: number;
};

/** The study of an instance on which it was founded before. */
export function meadowOn(
  instance: Instance,
  clock: TestClock,
  { invitations, ...progress }: Progress,
): Meadow {
  const { ports } = instance;
  const study = about.studyId;
  let { told } = progress;
  // Ids come in the order of the unit tests, so that what refers to one is the same here and there.
  let { serial } = progress;
  const randomness = { ...ports.randomness, randomId: () => numberedId(9, serial++) };
  const send: Meadow["send"] = (command, more = {}) =>
    execute(
      { ...ports, randomness, ...more.ports },
      requestFor(study, command, ports.randomness.timedId(), more),
    );
  const act: Meadow["act"] = async (command, more) => {
    const answer = await send(command, more);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.error)}`);
  };
  const tell: Meadow["tell"] = async ({ trial }) => {
    for (const { now, ...command } of trial.commands.slice(told)) {
      clock.set(now);
      await act(command);
    }
    told = trial.commands.length;
    clock.set(trial.now);
  };
  const meadow: Meadow = {
    instance: { ...instance, ports: { ...ports, randomness } },
    study,
    clock,
    invitations,
    send,
    act,
    tell,
    story: async (participant = 1) => founded.in(await trialIn(meadow, ports.states)).another(participant),
    readAnew: async () => founded.in(await trialIn(meadow, stateReader(ports.store, ports.keys))),
    progress: () => ({ invitations, told, serial }),
  };
  return meadow;
}

const about = {
  name: "Meadow",
  protocolId: "MEADOW-1",
  isDemonstration: true,
  studyId: numberedId(1, 1) as StudyId,
};

/** As another process of the same instance does it: no turn is waited for, and the database alone decides who was first. */
export function elsewhere(store?: EventStore): SendingMore {
  return { ports: { turns: turns(), ...(store ? { store } : {}) } };
}

/** A store in which something else happens just before the first append. */
export function interrupted(store: EventStore, meanwhile: () => Promise<unknown>): EventStore {
  let isFirst = true;
  return {
    ...store,
    append: async (append) => {
      if (isFirst) {
        isFirst = false;
        await meanwhile();
      }
      return store.append(append);
    },
  };
}

/** What came of a command, in a word. */
export function outcomeOf(answer: CommandAnswer): string {
  if (answer.ok) return answer.value.repeated ? "repeated" : "done";
  return answer.error.kind === "refusal" ? answer.error.code : answer.error.kind;
}

/** The person with that one role at those sites. */
export function principalOf({ user, name, role, sites }: Person): Principal {
  return { user, name, standings: [{ role, sites }], isInstanceAdministrator: false };
}

function requestFor(
  study: StudyId,
  { type, about: subjectId, by, data, occurredAt, reason, basedOn, zone }: Command,
  commandId: string,
  { envelope = {}, request = {} }: Omit<SendingMore, "ports">,
): CommandRequest {
  const definition = commands.find((one) => one.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  const body = {
    commandId: commandId as CommandId,
    zone: (zone ?? "America/New_York") as ZoneId,
    data,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(reason === undefined ? {} : { reason }),
    ...(basedOn === undefined ? {} : { basedOn }),
    ...envelope,
  };
  const proof = definition.needsReauthentication ? ({ signatureMethod: "password" } as const) : {};
  const standsBy = by.user === staff.coordinator.user ? staff.pharmacist : staff.coordinator;
  const witness = definition.needsWitness
    ? { witness: { principal: principalOf(standsBy), method: "password" as const } }
    : {};
  return {
    definition,
    study,
    subjectId,
    body,
    principal: principalOf(by),
    source,
    ...proof,
    ...witness,
    ...request,
  };
}

/** All states of the study, folded from what the ledger holds. */
async function trialIn({ instance, study, clock }: Meadow, states: StateReader): Promise<Trial> {
  const { rows } = await instance.maintenance.query<{ stream: string }>(
    "SELECT stream_id AS stream FROM ledger.stream WHERE study_id = $1",
    [study],
  );
  const streams = rows.map(({ stream }) => stream.split(":") as [keyof typeof streamOf, string]);
  const statesOf = async <Kind extends keyof typeof streamOf>(
    kind: Kind,
  ): Promise<Readonly<Record<string, (typeof foldings)[Kind]["initial"]>>> => {
    const ids = streams.filter(([one]) => one === kind).map(([, id]) => id);
    const sealed = kind === "participant" || kind === "rating";
    const toLoad = ids.map((id) => ({
      stream: streamOf[kind](id),
      folding: foldings[kind],
      ...(sealed ? { keyOwner: id } : {}),
    }));
    const loaded = await states.load({ study, sites: "all" }, ...(toLoad as never[]));
    return Object.fromEntries(
      ids.map((id, index) => [id, (loaded as readonly { state: unknown }[])[index]?.state]),
    ) as never;
  };
  return {
    ...noTrial,
    now: clock.now(),
    study: (await statesOf("study"))[study] ?? noTrial.study,
    sites: await statesOf("site"),
    staff: await statesOf("staff"),
    participants: await statesOf("participant"),
    ratings: await statesOf("rating"),
    stocks: await statesOf("stock"),
  };
}

const streamOf = {
  study: studyStream,
  site: siteStream,
  staff: staffStream,
  participant: participantStream,
  rating: ratingStream,
  stock: stockStream,
};
