import { z } from "zod";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { uuid } from "../fields.ts";
import { onlineSigner } from "../signature/decide.ts";
import { staffStream } from "../streams.ts";
import { offlineActEvents } from "./events.ts";

const cites = "21 CFR 11.10(d), 11.200(a)";

/**
 * Somebody confirms, signed in and with a proof of who they are, what was taken in their name from a device; or says that it was not
 * them, or not so. What was recorded stays either way.
 */
export const confirmOfflineSignature = defineCommand({
  type: "confirm-offline-signature",
  subject: "staff",
  merge: "adds",
  needsReauthentication: true,
  data: z.strictObject({
    actIds: z.array(uuid).min(1).max(500),
    /** Absent: it is confirmed. */
    disputed: offlineActEvents.OfflineActDisputed.data.shape.because.optional(),
  }),
  decide: ({ staff }, { actIds, disputed }, context) => {
    const no = refuseAnother(context);
    if (no) return failed(no);
    const unknown = actIds.find((id) => staff.offlineActs[id]?.standing !== "to-confirm");
    if (unknown !== undefined) {
      const message = "There is nothing of this id for you to confirm, or you have done so already.";
      return failed(
        refusal("nothing-to-confirm", message, cites, { path: "data.actIds", because: "not-found" }),
      );
    }
    const stream = staffStream(context.subjectId);
    const { printedName, role, method } = onlineSigner(context);
    return ok(
      [...new Set(actIds)].map((actId) =>
        disputed === undefined
          ? {
              type: "OfflineActConfirmed",
              stream,
              signatureMeaning: "I did this.",
              data: { actId, printedName, role, method },
            }
          : { type: "OfflineActDisputed", stream, data: { actId, because: disputed } },
      ),
    );
  },
});

/** Leaves a command of one's own that was refused, with the reason. */
export const putAsideCommand = defineCommand({
  type: "put-aside-command",
  subject: "staff",
  merge: "adds",
  isObservation: true,
  data: offlineActEvents.RefusedCommandPutAside.data,
  decide: (_facts, data, context) => {
    const no = refuseAnother(context);
    if (no) return failed(no);
    return ok([{ type: "RefusedCommandPutAside", stream: staffStream(context.subjectId), data }]);
  },
});

function refuseAnother({ user, subjectId }: Context): Refusal | undefined {
  if (user === subjectId) return undefined;
  const message = "This is for the person themselves, and for nobody in their place.";
  return refusal("not-their-own", message, cites);
}
