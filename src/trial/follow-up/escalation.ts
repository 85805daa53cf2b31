import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { signer } from "../signature/decide.ts";
import { participantStream } from "../streams.ts";
import { followUpEvents } from "./events.ts";
import type { Escalation } from "./evolve.ts";

const cites = "Protocol, suicidality; FDA guidance on psychedelic drugs, July 2026, p. 12";
const meaning = "I judged the participant's risk and clear the escalation";

/** Notes that a step was taken, by whoever took it, at the moment when it was. It may be taken more than once. */
export const takeEscalationStep = defineCommand({
  type: "take-suicidality-step",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: followUpEvents.SuicidalityStepTaken.data.omit({ formKey: true }),
  decide: (facts, data, { subjectId }) => {
    const escalation = openEscalation(facts, data.escalationId);
    if (!escalation.ok) return escalation;
    const { formKey } = escalation.value;
    return ok([
      { type: "SuicidalityStepTaken", stream: participantStream(subjectId), data: { ...data, formKey } },
    ]);
  },
});

/**
 * A physician clears an escalation, signed. The dosing hold ends with it and by nothing else. Unless the answers were entered in error, a
 * clinician and a safety plan come before.
 */
export const clearEscalation = defineCommand({
  type: "clear-suicidality",
  subject: "participant",
  merge: "adds",
  needsReauthentication: true,
  data: followUpEvents.SuicidalityCleared.data.pick({ escalationId: true, judgment: true, words: true }),
  decide: (facts, data, context) => {
    const escalation = openEscalation(facts, data.escalationId);
    if (!escalation.ok) return escalation;
    const no = data.judgment === "in-error" ? undefined : refuseUndone(escalation.value);
    if (no) return failed(no);
    return ok([
      {
        type: "SuicidalityCleared",
        stream: participantStream(context.subjectId),
        signatureMeaning: meaning,
        data: {
          ...data,
          formKey: escalation.value.formKey,
          signatureId: context.newId(),
          ...signer(context),
        },
      },
    ]);
  },
});

function refuseUndone({ steps }: Escalation): Refusal | undefined {
  const done = steps.map(({ step }) => step);
  const missing = (["clinician", "safety-plan"] as const).find((step) => !done.includes(step));
  if (!missing) return undefined;
  const what =
    missing === "clinician"
      ? "no clinician has spoken to the participant yet"
      : "there is no safety plan yet";
  const message = `Cannot clear this: ${what}. Note it when it is done, or say that the answers were entered in error.`;
  return refusal("escalation-unfinished", message, cites);
}

function openEscalation({ participant }: Facts, escalationId: string): Result<Escalation, Refusal> {
  const { escalations } = participant.followUp;
  const escalation = Object.hasOwn(escalations, escalationId) ? escalations[escalationId] : undefined;
  const at = { path: "data.escalationId" };
  if (!escalation) {
    const message = "There is no escalation of this id.";
    return failed(refusal("no-such-escalation", message, cites, at));
  }
  if (!escalation.cleared) return ok(escalation);
  const message = "This escalation was cleared.";
  return failed(refusal("escalation-cleared", message, cites, { ...at, because: "conflict" }));
}
