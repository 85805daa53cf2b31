import { ok } from "#kernel";
import { signer } from "../signature/decide.ts";
import { sessionEvents } from "./events.ts";
import { defineSessionCommand, departure, no, say } from "./session-command.ts";
import { tasksFor, tasksForNote } from "./triggers.ts";
import { unsignedSteps } from "./unsigned-steps.ts";

const {
  MusicChanged,
  EyeshadesChanged,
  TouchBegan,
  TouchEnded,
  TouchRevoked,
  NoteTaken,
  MedicationGiven,
  StepsSigned,
} = sessionEvents;

export const changeMusic = defineSessionCommand({
  type: "change-music",
  kind: "observation",
  data: MusicChanged.data,
  rule: (_facts, data, context) => ok([say(context, "MusicChanged", data)]),
});

export const changeEyeshades = defineSessionCommand({
  type: "change-eyeshades",
  kind: "observation",
  data: EyeshadesChanged.data,
  rule: (_facts, data, context) => ok([say(context, "EyeshadesChanged", data)]),
});

/** Each touch is on record. One that was not agreed to, or no longer is, is a deviation and asks for an event. */
export const beginTouch = defineSessionCommand({
  type: "begin-touch",
  kind: "observation",
  data: TouchBegan.data.omit({ touchId: true, withinAgreement: true }),
  rule: (facts, data, context) => {
    const kind = facts.pack.plan.touchKinds.find(({ id }) => id === data.kind);
    if (!kind)
      return no("no-such-kind", `The protocol lists no kind of touch ${data.kind}.`, { path: "data.kind" });
    const withinAgreement =
      facts.pack.touchPermitted.includes(data.kind) && !facts.session.touchRevoked.includes(data.kind);
    const touchId = context.newId();
    const began = say(context, "TouchBegan", { touchId, ...data, withinAgreement });
    if (withinAgreement) return ok([began]);
    const what = `Touch outside the agreement: ${kind.label}.`;
    return ok([
      began,
      departure(facts, context, "touch-outside-agreement", what, "procedure"),
      ...tasksFor(facts, context, { on: "touch", of: data.kind, sourceId: touchId, term: kind.label }),
    ]);
  },
});

export const endTouch = defineSessionCommand({
  type: "end-touch",
  kind: "observation",
  data: TouchEnded.data,
  rule: ({ session }, data, context) => {
    const touch = session.touches.find(({ touchId }) => touchId === data.touchId);
    if (!touch)
      return no("no-such-touch", "There is no such touch in this session.", {
        path: "data.touchId",
        because: "not-found",
      });
    if (touch.endedAt) return no("touch-ended", "This touch has ended already.", { because: "conflict" });
    return ok([say(context, "TouchEnded", data)]);
  },
});

/** Always possible, at any time, by a word. The agreement is never widened in the session: there is no command for it. */
export const revokeTouch = defineSessionCommand({
  type: "revoke-touch",
  kind: "observation",
  data: TouchRevoked.data,
  rule: (_facts, data, context) => ok([say(context, "TouchRevoked", data)]),
});

export const takeNote = defineSessionCommand({
  type: "take-note",
  kind: "observation",
  data: NoteTaken.data.omit({ entryId: true }),
  rule: (facts, data, context) => {
    const entryId = context.newId();
    const note = say(context, "NoteTaken", { entryId, ...data });
    return ok([note, ...tasksForNote(facts, context, entryId, data.note.freeText)]);
  },
});

/** Rescue medication: given at once, recorded, and where one person did it alone, signed afterwards. */
export const giveMedication = defineSessionCommand({
  type: "give-medication",
  kind: "observation",
  data: MedicationGiven.data.omit({ entryId: true }),
  rule: (facts, data, context) => {
    const listed = facts.pack.plan.rescueMedications.find(({ id }) => id === data.medication);
    const entryId = context.newId();
    const term = `${listed?.label ?? data.medication} given`;
    return ok([
      say(context, "MedicationGiven", { entryId, ...data }),
      ...tasksFor(facts, context, { on: "medication", of: data.medication, sourceId: entryId, term }),
    ]);
  },
});

/** Medication and steps of escalations, signed afterwards by whoever gave or took them at once and alone. */
export const signSessionSteps = defineSessionCommand({
  type: "sign-session-steps",
  kind: "act",
  needsReauthentication: true,
  allowsOfflineSignature: true,
  data: StepsSigned.data.pick({ entries: true }),
  rule: ({ session }, { entries }, context) => {
    const open = unsignedSteps(session).filter(({ by }) => by === context.user);
    const isOwn = entries.every((id) => open.some(({ entryId }) => entryId === id));
    if (!isOwn)
      return no(
        "nothing-to-sign",
        "Only what you did yourself, and have not signed yet, can be signed.",
        { path: "data.entries" },
        "21 CFR 11.70",
      );
    const { printedName, method } = signer(context);
    const data = { entries, signatureId: context.newId(), printedName, method };
    return ok([{ ...say(context, "StepsSigned", data), signatureMeaning: "I did this, as it is recorded." }]);
  },
});
