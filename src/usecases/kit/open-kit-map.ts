import { type InvalidInput, ok, type Refusal, type Result } from "#kernel";
import { commands, contentOf, kitMapStream } from "#trial";
import { type CommandRequest, execute } from "../command/execute.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import type { Scope } from "../ports/event-store.ts";

/** A kit of a site as the unblinded side sees it. */
export type MappedKit = {
  readonly code: string;
  readonly kind: string;
  readonly level: string;
  readonly state: string;
  readonly expiresOn: string;
  readonly shipmentId: string;
  readonly number: string | null;
  readonly arm: string;
  readonly armName: string;
  readonly lot: string;
  readonly milligrams: number;
};

/**
 * Opens what is in the kits of a site, by arm and lot, to the unblinded pharmacist. That it was opened, by whom and what for is an event,
 * written first.
 */
export async function openKitMap(
  ports: CommandPorts,
  request: Omit<CommandRequest, "definition">,
): Promise<Result<readonly MappedKit[], Refusal | InvalidInput>> {
  const definition = commands.find(({ type }) => type === "open-kit-map");
  if (!definition) throw new Error("There is no command open-kit-map.");
  const noted = await execute(ports, { ...request, definition });
  if (!noted.ok) return noted;
  const scope: Scope = { study: request.study, sites: "all" };
  const reading = { ...ports, ...ports.sealed };
  const { facts } = await loadFacts(reading, scope, "site", request.subjectId, {
    stock: "read",
    sealed: true,
  });
  const { stock, sealed, design } = facts;
  if (!stock || !sealed) throw new Error(`${kitMapStream} was not loaded.`);
  const expiry = new Map(stock.shipments.map(({ shipmentId, expiresOn }) => [shipmentId, expiresOn]));
  return ok(
    Object.values(stock.kits).map(({ code, kind, level, state, shipmentId, session }) => {
      const { arm, lot, milligrams } = contentOf(sealed, code);
      const armName = design?.arms.get(arm)?.name ?? arm;
      const expiresOn = expiry.get(shipmentId) ?? "";
      return {
        code,
        kind,
        level,
        state,
        shipmentId,
        expiresOn,
        number: session?.number ?? null,
        arm,
        armName,
        lot,
        milligrams,
      };
    }),
  );
}
