import type { Upcaster } from "../event.ts";

/** Before there was the role of a session auditor; the roles of that time are roles still, wherever an event names one. */
export const beforeSessionAuditor: readonly Upcaster[] = [
  { type: "StockCounted", fromVersion: 1 },
  { type: "KitDispensed", fromVersion: 1 },
  { type: "KitReturned", fromVersion: 1 },
  { type: "DoseLevelDecided", fromVersion: 1 },
  { type: "RecordSigned", fromVersion: 2 },
  { type: "RoleGranted", fromVersion: 2 },
  { type: "LedgerExported", fromVersion: 2 },
].map((of) => ({ ...of, upcast: (data) => data }));
