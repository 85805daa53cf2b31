import type { KitKind } from "#design";
import { type CalendarDate, localDate, type ParticipantId, type SiteId, unreachable } from "#kernel";
import { type AnyRecorded, type EventsOf, isOneOf, type Recorded } from "../event.ts";
import type { KitCode } from "./code.ts";
import { participantKitEvents, stockEvents } from "./events.ts";

/**
 * Where a kit is. Only one that is `available` can be assigned, and it is assigned once: none comes back. `withdrawn` and `spoiled` were
 * assigned before.
 */
export type KitWhereabouts =
  | "in-transit"
  | "available"
  | "quarantined"
  | "rejected"
  | "missing"
  | "damaged"
  | "assigned"
  | "dispensed"
  | "spoiled"
  | "withdrawn"
  | "returned";

/** A kit as everybody at the site may know it. */
export type Kit = {
  readonly code: KitCode;
  readonly kind: KitKind;
  readonly level: string;
  readonly capsules: number;
  readonly shipmentId: string;
  readonly state: KitWhereabouts;
  /** For whose session, once it was assigned. */
  readonly session: KitSession | null;
  /** In which condition it came back, and with how many capsules. */
  readonly returned: { readonly condition: string; readonly capsules: number } | null;
};

export type KitSession = {
  readonly participantId: ParticipantId;
  readonly number: string;
  readonly visitId: string;
};

export type Shipment = {
  readonly shipmentId: string;
  readonly designVersion: string;
  readonly arms: number;
  readonly setsPerArm: number;
  readonly expiresOn: CalendarDate;
  readonly resupplyBelow: number;
  readonly countEvery: number;
  readonly shippedOn: CalendarDate;
  readonly receivedOn: CalendarDate | null;
  readonly temperature: "in-range" | "excursion" | null;
};

/** What a site could not be given yet. */
export type AwaitedKits = KitSession & { readonly level: string; readonly kinds: readonly KitKind[] };

export type StockCount = {
  readonly countId: string;
  readonly on: CalendarDate;
  readonly counted: number;
  readonly missing: readonly KitCode[];
  readonly unexpected: readonly KitCode[];
  readonly explanation: string | null;
};

/** The kits of a site, past and present. It holds nothing that tells an arm. */
export type StockState = {
  readonly siteId: SiteId | null;
  readonly version: number;
  readonly shipments: readonly Shipment[];
  readonly kits: Readonly<Record<KitCode, Kit>>;
  /** In the order in which they were asked for. */
  readonly awaited: readonly AwaitedKits[];
  readonly counts: readonly StockCount[];
};

export const noStock: StockState = {
  siteId: null,
  version: 0,
  shipments: [],
  kits: {},
  awaited: [],
  counts: [],
};

export function evolveStockStream(before: StockState, event: AnyRecorded): StockState {
  const { stream, version } = event.meta;
  const state = { ...before, siteId: stream.slice("stock:".length) as SiteId, version };
  if (isOneOf(stockEvents, event)) return evolveStock(state, event);
  return isOneOf(participantKitEvents, event) ? evolveSessionKits(state, event) : state;
}

function evolveStock(state: StockState, event: Recorded<EventsOf<typeof stockEvents>>): StockState {
  const { meta } = event;
  const day = localDate({ at: meta.occurredAt, zone: meta.zone }) as CalendarDate;
  switch (event.type) {
    case "KitsShipped": {
      const { kits, ...shipment } = event.data;
      const { shipmentId, expiresOn } = shipment;
      const sent = kits.map((kit): Kit => ({ ...kit, ...fresh, shipmentId }));
      const known = { ...shipment, expiresOn, shippedOn: day, receivedOn: null, temperature: null };
      return {
        ...state,
        shipments: [...state.shipments, known],
        kits: { ...state.kits, ...Object.fromEntries(sent.map((kit) => [kit.code, kit])) },
      };
    }
    case "KitShipmentReceived":
      return afterReceipt(state, event.data, day);
    case "KitQuarantined": {
      const { code } = event.data;
      // What was assigned never goes back to the shelf.
      return moved(state, [code], state.kits[code]?.session ? "withdrawn" : "quarantined");
    }
    case "QuarantineDecided": {
      const { codes, decision } = event.data;
      return moved(state, codes, decision === "release" ? "available" : "rejected");
    }
    case "StockCounted": {
      const { countId, counted, missing, unexpected } = event.data;
      // Nobody knows where it was meanwhile: it is given to nobody.
      const found = unexpected.filter((code) => state.kits[code]?.state === "missing");
      const after = moved(moved(state, missing, "missing"), found, "rejected");
      const line = { countId, on: day, counted, missing, unexpected, explanation: null };
      return { ...after, counts: [...state.counts, line] };
    }
    case "DiscrepancyExplained": {
      const { countId, explanation } = event.data;
      const counts = state.counts.map((line) => (line.countId === countId ? { ...line, explanation } : line));
      return { ...state, counts };
    }
    case "KitMapOpened":
      return state;
    default:
      return unreachable(event);
  }
}

const fresh = { state: "in-transit", session: null, returned: null } as const;

/** The stock once a shipment was received. */
export function afterReceipt(
  state: StockState,
  {
    shipmentId,
    temperature,
    missing,
    damaged,
  }: Extract<EventsOf<typeof stockEvents>, { type: "KitShipmentReceived" }>["data"],
  receivedOn: CalendarDate,
): StockState {
  const whole = Object.values(state.kits).filter((kit) => kit.shipmentId === shipmentId);
  const shipments = state.shipments.map((one) =>
    one.shipmentId === shipmentId ? { ...one, receivedOn, temperature } : one,
  );
  const came = moved(
    { ...state, shipments },
    whole.map(({ code }) => code),
    temperature === "excursion" ? "quarantined" : "available",
  );
  return moved(moved(came, missing, "missing"), damaged, "damaged");
}

function evolveSessionKits(
  state: StockState,
  event: Recorded<EventsOf<typeof participantKitEvents>>,
): StockState {
  switch (event.type) {
    case "KitsAwaited": {
      const { siteId: _siteId, ...awaited } = event.data;
      return { ...state, awaited: [...withoutAwaited(state, event.data), awaited] };
    }
    case "KitsAssigned": {
      const { participantId, number, visitId, initial, supplemental } = event.data;
      const codes = [initial, supplemental].flatMap((code) => code ?? []);
      return withAssigned(state, codes, { participantId, number, visitId });
    }
    case "KitsWithdrawn":
      return { ...moved(state, event.data.codes, "withdrawn"), awaited: withoutAwaited(state, event.data) };
    case "KitDispensed":
      return moved(state, [event.data.code], "dispensed");
    case "KitSpoiled":
      return moved(state, [event.data.code], "spoiled");
    case "KitReturned": {
      const { code, condition, capsules } = event.data;
      return moved(state, [code], "returned", { returned: { condition, capsules } });
    }
    default:
      return unreachable(event);
  }
}

/** The stock once kits were assigned: for whoever comes after in the same command. */
export function withAssigned(state: StockState, codes: readonly KitCode[], session: KitSession): StockState {
  const after = moved(state, codes, "assigned", { session });
  return { ...after, awaited: withoutAwaited(state, session) };
}

function withoutAwaited(
  { awaited }: StockState,
  { participantId, visitId }: { readonly participantId: string; readonly visitId: string },
): readonly AwaitedKits[] {
  return awaited.filter((one) => one.participantId !== participantId || one.visitId !== visitId);
}

function moved(
  state: StockState,
  codes: readonly KitCode[],
  to: KitWhereabouts,
  more: Partial<Pick<Kit, "session" | "returned">> = {},
): StockState {
  const kits = codes.flatMap((code) => {
    const kit = state.kits[code];
    return kit ? [[code, { ...kit, state: to, ...more }] as const] : [];
  });
  return kits.length === 0 ? state : { ...state, kits: { ...state.kits, ...Object.fromEntries(kits) } };
}
