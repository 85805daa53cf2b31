import { z } from "zod";
import { levelsAt } from "#design";
import type { Facts } from "../command.ts";
import { scheduleOf, visitIdFor } from "../visit/schedule-of.ts";
import { dosingSession, kitsHere, levelOf, stockOf } from "./session.ts";

/** The dosing sessions of a participant: which level, which kits, and what is to be done next. */
export const sessionKitsView = z.object({
  participantId: z.string(),
  siteId: z.string(),
  sessions: z.array(
    z.object({
      visitId: z.string(),
      visit: z.string(),
      status: z.string(),
      plannedFor: z.string().nullable(),
      levels: z.array(z.object({ level: z.string(), label: z.string() })),
      level: z.string().nullable(),
      decided: z.object({ because: z.string(), printedName: z.string(), at: z.string() }).nullable(),
      awaited: z.array(z.string()),
      kits: z.array(
        z.object({
          code: z.string(),
          kind: z.enum(["initial", "supplemental"]),
          state: z.string(),
          capsules: z.int().nullable(),
          expiresOn: z.string().nullable(),
          isHere: z.boolean(),
        }),
      ),
      /** Whether something could still be assigned, decided or handed out. */
      isOpen: z.boolean(),
    }),
  ),
});
export type SessionKitsView = z.infer<typeof sessionKitsView>;

type Viewing = Pick<Facts, "participant" | "design" | "designs" | "site" | "stock" | "siteId">;

export function viewSessionKits(facts: Viewing): SessionKitsView {
  return {
    participantId: facts.participant.id ?? "",
    siteId: facts.siteId ?? "",
    sessions: dosingVisits(facts).flatMap((visitId) => viewSession(facts, visitId)),
  };
}

function viewSession(facts: Viewing, visitId: string): SessionKitsView["sessions"] {
  const found = dosingSession(facts, visitId);
  if (!found.ok) return [];
  const { visit, name, levels, session, design } = found.value;
  const stock = stockOf(facts);
  const here = new Set(kitsHere(found.value, stock).map(({ code }) => code));
  const expiry = new Map(stock.shipments.map(({ shipmentId, expiresOn }) => [shipmentId, expiresOn]));
  const labels = new Map(design.design.kits?.levels.map(({ id, label }) => [id, label]));
  return [
    {
      visitId,
      visit: name,
      status: visit?.status ?? "open",
      plannedFor: visit?.planned.at(-1) ?? null,
      levels: levels.map((level) => ({ level, label: labels.get(level) ?? level })),
      level: session.assignedLevel ?? levelOf(found.value) ?? null,
      decided: session.level && {
        because: session.level.because,
        printedName: session.level.printedName,
        at: session.level.at,
      },
      awaited: [...session.awaited],
      kits: session.kits.map(({ code, kind, state }) => {
        const kit = stock.kits[code];
        return {
          code,
          kind,
          state: kit?.state ?? state,
          capsules: kit?.capsules ?? null,
          expiresOn: (kit && expiry.get(kit.shipmentId)) ?? null,
          isHere: here.has(code),
        };
      }),
      isOpen: !visit || visit.status === "scheduled" || visit.status === "in-progress",
    },
  ];
}

/** The dosing visits of the schedule, in its order, as far as it is known. */
function dosingVisits({ participant, design, site }: Viewing): readonly string[] {
  if (!design) return [];
  const ids = scheduleOf(participant, design, site.zone).points.flatMap(
    ({ encounterId, instanceId, occurrence, type }) =>
      type === "activity" && encounterId !== undefined && levelsAt(design, encounterId).length > 0
        ? visitIdFor(instanceId, occurrence)
        : [],
  );
  return [...new Set([...ids, ...Object.keys(participant.kits)])];
}
