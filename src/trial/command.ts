import type { z } from "zod";
import type { CompiledDesign } from "#design";
import type { Decision, Instant, SiteId } from "#kernel";
import type { Context } from "./context.ts";
import type { NewEvent } from "./event.ts";
import type { IncidentState } from "./incident/evolve.ts";
import type { StockState } from "./kit/stock.ts";
import type { ParticipantState } from "./participant.ts";
import type { Action } from "./permission.ts";
import type { RatingState } from "./rating/evolve.ts";
import type { ReviewState } from "./recording/review.ts";
import type { SealedFacts } from "./sealed/sealed-facts.ts";
import type { SessionState } from "./session/state.ts";
import type { SiteState } from "./site/evolve.ts";
import type { Credential, StaffState } from "./staff/evolve.ts";
import type { StudyState } from "./study/evolve.ts";

/** What a command is about; its id names the stream that it changes. */
export type CommandTopic = "study" | "site" | "staff" | "participant" | "rating" | "session";

/** Somebody who may be asked to rate. */
export type AvailableRater = {
  readonly user: string;
  /** No language: any. */
  readonly languages: readonly string[];
  /** When their open assessments begin. */
  readonly startsAt: readonly Instant[];
  /** What entitles them. */
  readonly credentials: readonly Credential[];
};

/** What was known when a command was decided. Only what its subject calls for is there. */
export type Facts = {
  readonly study: StudyState;
  readonly site: SiteState;
  /** The site of the participant, or that the command names. */
  readonly siteId: SiteId | null;
  /** The site to which the command leads. */
  readonly otherSite: SiteState;
  readonly staff: StaffState;
  readonly participant: ParticipantState;
  readonly rating: RatingState;
  readonly session: SessionState;
  /** Those who are in the session, or whom the command names, by their ids; for commands about a session. */
  readonly team?: Readonly<Record<string, StaffState>>;
  readonly raters: readonly AvailableRater[];
  /** The kits of the site, for commands that say so. */
  readonly stock?: StockState;
  /** Those of the site who wait for kits, by their ids, for commands that may bring them. */
  readonly waiting?: Readonly<Record<string, ParticipantState>>;
  /** Of the recording that the command names: what no site reaches. Nothing that a site is shown depends on it. */
  readonly review?: ReviewState;
  /** The confidential report that the command names, where the scope reaches it. */
  readonly incident?: IncidentState;
  /** What is sealed, for commands that say so. Whatever is shown of their outcome must be the same for every arm. */
  readonly sealed?: SealedFacts;
  /** The protocol version that binds whom the command is about; absent before any was published. */
  readonly design?: CompiledDesign;
  /** Other versions by their name, for an amendment. */
  readonly designs: (version: string) => CompiledDesign | undefined;
};

/**
 * A kind of command. `merge` says what an old `basedOn` means: what `adds` is taken all the same, what
 * `replaces` something that has changed since is shown as a conflict and never overwrites.
 */
export type CommandDefinition<Type extends Action = Action, Schema extends z.ZodType = z.ZodType> = {
  readonly type: Type;
  readonly subject: CommandTopic;
  readonly merge: "adds" | "replaces";
  /** The person proves anew who they are, for this act alone (21 CFR 11.200). */
  readonly needsReauthentication: boolean;
  /** Its subject may be new. */
  readonly creates: boolean;
  /** Tells what happened, and is not an act still to come: the role that somebody had then entitles them to tell it. */
  readonly isObservation: boolean;
  /** Reaches streams that belong to no site, such as a rating: once permitted, it works in the whole study. */
  readonly reachesWholeStudy: boolean;
  /** Runs as a whole on the login that reaches what is sealed. */
  readonly isSealed: boolean;
  /** May be signed on an enrolled device without the server, by author and witness, who confirm it once they are online. */
  readonly allowsOfflineSignature: boolean;
  /** Takes two persons: the second proves in the same request who they are, and may witness at the site. */
  readonly needsWitness: boolean;
  /** One person may do it alone; where a second stands by, they prove the same and are recorded. */
  readonly mayBeWitnessed: boolean;
  /** Reads the kits of the site, and with them the participants who wait for kits. */
  readonly stock: "read" | "with-waiting" | "none";
  readonly data: Schema;
  readonly decide: (facts: Facts, data: z.output<Schema>, context: Context) => Decision<NewEvent>;
};

type Defaults =
  | "needsReauthentication"
  | "creates"
  | "isObservation"
  | "reachesWholeStudy"
  | "isSealed"
  | "allowsOfflineSignature"
  | "needsWitness"
  | "mayBeWitnessed"
  | "stock";

export function defineCommand<const Type extends Action, Schema extends z.ZodType>(
  definition: Omit<CommandDefinition<Type, Schema>, Defaults> & Partial<Pick<CommandDefinition, Defaults>>,
): CommandDefinition<Type, Schema> {
  return {
    needsReauthentication: false,
    creates: false,
    isObservation: false,
    reachesWholeStudy: false,
    isSealed: false,
    allowsOfflineSignature: false,
    needsWitness: false,
    mayBeWitnessed: false,
    stock: "none",
    ...definition,
  };
}
