import { hexToBytes } from "@noble/hashes/utils.js";
import { type KitKind, levelDoses } from "#design";
import { sha256Hex } from "#kernel";
import type { NewEvent } from "../event.ts";
import { type Chance, drbg } from "../randomization/chance.ts";
import { armOf, slotOf } from "../randomization/sealed-arms.ts";
import type { SealedFacts } from "../sealed/sealed-facts.ts";
import { kitMapStream } from "../streams.ts";
import type { KitCode } from "./code.ts";
import { contentOf } from "./sealed-kits.ts";
import type { DosingSession } from "./session.ts";
import type { StockState } from "./stock.ts";

/** Chance for one choice of kits, from a fresh token. */
export function chanceOfChoice(token: string): Chance {
  return drbg(hexToBytes(sha256Hex(`vigil kit choice ${token}`)), "vigil-kit-choice/1");
}

/**
 * A kit of the participant's arm from a shipment: each that is on the shelf is equally likely. Were it the first in any order, those before
 * it would be known to be of another arm.
 * @throws Error where there is none: the count of what is free has then promised what is not there, a fault of the software
 */
export function chooseKit(
  sealed: SealedFacts,
  stock: StockState,
  wanted: {
    readonly participantId: string;
    readonly shipmentId: string;
    readonly kind: KitKind;
    readonly level: string;
  },
  chance: Chance,
): KitCode {
  const arm = armOfParticipant(sealed, wanted.participantId);
  const own = Object.values(stock.kits)
    .filter(
      ({ state, shipmentId, kind, level }) =>
        state === "available" &&
        shipmentId === wanted.shipmentId &&
        kind === wanted.kind &&
        level === wanted.level,
    )
    .map(({ code }) => code)
    .sort()
    .filter((code) => contentOf(sealed, code).arm === arm);
  const code = own[own.length === 0 ? 0 : chance.below(own.length)];
  if (code !== undefined) return code;
  throw new Error(`Shipment ${wanted.shipmentId} has no kit left where one was counted as free.`);
}

/** @throws Error where they were not randomized */
function armOfParticipant(sealed: SealedFacts, participantId: string): string {
  const slot = slotOf(sealed.allocation, participantId);
  if (!slot) throw new Error("Nobody who was not randomized is given a kit.");
  return armOf(sealed, slot);
}

/**
 * Proves behind the seal what no blinded person can check: the kits are of the arm, the supplemental one is the share of the initial one
 * that the protocol names, and both together keep the maximum of the session.
 * @throws Error where they do not: the design and the shipment were checked for it, so that it is a fault of the software
 */
export function proveDoses(
  sealed: SealedFacts,
  { design, encounterId, visitId }: DosingSession,
  participantId: string,
  {
    level,
    kits,
  }: {
    readonly level: string;
    readonly kits: readonly { readonly kind: KitKind; readonly code: KitCode }[];
  },
): NewEvent {
  const arm = armOfParticipant(sealed, participantId);
  const dose = levelDoses(design).find(
    (one) => one.armId === arm && one.encounterId === encounterId && one.level === level,
  );
  const held = kits.map(({ kind, code }) => ({ kind, ...contentOf(sealed, code) }));
  const total = held.reduce((sum, { milligrams }) => sum + milligrams, 0);
  const isRight =
    dose !== undefined &&
    held.every((kit) => kit.arm === arm && kit.milligrams === dose[kit.kind]) &&
    total <= dose.maximum;
  if (!isRight) throw new Error("Kits were chosen that the protocol does not allow for this session.");
  const codes = kits.map(({ code }) => code);
  const proof = {
    codes,
    arm,
    milligrams: held.map(({ milligrams }) => milligrams),
    maximum: dose.maximum,
  };
  return {
    type: "DosesProved",
    stream: kitMapStream,
    data: { participantId, visitId, codes, proof: { secret: proof } },
  };
}
