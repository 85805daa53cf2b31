import { z } from "zod";
import { type CompiledDesign, numberOf } from "#design";
import { addDays, type CalendarDate } from "#kernel";
import { levelsIn, sessionsServed } from "./capacity.ts";
import type { Kit, KitSession, StockState } from "./stock.ts";

const sessionOfKit = z.object({
  participantId: z.string(),
  number: z.string(),
  visitId: z.string(),
  visit: z.string().nullable(),
  plannedFor: z.string().nullable(),
});

/** The kits of a site, for whoever looks after them: nothing in it hangs on an arm. */
export const stockView = z.object({
  siteId: z.string(),
  version: z.int(),
  today: z.string(),
  zone: z.string(),
  /** What the unblinded side is asked when it ships, where the protocol plans kits at all. */
  levels: z.array(
    z.object({
      level: z.string(),
      label: z.string(),
      /** How many more sessions the site can serve, whatever the arms of those who come. */
      sessions: z.int(),
      onShelf: z.object({ initial: z.int(), supplemental: z.int() }),
      awaited: z.int(),
    }),
  ),
  resupplyBelow: z.int(),
  nextCountOn: z.string().nullable(),
  shipments: z.array(
    z.object({
      shipmentId: z.string(),
      shippedOn: z.string(),
      receivedOn: z.string().nullable(),
      temperature: z.enum(["in-range", "excursion"]).nullable(),
      expiresOn: z.string(),
      isExpired: z.boolean(),
      setsPerArm: z.int(),
      kits: z.int(),
      quarantined: z.int(),
    }),
  ),
  kits: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(["initial", "supplemental"]),
      level: z.string(),
      capsules: z.int(),
      shipmentId: z.string(),
      state: z.string(),
      expiresOn: z.string(),
      isExpired: z.boolean(),
      session: sessionOfKit.nullable(),
      returned: z.object({ condition: z.string(), capsules: z.int() }).nullable(),
    }),
  ),
  awaited: z.array(sessionOfKit.extend({ level: z.string(), kinds: z.array(z.string()) })),
  counts: z.array(
    z.object({
      countId: z.string(),
      on: z.string(),
      counted: z.int(),
      missing: z.array(z.string()),
      unexpected: z.array(z.string()),
      explanation: z.string().nullable(),
    }),
  ),
});
export type StockView = z.infer<typeof stockView>;

/** What a visit is called and for when it is planned, where the viewer may know. */
export type NameVisit = (
  participantId: string,
  visitId: string,
) => { readonly visit: string; readonly plannedFor: string | null } | undefined;

export function viewStock(
  stock: StockState,
  {
    siteId,
    design,
    today,
    zone,
    nameVisit,
  }: {
    readonly siteId: string;
    readonly design: CompiledDesign | undefined;
    readonly today: CalendarDate;
    readonly zone: string;
    readonly nameVisit: NameVisit;
  },
): StockView {
  const expiry = new Map(stock.shipments.map(({ shipmentId, expiresOn }) => [shipmentId, expiresOn]));
  const kits = Object.values(stock.kits);
  const named = (session: KitSession) => ({
    ...session,
    visit: null,
    plannedFor: null,
    ...nameVisit(session.participantId, session.visitId),
  });
  return {
    siteId,
    version: stock.version,
    today,
    zone,
    levels: levelLines(stock, design, today),
    resupplyBelow: stock.shipments.at(-1)?.resupplyBelow ?? 0,
    nextCountOn: nextCountOn(stock),
    shipments: stock.shipments.map(
      ({ designVersion: _d, arms: _a, resupplyBelow: _r, countEvery: _c, ...one }) => {
        const own = kits.filter(({ shipmentId }) => shipmentId === one.shipmentId);
        const quarantined = own.filter(({ state }) => state === "quarantined").length;
        return { ...one, isExpired: one.expiresOn < today, kits: own.length, quarantined };
      },
    ),
    kits: kits
      .map(({ session, ...kit }) => {
        const expiresOn = expiry.get(kit.shipmentId) ?? "";
        return { ...kit, expiresOn, isExpired: expiresOn < today, session: session && named(session) };
      })
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    awaited: stock.awaited.map(({ level, kinds, ...session }) => ({
      ...named(session),
      level,
      kinds: [...kinds],
    })),
    counts: stock.counts.map((one) => ({
      ...one,
      missing: [...one.missing],
      unexpected: [...one.unexpected],
    })),
  };
}

function levelLines(stock: StockState, design: CompiledDesign | undefined, today: CalendarDate) {
  const planned = design?.design.kits?.levels ?? [];
  const sent = levelsIn(stock).filter((level) => !planned.some(({ id }) => id === level));
  const all = [...planned, ...sent.map((id) => ({ id, label: id }))];
  const margin = (design && numberOf(design.parameters, design.design.kits?.expiryMargin)) ?? 0;
  const onShelf = (level: string, kind: Kit["kind"]): number =>
    Object.values(stock.kits).filter(
      (kit) => kit.state === "available" && kit.level === level && kit.kind === kind,
    ).length;
  return all.map(({ id: level, label }) => ({
    level,
    label,
    sessions: sessionsServed(stock, level, addDays(today, margin)),
    onShelf: { initial: onShelf(level, "initial"), supplemental: onShelf(level, "supplemental") },
    awaited: stock.awaited.filter((one) => one.level === level).length,
  }));
}

/** When the stock is counted next; null before any came. */
export function nextCountOn({ shipments, counts }: StockState): CalendarDate | null {
  const received = shipments.filter(({ receivedOn }) => receivedOn !== null);
  const since = counts.at(-1)?.on ?? received[0]?.receivedOn;
  const every = received.at(-1)?.countEvery;
  return since && every !== undefined ? addDays(since, every) : null;
}
