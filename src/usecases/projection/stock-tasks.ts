import type { Role } from "#design";
import { addDays, type CalendarDate, type StudyId } from "#kernel";
import { levelsIn, nextCountOn, type StockState, sessionsServed } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { type Task, taskRow } from "./task.ts";

const pharmacists: readonly Role[] = ["pharmacist"];
const unblinded: readonly Role[] = ["unblinded-pharmacist"];

/** What is to be done about the kits of a site. It is found from what everybody may know of them, also where the unblinded side does it. */
export function stockTaskRows(study: StudyId, site: string, stock: StockState): readonly WantedRow[] {
  const place = { site_id: site, participant_id: null, number: null };
  return [...shipmentTasks(stock), ...countTasks(stock), ...resupplyTasks(stock)].map((task) =>
    taskRow(study, `stock/${site}/${task.key}`, place, task),
  );
}

function shipmentTasks({ shipments, kits }: StockState): readonly Task[] {
  const quarantined = new Set(
    Object.values(kits).flatMap(({ state, shipmentId }) => (state === "quarantined" ? shipmentId : [])),
  );
  return shipments.flatMap(({ shipmentId, shippedOn, receivedOn }) => {
    const subject = { shipmentId, shippedOn };
    const toReceive: Task = {
      key: `shipment/${shipmentId}`,
      kind: "shipment-to-receive",
      roles: pharmacists,
      dueOn: shippedOn,
      subject,
    };
    const toDecide: Task = {
      key: `quarantine/${shipmentId}`,
      kind: "quarantine-to-decide",
      roles: unblinded,
      dueOn: receivedOn,
      subject,
    };
    return [...(receivedOn === null ? [toReceive] : []), ...(quarantined.has(shipmentId) ? [toDecide] : [])];
  });
}

function countTasks(stock: StockState): readonly Task[] {
  const dueOn = nextCountOn(stock);
  if (dueOn === null) return [];
  const due: Task = {
    key: "count",
    kind: "stock-count-due",
    roles: pharmacists,
    dueOn,
    lateAfter: dueOn,
    subject: {},
  };
  const open = stock.counts.filter(
    ({ missing, unexpected, explanation }) => missing.length + unexpected.length > 0 && explanation === null,
  );
  return [
    due,
    ...open.map(
      ({ countId, on, missing, unexpected }): Task => ({
        key: `difference/${countId}`,
        kind: "stock-difference-open",
        roles: [...pharmacists, "investigator"],
        dueOn: on,
        subject: { countId, on, missing: String(missing.length), unexpected: String(unexpected.length) },
      }),
    ),
  ];
}

/**
 * The site gets more once it serves no more than so many sessions of a level, whatever the arms of those who come: now, or from the day on
 * which an expiry makes it so. What is on its way counts as there.
 */
function resupplyTasks(stock: StockState): readonly Task[] {
  const below = stock.shipments.at(-1)?.resupplyBelow;
  if (below === undefined) return [];
  const withThoseOnTheirWay = asIfReceived(stock);
  const days = ["0000-01-01", ...stock.shipments.map(({ expiresOn }) => addDays(expiresOn, 1))].sort();
  return levelsIn(stock).flatMap((level) => {
    const from = days.find((day) => sessionsServed(withThoseOnTheirWay, level, day as CalendarDate) <= below);
    if (from === undefined) return [];
    const isNow = from === days[0];
    const subject = { level, sessions: String(sessionsServed(stock, level, days[0] as CalendarDate)) };
    const task = { key: `resupply/${level}`, kind: "resupply-due", roles: unblinded, subject };
    return [{ ...task, dueOn: isNow ? null : from, lateAfter: isNow ? null : from }];
  });
}

function asIfReceived(stock: StockState): StockState {
  const kits = Object.entries(stock.kits).map(([code, kit]) => [
    code,
    kit.state === "in-transit" ? { ...kit, state: "available" as const } : kit,
  ]);
  return { ...stock, kits: Object.fromEntries(kits) };
}
