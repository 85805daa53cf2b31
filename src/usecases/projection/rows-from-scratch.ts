import type { StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import { type LoadedFacts, loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import { foldingOf, keyOwnerOf, streamKind } from "../ledger/foldings.ts";
import { frozenStates, type StateReader } from "../ledger/state-reader.ts";
import type { StudyMoment } from "../ports/projection-store.ts";
import type { WantedRow } from "./changed-rows.ts";
import { rowsOfStream } from "./rows-of-stream.ts";

export type ScratchPorts = Pick<CommandPorts, "keys" | "designs">;

/** What the events of a stream make of it: its state, and the rows that the projections should hold. */
export type Projected = {
  readonly stream: StreamId;
  readonly state: unknown;
  readonly rows: readonly WantedRow[];
};

const batch = 200;
// Whom a rating is of is a projection itself, and no row depends on it.
const noRatings = { participantOf: async () => undefined, raters: async () => [] };

/** Folds every stream of a study from its first event on. */
export async function* projectFromScratch(
  ports: ScratchPorts,
  study: StudyId,
  moment: StudyMoment,
): AsyncIterable<Projected> {
  const streams = moment.streams.map(({ stream }) => stream).filter((stream) => streamKind(stream));
  const states = frozenStates(moment, ports.keys);
  for (let from = 0; from < streams.length; from += batch) {
    const some = streams.slice(from, from + batch);
    const loaded = await states.load({ study, sites: "all" }, ...some.map(toLoad));
    for (const [index, stream] of some.entries()) {
      const { state } = loaded[index] as { readonly state: unknown };
      const { facts } = await factsOf(ports, states, study, stream);
      yield { stream, state, rows: rowsOfStream(study, stream, state, { facts }) };
    }
  }
}

function factsOf(
  { designs }: ScratchPorts,
  states: StateReader,
  study: StudyId,
  stream: StreamId,
): Promise<LoadedFacts> {
  const kind = streamKind(stream) ?? "study";
  // No row of an unblinding's words depends on anything else, nor that of a report.
  if (kind === "unblinding" || kind === "incident" || kind === "review")
    return loadFacts({ states, designs, ratings: noRatings }, { study, sites: "all" }, "study", study, {});
  const id = stream.slice(kind.length + 1);
  const topic = kind === "stock" ? "site" : kind;
  return loadFacts({ states, designs, ratings: noRatings }, { study, sites: "all" }, topic, id, {});
}

function toLoad(stream: StreamId): Parameters<StateReader["load"]>[1] {
  const keyOwner = keyOwnerOf(stream);
  return { stream, folding: foldingOf(stream), ...(keyOwner === undefined ? {} : { keyOwner }) };
}
