import type { StudyId } from "#kernel";
import {
  type Facts,
  type FoundDifference,
  type PublicPlace,
  type Recomputation,
  recomputeAllocation,
  type SealedFacts,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import { type Agent, appendToStudy } from "../ledger/append-to-study.ts";
import type { Lists } from "../ports/lists.ts";

export type SealedPorts = CommandPorts & { readonly lists: Pick<Lists, "participants" | "sites"> };

/** What is behind the seal of a study, with what is public beside it. */
export type Unsealed = { readonly facts: Facts; readonly sealed: SealedFacts };

/** A difference as it is told on the outside: where, and of which kind; the arms, for whoever may know them. */
export type ToldDifference = {
  readonly number: string;
  readonly kind: FoundDifference["kind"];
  readonly arms?: { readonly claimed: string | null; readonly drawn: string | null };
};

/** Reads what is sealed, over the login that alone reaches it. */
export async function unseal(ports: SealedPorts, study: StudyId): Promise<Unsealed> {
  const reading = { ...ports, ...ports.sealed };
  const { facts } = await loadFacts(reading, { study, sites: "all" }, "study", study, { sealed: true });
  if (!facts.sealed) throw new Error("What is sealed was not loaded.");
  return { facts, sealed: facts.sealed };
}

/**
 * Draws a study's allocation again from the sealed seed and compares. That it was done, by whom and with which outcome is an event
 * of the study, without any arm.
 */
export async function drawAnew(ports: SealedPorts, study: StudyId, agent: Agent): Promise<Recomputation> {
  const { facts, sealed } = await unseal(ports, study);
  const open = await publicPlaces(ports, study);
  const recomputation = recomputeAllocation(sealed, study, facts.designs, open);
  const { compared, differences } = recomputation;
  const outcome = differences.length === 0 ? "proven" : "differences";
  const data = { compared, outcome, differences: differences.length };
  await appendToStudy(ports, study, { type: "AllocationRecomputed", data }, agent);
  return recomputation;
}

/** What each participant's own stream says of their randomization. */
async function publicPlaces(ports: SealedPorts, study: StudyId): Promise<readonly PublicPlace[]> {
  const scope = { study, sites: "all" } as const;
  const rows = await ports.lists.participants(scope);
  const places = await Promise.all(
    rows.map(async ({ participantId }): Promise<readonly PublicPlace[]> => {
      const { facts } = await loadFacts(ports, scope, "participant", participantId, {});
      const { randomized } = facts.participant.enrollment;
      if (!randomized) return [];
      return [{ number: randomized.randomizationNumber, participantId, strata: randomized.strata }];
    }),
  );
  return places.flat();
}

/** What is told of the differences; arms only where they may be known. */
export function tellDifferences(
  { differences }: Recomputation,
  { withArms }: { readonly withArms: boolean },
): readonly ToldDifference[] {
  return differences
    .map((one): ToldDifference => {
      const { number, kind } = one;
      return withArms && one.kind === "arm"
        ? { number, kind, arms: { claimed: one.claimed, drawn: one.drawn } }
        : { number, kind };
    })
    .toSorted((a, b) => a.number.localeCompare(b.number));
}
