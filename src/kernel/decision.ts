import type { Refusal } from "./refusal.ts";
import type { Result } from "./result.ts";

/**
 * What a rule of a trial says of a command (Chassaing's Decider): what happened, or why not. Rules are pure: time,
 * ids and randomness come in as data.
 */
export type Decision<Event> = Result<readonly Event[], Refusal>;
