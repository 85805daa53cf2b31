import { randomBytes, randomUUID } from "node:crypto";
import { instantOf, uuidV7 } from "#kernel";
import type { Clock, Randomness } from "#usecases";

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

export const systemRandomness: Randomness = {
  randomId: randomUUID,
  timedId: () => uuidV7(Date.now(), randomBytes(10)),
  token: () => randomBytes(32).toString("base64url"),
};
