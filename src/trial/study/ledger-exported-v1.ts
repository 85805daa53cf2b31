import type { Upcaster } from "../event.ts";

/** At first there was neither the 24-hour line nor the sponsor's safety role; the roles of that time are roles still. */
export const ledgerExportedV1: Upcaster = {
  type: "LedgerExported",
  fromVersion: 1,
  upcast: (data) => data,
};
