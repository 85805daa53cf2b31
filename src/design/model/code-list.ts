import { z } from "zod";
import { designId, label } from "./primitives.ts";

/** The answers that an item may take. `submissionValue` is the CDISC term where one exists. */
export const codeList = z.strictObject({
  id: designId,
  label,
  codes: z
    .array(
      z.strictObject({
        code: z.string().min(1).max(80),
        label,
        submissionValue: z.string().max(200).optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type CodeList = z.infer<typeof codeList>;
