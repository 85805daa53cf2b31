import type { CompiledDesign } from "#design";
import { type Refusal, refusal } from "#kernel";
import type { Facts } from "../command.ts";

/** Nobody is enrolled under numbers that no physician has confirmed. */
export function refuseOpenParameters(
  { study }: Facts,
  { design: { version, parameters } }: CompiledDesign,
): Refusal | undefined {
  const confirmed = (study.confirmations[version] ?? []).map(({ parameterId }) => parameterId);
  const open = parameters.filter(
    ({ id, confirmation }) => confirmation !== "published" && !confirmed.includes(id),
  );
  const [first] = open;
  if (!first) return undefined;
  const more = open.length > 1 ? ` and ${open.length - 1} more` : "";
  const message = `Nobody can be enrolled under version ${version} of the protocol yet: the medical monitor has still to confirm “${first.label}”${more}.`;
  return refusal("parameters-not-confirmed", message, "ICH E6(R3) 3.1.4; protocol, parameters");
}
