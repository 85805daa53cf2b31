import { hexToBytes } from "@noble/hashes/utils.js";
import { sha256Hex } from "#kernel";
import type { SealedFacts } from "../sealed/sealed-facts.ts";
import type { SealedSecret, Secret } from "../sealed/secret.ts";
import type { AllocationSource } from "./chance.ts";
import { type AllocatedSlot, type AllocationState, listKey } from "./evolve.ts";

/** What is sealed with an arm says whose place it is, so that no ciphertext can be put in another's place. */
type SealedPlace = { readonly place: string; readonly arm: string };

/** The secret of a slot's arm. */
export function sealedPlace(place: string, arm: string): Secret {
  const content: SealedPlace = { place, arm };
  return { secret: content };
}

export const placeInList = (key: string, position: number): string => `${key} ${position}`;
export const placeOfNumber = (number: number): string => `number ${number}`;

/** The part of what is sealed that tells arms. */
export type SealedAllocation = Pick<SealedFacts, "allocation" | "open">;

/** A new seed of 256 bits in hexadecimal digits, from a fresh token. */
export function seedFrom(token: string): string {
  return sha256Hex(`vigil allocation seed ${token}`);
}

/**
 * From what arms are drawn under a plan: the study's seed, opened.
 * @throws Error where randomization was never opened
 */
export function allocationSource(
  { allocation, open }: SealedAllocation,
  studyId: string,
  planVersion: string,
): AllocationSource {
  if (!allocation.seed) throw new Error("There is no seed: randomization was not opened.");
  const { seed } = open(allocation.seed) as { readonly seed: string };
  return { seed: hexToBytes(seed), studyId, planVersion };
}

/**
 * The arm of somebody who has a place.
 * @throws Error where what is sealed there belongs to another place
 */
export function armOf({ allocation, open }: SealedAllocation, slot: AllocatedSlot): string {
  const { sealed, place } = whereSealed(allocation, slot);
  const content = sealed && (open(sealed) as SealedPlace);
  if (content?.place === place) return content.arm;
  throw new Error(`Cannot open the arm of number ${slot.number}: what is sealed is not of its place.`);
}

function whereSealed(
  { lists }: AllocationState,
  { number, arm, planVersion, stratum, position }: AllocatedSlot,
): { readonly sealed: Secret | SealedSecret | undefined; readonly place: string } {
  if (arm) return { sealed: arm, place: placeOfNumber(number) };
  const key = listKey(planVersion, stratum);
  return { sealed: lists[key]?.[position], place: placeInList(key, position) };
}

/** The place of a participant; undefined where they were not randomized. */
export function slotOf({ taken }: AllocationState, participantId: string): AllocatedSlot | undefined {
  return taken.find((slot) => slot.participantId === participantId);
}
