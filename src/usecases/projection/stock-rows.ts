import type { StudyId } from "#kernel";
import type { StockState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { stockTaskRows } from "./stock-tasks.ts";

/** A line for every kit of a site, as everybody there may know it, and what is to be done about its stock. */
export function stockRows(study: StudyId, site: string, stock: StockState): readonly WantedRow[] {
  const expiry = new Map(stock.shipments.map(({ shipmentId, expiresOn }) => [shipmentId, expiresOn]));
  const kits = Object.values(stock.kits).map(
    ({ code, kind, level, capsules, shipmentId, state, session }) => ({
      table: "kit",
      key: code,
      row: {
        study_id: study,
        code,
        site_id: site,
        shipment_id: shipmentId,
        kind,
        level,
        capsules,
        state,
        expires_on: expiry.get(shipmentId) ?? "",
        participant_id: session?.participantId ?? null,
        number: session?.number ?? null,
        visit_id: session?.visitId ?? null,
      },
    }),
  );
  return [...kits, ...stockTaskRows(study, site, stock)];
}
