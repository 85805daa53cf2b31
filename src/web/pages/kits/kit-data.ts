import type { Answer } from "../../api/call.ts";
import { type Command, type CommandRoute, useCommand } from "../../api/use-command.ts";
import type { Tone } from "../../components/status-badge.tsx";
import { useStudy } from "../../study/study-context.tsx";

export type Stock = Answer<"GET /api/studies/:studyId/sites/:siteId/stock">;
export type Kit = Stock["kits"][number];
export type Shipment = Stock["shipments"][number];

type Prefix = "POST /api/studies/:studyId/sites/:subjectId/commands/";
type Named<Route> = Route extends `${Prefix}${infer Name}` ? Name : never;
type SiteCommand = Named<CommandRoute>;
type RouteOf<Name extends SiteCommand> = Extract<CommandRoute, `${Prefix}${Name}`>;

/** A command about the stock of a site. */
export function useStockCommand<Name extends SiteCommand>(
  name: Name,
  siteId: string,
): Command<RouteOf<Name>> {
  const { studyId } = useStudy();
  const route = `POST /api/studies/:studyId/sites/:subjectId/commands/${name}` as RouteOf<Name>;
  return useCommand(route, { studyId, subjectId: siteId } as never);
}

const tones: Readonly<Record<string, Tone>> = {
  available: "good",
  assigned: "info",
  dispensed: "info",
  quarantined: "attention",
  "in-transit": "neutral",
  missing: "bad",
  damaged: "bad",
  spoiled: "bad",
  rejected: "bad",
};

export function toneOfKit(state: string): Tone {
  return tones[state] ?? "neutral";
}
