import type { z } from "zod";
import { type Decision, failed, type Refusal, refusal } from "#kernel";
import { type CommandDefinition, defineCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { DeviationCategory } from "../deviation/events.ts";
import type { NewEvent } from "../event.ts";
import type { Action } from "../permission.ts";
import { participantStream, sessionStream } from "../streams.ts";
import { sessionFactsOf } from "./facts-of.ts";
import type { SessionFacts, SessionRule } from "./session-facts.ts";

const protocol = "Protocol, dosing sessions";

type Defined<Type extends Action, Schema extends z.ZodType> = Pick<
  CommandDefinition<Type, Schema>,
  "type" | "data"
> &
  Partial<
    Pick<
      CommandDefinition,
      "needsReauthentication" | "needsWitness" | "mayBeWitnessed" | "allowsOfflineSignature"
    >
  > & {
    /** What happened is recorded whatever rule it breaks; an act still to come may be refused. */
    readonly kind: "observation" | "act";
    readonly rule: SessionRule<z.output<Schema>>;
  };

/** A session command, and its rule apart, so that a device can apply it to what it holds. */
export type SessionCommand<Type extends Action = Action, Schema extends z.ZodType = z.ZodType> = {
  readonly command: CommandDefinition<Type, Schema>;
  readonly rule: SessionRule<z.output<Schema>>;
};

export function defineSessionCommand<const Type extends Action, Schema extends z.ZodType>({
  kind,
  rule,
  ...definition
}: Defined<Type, Schema>): SessionCommand<Type, Schema> {
  const decide = (facts: Parameters<typeof sessionFactsOf>[0], data: z.output<Schema>, context: Context) => {
    const known = sessionFactsOf(facts, context);
    if (!known.ok) return known;
    return rule(known.value, data, context);
  };
  const command = defineCommand<Type, Schema>({
    ...definition,
    subject: "session",
    merge: "adds",
    isObservation: kind === "observation",
    decide,
  });
  return { command, rule };
}

/** An event of the session. */
export function say(context: Context, type: string, data: unknown): NewEvent {
  return { type, stream: sessionStream(context.subjectId), data };
}

/** An event that the rest of the participant's record has to know. */
export function tellParticipant({ pack }: SessionFacts, type: string, data: unknown): NewEvent {
  return { type, stream: participantStream(pack.participantId), data };
}

/** A rule of the session that was broken: recorded with the fact that broke it. */
export function departure(
  { pack }: SessionFacts,
  context: Context,
  rule: string,
  description: string,
  category: DeviationCategory = "dosing",
): NewEvent {
  return detectedDeviation(context, { category, rule, description, about: pack.visitId }, pack.participantId);
}

export function no(
  code: string,
  message: string,
  more: Parameters<typeof refusal>[3] = {},
  cites: string = protocol,
): Decision<NewEvent> {
  return failed<Refusal>(refusal(code, message, cites, more));
}
