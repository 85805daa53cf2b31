import type { z } from "zod";
import type { Context } from "../context.ts";
import { onlineMethod } from "../signature/decide.ts";
import type { witness } from "./events.ts";

/** Who stood by, and with what they proved it, as it is printed beside the act. */
export function witnessOf(context: Context): z.output<typeof witness> {
  if (!context.witness) throw new Error("An act for two persons was decided on without the second.");
  const { user, name, role, method } = context.witness;
  return { user, printedName: name, role, method: onlineMethod(method) };
}
