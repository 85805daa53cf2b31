import type { Facts } from "../command.ts";

/** @throws Error where a command that needs it was run without what is sealed: a fault of the software */
export function requireSealed({ sealed }: Facts): NonNullable<Facts["sealed"]> {
  if (!sealed) throw new Error("What is sealed was not loaded.");
  return sealed;
}
