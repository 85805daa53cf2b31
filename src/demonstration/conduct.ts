import type { Role } from "#design";
import type { InvalidInput, Refusal, StudyId, ZoneId } from "#kernel";
import { type Action, commands } from "#trial";
import {
  type CheckpointPorts,
  type CommandAnswer,
  type CommandPorts,
  confirmWhereabouts,
  execute,
  type Identity,
  type IdentityVault,
  type PeoplePorts,
  recordIdentity,
  type StaffDirectory,
  type Whereabouts,
} from "#usecases";
import { type Cast, type Hold, type Performers, performersOf } from "./performers.ts";
import { type Reading, readingOf } from "./reading.ts";

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
  /** The version of the subject's stream that they looked at. */
  readonly basedOn?: number;
  readonly actingAs?: Role;
  /** Who stands by, for an act of two persons. */
  readonly witness?: string;
  /** The form that the device was handed over for: the act is then the participant's own. */
  readonly handedOver?: Hold;
  readonly zone?: ZoneId;
};

/** The hands of the demonstration: each act is a command like any other, under the same rules. */
export type Conduct = Reading &
  Pick<Performers, "userIdOf" | "usernameOf"> & {
    readonly ports: DemonstrationPorts;
    readonly study: StudyId;
    /** @throws where the rules refuse it: the story is then wrong. */
    readonly act: (act: Act) => Promise<void>;
    /** An act that the rules refuse. */
    readonly attempt: (act: Act) => Promise<void>;
    readonly identify: (as: string, participant: string, identity: Identity) => Promise<void>;
    /** Confirms for an interview where the participant is and who is on duty. */
    readonly locate: (
      as: string,
      participant: string,
      data: Whereabouts & { readonly handle: string },
    ) => Promise<void>;
  };

const source = { kind: "demonstration" } as const;
const utc = "UTC" as ZoneId;

export function conductOf(ports: DemonstrationPorts, cast: Cast): Conduct {
  const { study } = cast;
  const performers = performersOf(ports, cast);
  const reading = readingOf(ports, study);

  const send = async ({ as, handedOver, type, about, witness, ...act }: Act): Promise<CommandAnswer> => {
    const definition = commands.find((command) => command.type === type);
    if (!definition) throw new Error(`There is no command ${type}.`);
    if (definition.subject === "staff") performers.forget();
    return execute(ports, {
      definition,
      study,
      subjectId: about ?? study,
      principal: await performers.principalOf(as, handedOver),
      source,
      ...(definition.needsReauthentication ? { signatureMethod: "password" as const } : {}),
      ...(witness === undefined
        ? {}
        : { witness: { principal: await performers.principalOf(witness), method: "password" as const } }),
      body: { commandId: ports.randomness.timedId(), zone: utc, ...act },
    });
  };

  return {
    ...reading,
    ports,
    study,
    userIdOf: performers.userIdOf,
    usernameOf: performers.usernameOf,
    act: async (act) => {
      const answer = await send(act);
      if (!answer.ok) throw new Error(`${act.as} cannot ${act.type}: ${told(answer.error)}`);
    },
    attempt: async (act) => {
      const answer = await send(act);
      if (answer.ok) throw new Error(`${act.type} by ${act.as} was to be refused, and was not.`);
    },
    identify: async (as, participant, identity) => {
      const principal = await performers.principalOf(as);
      const body = { commandId: ports.randomness.timedId(), zone: utc, data: identity };
      const answer = await recordIdentity(ports, { study, subjectId: participant, principal, source, body });
      if (!answer.ok) throw new Error(told(answer.error));
    },
    locate: async (as, participant, data) => {
      const principal = await performers.principalOf(as);
      const body = { commandId: ports.randomness.timedId(), zone: utc, data };
      const request = { study, subjectId: participant, principal, source, body };
      const answer = await confirmWhereabouts(ports, request);
      if (!answer.ok) throw new Error(told(answer.error));
    },
  };
}

function told(error: Refusal | InvalidInput): string {
  if (error.kind === "refusal") return `${error.code}: ${error.message} ${error.path ?? ""}`;
  return error.issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
}
