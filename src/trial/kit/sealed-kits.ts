import type { SiteId } from "#kernel";
import { type AnyRecorded, isOneOf } from "../event.ts";
import type { SealedFacts } from "../sealed/sealed-facts.ts";
import type { SealedSecret, Secret } from "../sealed/secret.ts";
import type { KitCode } from "./code.ts";
import { sealedKitEvents } from "./events.ts";

/** A kit behind the seal, its content closed. */
export type SealedKit = {
  readonly siteId: SiteId;
  readonly shipmentId: string;
  readonly content: Secret | SealedSecret;
};

/** What is in every kit of the study. */
export type KitMapState = { readonly kits: Readonly<Record<KitCode, SealedKit>> };

export const noKitMap: KitMapState = { kits: {} };

/** What is in one kit. It says whose it is, so that no ciphertext can be put in another's place. */
export type KitContent = {
  readonly code: KitCode;
  readonly arm: string;
  readonly lot: string;
  readonly milligrams: number;
};

/** Folds any event of the sealed stream of kits. */
export function evolveKitMapStream(state: KitMapState, event: AnyRecorded): KitMapState {
  if (!isOneOf(sealedKitEvents, event) || event.type !== "KitsSealed") return state;
  const { siteId, shipmentId, kits } = event.data;
  const sealed = kits.map(({ code, content }) => [code, { siteId, shipmentId, content }] as const);
  return { kits: { ...state.kits, ...Object.fromEntries(sealed) } };
}

/**
 * What is in a kit, opened.
 * @throws Error where it was never sealed, or what is sealed there belongs to another kit
 */
export function contentOf({ kits, open }: Pick<SealedFacts, "kits" | "open">, code: KitCode): KitContent {
  const sealed = kits.kits[code];
  const content = sealed && (open(sealed.content) as KitContent);
  if (content?.code === code) return content;
  throw new Error(`Cannot open kit ${code}: what is sealed is not of this kit.`);
}
