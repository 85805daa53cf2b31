import { z } from "zod";
import { designId, label, remark, source } from "./primitives.ts";

/**
 * A number or word of the protocol that a physician signs: no rule holds a number of its own.
 * `confirmation` says whether somebody with the authority has confirmed it.
 */
export const parameter = z.strictObject({
  id: designId,
  label,
  value: z.union([z.number(), z.string(), z.boolean()]),
  /** UCUM code, as `mm[Hg]`, `d`, `mg`. */
  unit: z.string().max(40).optional(),
  source,
  confirmation: z.enum(["published", "to be confirmed by the medical monitor"]),
  note: remark.optional(),
});
export type Parameter = z.infer<typeof parameter>;
