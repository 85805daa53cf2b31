import type { Refusal } from "./refusal.ts";
import type { Result } from "./result.ts";

/**
 * The shape of every rule of a trial (Chassaing's Decider): `decide` turns what somebody wants into
 * what happened, or refuses; `evolve` folds what happened into what is known. Both are pure: time,
 * ids and randomness come in as data.
 */
export type Decider<State, Command, Event, Context> = {
  readonly initialState: State;
  readonly decide: (state: State, command: Command, context: Context) => Decision<Event>;
  readonly evolve: (state: State, event: Event) => State;
};

export type Decision<Event> = Result<readonly Event[], Refusal>;

/** The state after the events, in their order. */
export function fold<State, Event>(
  decider: Pick<Decider<State, never, Event, never>, "evolve" | "initialState">,
  events: Iterable<Event>,
): State {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
