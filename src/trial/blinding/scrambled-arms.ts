import { hexToBytes } from "@noble/hashes/utils.js";
import { sha256Hex } from "#kernel";
import { drbg, indexByProbability, shuffled } from "../randomization/chance.ts";

/**
 * Labels A, B … for blinded analysis, drawn by lot from a fresh token: as many of each as the ratio asks for, the rest by chance, in random
 * order. They know nothing of the allocation; who uses up the token cannot draw them again.
 */
export function scrambledArms(
  participants: readonly string[],
  ratio: readonly number[],
  token: string,
): ReadonlyMap<string, string> {
  const chance = drbg(hexToBytes(sha256Hex(`vigil scrambled arms ${token}`)), "vigil-scrambled-arms/1");
  const total = ratio.reduce((sum, weight) => sum + weight, 0);
  const labels = shuffled(
    ratio.map((_weight, index) => String.fromCharCode(65 + index)),
    chance,
  );
  const rounds = Math.floor(participants.length / total);
  const inRatio = ratio.flatMap((weight, index) =>
    Array.from({ length: weight * rounds }, () => labels[index] ?? ""),
  );
  const shares = ratio.map((weight) => weight / total);
  const rest = Array.from(
    { length: participants.length - inRatio.length },
    () => labels[indexByProbability(shares, chance.real())] ?? "",
  );
  const drawn = shuffled([...inRatio, ...rest], chance);
  return new Map(participants.map((id, index) => [id, drawn[index] ?? ""]));
}
