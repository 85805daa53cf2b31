import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { participantStream } from "../streams.ts";
import { identityEvents } from "./events.ts";

/**
 * Notes which fields of the identity were written. The values go to the vault, in the same transaction, and
 * nowhere else.
 */
export const recordIdentity = defineCommand({
  type: "record-identity",
  subject: "participant",
  merge: "replaces",
  data: identityEvents.IdentityRecorded.data.pick({ fields: true }),
  decide: ({ participant: { identity } }, { fields }, { subjectId, user, basedOn = 0 }) => {
    if (identity.changedAt > basedOn && identity.changedBy !== user) {
      const message = "Somebody changed this identity after you looked. Look at it again.";
      return failed(refusal("changed-meanwhile", message, "ICH E6(R3) 4.2.2", { because: "conflict" }));
    }
    return ok([
      {
        type: "IdentityRecorded",
        stream: participantStream(subjectId),
        data: { fields, vaultVersion: identity.vaultVersion + 1 },
      },
    ]);
  },
});

/** Notes that somebody looked at an identity, and why. */
export const readIdentity = defineCommand({
  type: "read-identity",
  subject: "participant",
  merge: "adds",
  data: identityEvents.IdentityRead.data.pick({ purpose: true }),
  decide: ({ participant }, { purpose }, { subjectId }) => {
    if (participant.identity.vaultVersion === 0) {
      return failed(
        refusal("no-identity", "No identity was recorded for this person yet.", "ICH E6(R3) 2.12.7"),
      );
    }
    return ok([
      {
        type: "IdentityRead",
        stream: participantStream(subjectId),
        data: { fields: participant.identity.fields, purpose },
      },
    ]);
  },
});
