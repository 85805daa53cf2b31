import type { KitKind } from "#design";
import type { CalendarDate } from "#kernel";
import type { Kit, Shipment, StockState } from "./stock.ts";

/** How many more sessions a shipment serves with kits of a kind and level. */
export type Capacity = { readonly shipment: Shipment; readonly free: number };

/**
 * How many more kits of a kind and level a shipment gives, whatever the arms of those are who come: with n kits for each of k arms, all
 * kits that are not on the shelf any more, for whatever reason, count against every arm. It is a function of what everybody may know,
 * and never more than what is there for any arm: the other arms have at most (k − 1) n of those on the shelf.
 */
function freeIn({ kits }: StockState, shipment: Shipment, kind: KitKind, level: string): number {
  const available = Object.values(kits).filter(
    (kit) => kit.shipmentId === shipment.shipmentId && isOnShelf(kit, kind, level),
  ).length;
  return Math.max(0, available - (shipment.arms - 1) * shipment.setsPerArm);
}

/**
 * The shipments that serve a kind and level until a day, the one to take from first: the earliest expiry, then the earlier shipment. From
 * which of them a kit is taken hangs on no arm either: a participant whose kit came from a later shipment would else be known to be of
 * the arm that had run out.
 */
export function capacities(
  stock: StockState,
  {
    kind,
    level,
    goodUntil,
    isUsable = () => true,
  }: {
    readonly kind: KitKind;
    readonly level: string;
    readonly goodUntil: CalendarDate;
    readonly isUsable?: (shipment: Shipment) => boolean;
  },
): readonly Capacity[] {
  return stock.shipments
    .filter((shipment) => shipment.expiresOn >= goodUntil && isUsable(shipment))
    .map((shipment) => ({ shipment, free: freeIn(stock, shipment, kind, level) }))
    .filter(({ free }) => free > 0)
    .sort((a, b) =>
      a.shipment.expiresOn < b.shipment.expiresOn ? -1 : Number(a.shipment.expiresOn > b.shipment.expiresOn),
    );
}

/** How many sessions of a level the site can serve until a day, whatever the arms: the scarcer kind decides. */
export function sessionsServed(stock: StockState, level: string, goodUntil: CalendarDate): number {
  const kinds = [
    ...new Set(Object.values(stock.kits).flatMap((kit) => (kit.level === level ? kit.kind : []))),
  ];
  const served = kinds.map((kind) =>
    capacities(stock, { kind, level, goodUntil }).reduce((sum, { free }) => sum + free, 0),
  );
  return served.length === 0 ? 0 : Math.min(...served);
}

/** The levels that the site was ever sent. */
export function levelsIn({ kits }: StockState): readonly string[] {
  return [...new Set(Object.values(kits).map(({ level }) => level))].sort();
}

function isOnShelf(kit: Kit, kind: KitKind, level: string): boolean {
  return kit.state === "available" && kit.kind === kind && kit.level === level;
}
