import type { KitKind } from "#design";
import { type Instant, type SiteId, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { KitCode } from "./code.ts";
import type { doseLevelEvents, participantKitEvents } from "./events.ts";

type DataOf<Type extends Happened["type"]> = Extract<Happened, { type: Type }>["data"];
type Happened = EventsOf<typeof participantKitEvents & typeof doseLevelEvents>;

/** A kit of a session, as far as it got. */
export type SessionKit = {
  readonly code: KitCode;
  readonly kind: KitKind;
  /** Where it was assigned: a kit does not move with its participant. */
  readonly siteId: SiteId;
  readonly state: "assigned" | "dispensed" | "spoiled" | "withdrawn" | "returned";
};

/** What is known of the kits of one dosing session. */
export type SessionKits = {
  readonly level: (DataOf<"DoseLevelDecided"> & { readonly at: Instant }) | null;
  /** At which site kits were asked for. */
  readonly siteId: SiteId | null;
  /** Under which level kits were assigned or asked for. */
  readonly assignedLevel: string | null;
  readonly awaited: readonly KitKind[];
  readonly kits: readonly SessionKit[];
};

/** By visit. */
export type ParticipantKits = Readonly<Record<string, SessionKits>>;

export const noParticipantKits: ParticipantKits = {};
const noSessionKits: SessionKits = { level: null, siteId: null, assignedLevel: null, awaited: [], kits: [] };

export function kitsOfSession(kits: ParticipantKits, visitId: string): SessionKits {
  return kits[visitId] ?? noSessionKits;
}

/** The kits of a session that are still to be used, or in use, at a site. */
export function kitsInHand({ kits }: SessionKits, siteId: SiteId | null): readonly SessionKit[] {
  return kits.filter(
    (kit) => kit.siteId === siteId && (kit.state === "assigned" || kit.state === "dispensed"),
  );
}

export function evolveParticipantKits(state: ParticipantKits, event: Recorded<Happened>): ParticipantKits {
  const { visitId } = event.data;
  return { ...state, [visitId]: evolveSession(kitsOfSession(state, visitId), event) };
}

function evolveSession(session: SessionKits, event: Recorded<Happened>): SessionKits {
  switch (event.type) {
    case "DoseLevelDecided":
      return { ...session, level: { ...event.data, at: event.meta.recordedAt } };
    case "KitsAwaited": {
      const { siteId, level, kinds } = event.data;
      return { ...session, siteId, assignedLevel: level, awaited: kinds };
    }
    case "KitsAssigned": {
      const { siteId, level, initial, supplemental } = event.data;
      const kits = [...kitOf("initial", siteId, initial), ...kitOf("supplemental", siteId, supplemental)];
      return { ...session, siteId, assignedLevel: level, awaited: [], kits: [...session.kits, ...kits] };
    }
    case "KitsWithdrawn": {
      const { codes } = event.data;
      const kits = codes.reduce((some, code) => moved(some, code, "withdrawn"), session.kits);
      const isOver = kitsInHand({ ...session, kits }, session.siteId).length === 0;
      return { ...session, awaited: [], kits, assignedLevel: isOver ? null : session.assignedLevel };
    }
    case "KitDispensed":
      return { ...session, kits: moved(session.kits, event.data.code, "dispensed") };
    case "KitSpoiled":
      return { ...session, kits: moved(session.kits, event.data.code, "spoiled") };
    case "KitReturned":
      return { ...session, kits: moved(session.kits, event.data.code, "returned") };
    default:
      return unreachable(event);
  }
}

function kitOf(kind: KitKind, siteId: SiteId, code: KitCode | undefined): readonly SessionKit[] {
  return code === undefined ? [] : [{ code, kind, siteId, state: "assigned" }];
}

function moved(
  kits: readonly SessionKit[],
  code: KitCode,
  state: SessionKit["state"],
): readonly SessionKit[] {
  return kits.map((kit) => (kit.code === code ? { ...kit, state } : kit));
}
