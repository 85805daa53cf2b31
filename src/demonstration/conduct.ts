import type { CompiledDesign, Role } from "#design";
import {
  failed,
  type Refusal,
  type Result,
  type SiteId,
  type StudyId,
  type UserId,
  type ZoneId,
} from "#kernel";
import type { StreamId } from "#ledger";
import {
  type Action,
  type AnyRecorded,
  commands,
  evolveParticipant,
  evolveSiteStream,
  evolveStudyStream,
  noParticipant,
  noSite,
  noStudy,
  type ParticipantState,
  participantStream,
  type SiteState,
  siteStream,
  studyStream,
} from "#trial";
import {
  type Account,
  type CheckpointPorts,
  type CommandPorts,
  execute,
  type HandOver,
  type Identity,
  type IdentityVault,
  type PeoplePorts,
  type Principal,
  principalInStudy,
  recordIdentity,
  type StaffDirectory,
} from "#usecases";

/** What making a demonstration needs of the world. */
export type DemonstrationPorts = CommandPorts &
  PeoplePorts &
  CheckpointPorts & { readonly vault: IdentityVault; readonly staff: StaffDirectory };

/** Something that somebody of the cast does. */
export type Act = {
  readonly as: string;
  readonly type: Action;
  /** The id of what the command is about; the study where nothing is said. */
  readonly about?: string;
  readonly data: unknown;
  readonly reason?: string;
  readonly actingAs?: Role;
  /** The form that the device was handed over for: the act is then the participant's own. */
  readonly handedOver?: Omit<HandOver, "pinHash" | "wrongPins">;
  readonly zone?: ZoneId;
};

/** The hands of the demonstration: each act is a command like any other, under the same rules. */
export type Conduct = {
  readonly ports: DemonstrationPorts;
  readonly study: StudyId;
  readonly userIdOf: (username: string) => UserId;
  readonly usernameOf: (user: UserId) => string;
  /** @throws where the rules refuse it: the story is then wrong. */
  readonly act: (act: Act) => Promise<void>;
  /** An act that the rules are to refuse. */
  readonly attempt: (act: Act) => Promise<Result<null, Refusal>>;
  readonly identify: (as: string, participant: string, identity: Identity) => Promise<void>;
  readonly participant: (id: string) => Promise<ParticipantState>;
  readonly site: (id: SiteId) => Promise<SiteState>;
  readonly design: (version: string) => Promise<CompiledDesign>;
};

const source = { kind: "demonstration" } as const;
const utc = "UTC" as ZoneId;

type Folding<State> = {
  readonly initial: State;
  readonly evolve: (state: State, event: AnyRecorded) => State;
};

/** The study, and the accounts of those who act in it, by username. */
export type Cast = { readonly study: StudyId; readonly accounts: ReadonlyMap<string, Account> };

export function conductOf(ports: DemonstrationPorts, { study, accounts }: Cast): Conduct {
  const scope = { study, sites: "all" } as const;
  const principals = new Map<string, Principal>();
  // What has been read stays good until somebody acts: the demonstration is alone with its study.
  const read = new Map<string, unknown>();
  const load = async <State>(toLoad: {
    stream: StreamId;
    folding: Folding<State>;
    keyOwner?: string;
  }): Promise<State> => {
    if (!read.has(toLoad.stream)) {
      const [loaded] = await ports.states.load<[State]>(scope, toLoad);
      read.set(toLoad.stream, loaded.state);
    }
    return read.get(toLoad.stream) as State;
  };
  const accountOf = (username: string): Account => {
    const account = accounts.get(username);
    if (!account) throw new Error(`The demonstration has nobody called ${username}.`);
    return account;
  };

  const principalOf = async ({ as, handedOver }: Act): Promise<Principal> => {
    const known = handedOver ? undefined : principals.get(as);
    if (known) return known;
    const hold = handedOver ? { ...handedOver, pinHash: "", wrongPins: 0 } : null;
    const signedIn = { account: accountOf(as), session: { handedOver: hold } };
    const principal = await principalInStudy(ports, signedIn as never, study);
    if (!handedOver) principals.set(as, principal);
    return principal;
  };

  const send = async (act: Act) => {
    const { type, about, data, reason, actingAs, zone } = act;
    const definition = commands.find((command) => command.type === type);
    if (!definition) throw new Error(`There is no command ${type}.`);
    // An act may change the participant, the site and the study that it is about; a rating is a participant's.
    for (const stream of [...read.keys()])
      if (!stream.startsWith("study:") || definition.subject === "study") read.delete(stream);
    // A change of roles changes who may do what from then on.
    if (definition.subject === "staff") principals.clear();
    return execute(ports, {
      definition,
      study,
      subjectId: about ?? study,
      principal: await principalOf(act),
      source,
      ...(definition.needsReauthentication ? { signatureMethod: "password" as const } : {}),
      body: {
        commandId: ports.randomness.timedId(),
        zone: zone ?? utc,
        data,
        ...(reason === undefined ? {} : { reason }),
        ...(actingAs === undefined ? {} : { actingAs }),
      },
    });
  };

  return {
    ports,
    study,
    userIdOf: (username) => accountOf(username).userId,
    usernameOf: (user) => [...accounts.values()].find(({ userId }) => userId === user)?.username ?? user,
    act: async (act) => {
      const answer = await send(act);
      if (!answer.ok)
        throw new Error(`${act.as} cannot ${act.type} (${JSON.stringify(act.data)}): ${told(answer.error)}`);
    },
    attempt: async (act) => {
      const answer = await send(act);
      if (answer.ok) throw new Error(`${act.type} was to be refused, and was not.`);
      if (answer.error.kind !== "refusal") throw new Error(told(answer.error));
      return failed(answer.error);
    },
    identify: async (as, participant, identity) => {
      const principal = await principalOf({ as, type: "record-identity", data: {} });
      read.clear();
      const body = { commandId: ports.randomness.timedId(), zone: utc, data: identity };
      const answer = await recordIdentity(ports, { study, subjectId: participant, principal, source, body });
      if (!answer.ok) throw new Error(told(answer.error));
    },
    participant: (id) =>
      load({
        stream: participantStream(id),
        folding: { initial: noParticipant, evolve: evolveParticipant },
        keyOwner: id,
      }),
    site: (id) => load({ stream: siteStream(id), folding: { initial: noSite, evolve: evolveSiteStream } }),
    design: async (version) => {
      const folding = { initial: noStudy, evolve: evolveStudyStream };
      const { designs } = await load({ stream: studyStream(study), folding });
      const published = designs.find((one) => one.version === version);
      if (!published) throw new Error(`Version ${version} was not published.`);
      return ports.designs.compiled(published.hash, published.design);
    },
  };
}

function told(
  error: Refusal | { readonly kind: "invalid-input"; readonly issues: readonly unknown[] },
): string {
  return error.kind === "refusal"
    ? `${error.code}: ${error.message} ${error.path ?? ""}`
    : JSON.stringify(error.issues);
}
