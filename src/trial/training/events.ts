import { z } from "zod";
import { defineEvent } from "../event.ts";
import { sha256, text } from "../fields.ts";

/** What somebody was trained in. Stream `staff:<user id>`. */
export const trainingEvents = {
  /** They read the words of a definition and say so, having just proved who they are. It holds for these words and no others. */
  DefinitionAcknowledged: defineEvent(
    "DefinitionAcknowledged",
    1,
    z.strictObject({
      definitionId: text,
      /** SHA-256 of the text, in UTF-8. */
      textHash: sha256,
      /** The version of the protocol in which they read it. */
      designVersion: text,
    }),
  ),
};
