import type { z } from "zod";
import type { Context } from "../context.ts";
import type { secondSigner } from "./events.ts";

/** Who stood by a step of a session, and with what they proved it: with the key of a device too, where the room had no network. */
export function secondSignerOf(context: Context): z.output<typeof secondSigner> {
  if (!context.witness) throw new Error("A step for two persons was decided on without the second.");
  const { user, name, role, method } = context.witness;
  return { user, printedName: name, role, method };
}
