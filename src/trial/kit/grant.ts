import type { KitKind } from "#design";
import type { ParticipantId } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { designVersionOf, hasLeft, siteOf, stageOf } from "../participant.ts";
import { dayOf } from "../refusals.ts";
import { requireSealed } from "../sealed/require-sealed.ts";
import { participantStream, stockStream } from "../streams.ts";
import { capacities } from "./capacity.ts";
import { chanceOfChoice, chooseKit, proveDoses } from "./choose-kit.ts";
import type { KitCode } from "./code.ts";
import {
  type DosingSession,
  dosingSession,
  factsFor,
  goodUntil,
  holdsAsNow,
  kitsHere,
  refuseOver,
  stockOf,
} from "./session.ts";
import { type KitSession, type StockState, withAssigned } from "./stock.ts";

/** What is asked for: kits of some kinds, at a level, for a session. */
export type WantedKits = {
  readonly session: DosingSession;
  readonly level: string;
  readonly kinds: readonly KitKind[];
};

type Granted = { readonly events: readonly NewEvent[]; readonly stock: StockState };

/**
 * Assigns kits, or notes that they are awaited. Which of the two, and from which shipments, is decided on counts that everybody may know;
 * only then is a kit of the participant's arm chosen, behind the seal.
 */
export function grantKits(facts: Facts, wanted: WantedKits, context: Context): Granted {
  const { session, level, kinds } = wanted;
  const stock = stockOf(facts);
  const who = whose(facts, session);
  const common = { ...who, siteId: facts.siteId, level };
  const shipments = shipmentsFor(facts, stock, wanted, context);
  if (!shipments) return { stock, events: onBoth(facts, who, "KitsAwaited", { ...common, kinds }) };
  const sealed = requireSealed(facts);
  const chance = chanceOfChoice(context.newToken());
  const kits = shipments.map(({ kind, shipmentId }) => ({
    kind,
    code: chooseKit(sealed, stock, { participantId: who.participantId, shipmentId, kind, level }, chance),
  }));
  const inUse = kitsHere(session, stock).map(({ kind, code }) => ({ kind, code }));
  const proof = proveDoses(sealed, session, who.participantId, { level, kits: [...inUse, ...kits] });
  const assigned = Object.fromEntries(kits.map(({ kind, code }) => [kind, code])) as Record<KitKind, KitCode>;
  return {
    stock: withAssigned(
      stock,
      kits.map(({ code }) => code),
      who,
    ),
    events: [...onBoth(facts, who, "KitsAssigned", { ...common, ...assigned }), proof],
  };
}

/**
 * Serves those who wait, in the order in which they asked, as far as what is there reaches. Whoever has left, moved to another site or had
 * the session meanwhile is passed over.
 */
export function grantAwaited(facts: Facts, after: StockState, context: Context): readonly NewEvent[] {
  let stock = after;
  return after.awaited.flatMap(({ participantId, visitId, level, kinds }) => {
    const participant = facts.waiting?.[participantId];
    if (!participant || hasLeft(stageOf(participant)) || siteOf(participant) !== facts.siteId) return [];
    const own = { ...factsFor(facts, participant, designVersionOf(participant)), stock };
    const session = dosingSession(own, visitId);
    if (!session.ok || refuseOver(session.value, "assign kits")) return [];
    const wanted = { session: session.value, level, kinds };
    if (!shipmentsFor(own, stock, wanted, context)) return [];
    const granted = grantKits(own, wanted, context);
    stock = granted.stock;
    return granted.events;
  });
}

/** From which shipment each kind is taken; undefined where one of them has to be awaited. */
function shipmentsFor(
  facts: Facts,
  stock: StockState,
  { session, level, kinds }: WantedKits,
  context: Context,
): readonly { readonly kind: KitKind; readonly shipmentId: string }[] | undefined {
  const until = goodUntil(session, dayOf(facts, context), facts.site.zone);
  const isUsable = holdsAsNow(facts, session.design, level);
  const found = kinds.flatMap((kind) => {
    const [first] = capacities(stock, { kind, level, goodUntil: until, isUsable });
    return first ? [{ kind, shipmentId: first.shipment.shipmentId }] : [];
  });
  return found.length === kinds.length ? found : undefined;
}

export function whose(
  { participant }: Pick<Facts, "participant">,
  { visitId }: { readonly visitId: string },
): KitSession {
  return {
    participantId: participant.id as ParticipantId,
    number: participant.enrollment.number ?? "",
    visitId,
  };
}

/** What concerns a participant and the stock is written to both. */
export function onBoth(
  { siteId }: Pick<Facts, "siteId">,
  { participantId }: { readonly participantId: string },
  type: string,
  data: unknown,
): readonly NewEvent[] {
  return [
    { type, stream: participantStream(participantId), data },
    { type, stream: stockStream(siteId ?? ""), data },
  ];
}
