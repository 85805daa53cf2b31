import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey, freeText, itemPath, uuid } from "../fields.ts";

/** A question about a value, asked and answered beside it (ODM 2.0 `Query`). Stream `participant:<id>`. */
export const queryEvents = {
  QueryOpened: defineEvent(
    "QueryOpened",
    1,
    z.strictObject({
      queryId: uuid,
      formKey,
      itemPath,
      /** `edit-check`: the software asked; then `check` names the rule. */
      raisedBy: z.enum(["person", "edit-check"]),
      check: z.string().max(200).optional(),
      question: freeText,
    }),
  ),
  QueryAnswered: defineEvent("QueryAnswered", 1, z.strictObject({ queryId: uuid, answer: freeText })),
  QueryReopened: defineEvent("QueryReopened", 1, z.strictObject({ queryId: uuid, question: freeText })),
  QueryClosed: defineEvent("QueryClosed", 1, z.strictObject({ queryId: uuid, resolution: freeText })),
};
