import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { refuseAfterEnd } from "../refusals.ts";
import { onlineSigner } from "../signature/decide.ts";
import { participantStream } from "../streams.ts";
import { doseLevelEvents } from "./events.ts";
import { type DosingSession, dosingSession, kitsHere, refuseOver, stockOf } from "./session.ts";

const cites = "Protocol, dosing sessions; ICH E6(R3) 2.7.1";

/**
 * An investigator decides, by signature and before kits are assigned, at which level the participant is dosed. It is asked and answered
 * alike in every arm. Where the protocol has one level there is nothing to decide.
 */
export const decideDoseLevel = defineCommand({
  type: "decide-dose-level",
  subject: "participant",
  merge: "adds",
  needsReauthentication: true,
  stock: "read",
  data: doseLevelEvents.DoseLevelDecided.data.pick({ visitId: true, level: true, because: true }),
  decide: (facts, data, context) => {
    const found = dosingSession(facts, data.visitId);
    if (!found.ok) return found;
    const session = found.value;
    const no = refuseLevel(facts, session, data.level);
    if (no) return failed(no);
    return ok([
      {
        type: "DoseLevelDecided",
        stream: participantStream(context.subjectId),
        signatureMeaning: `I have reviewed the earlier sessions and decide on the level ${data.level} for ${session.name}.`,
        data: { ...data, signatureId: context.newId(), ...onlineSigner(context) },
      },
    ]);
  },
});

function refuseLevel(facts: Facts, session: DosingSession, level: string): Refusal | undefined {
  const { levels, name } = session;
  const act = "decide on the level";
  const no = refuseAfterEnd(facts, act) ?? refuseOver(session, act);
  if (no) return no;
  const at = { path: "data.level" };
  if (levels.length === 1) {
    const message = `There is nothing to decide: ${name} is held at level ${levels[0]}.`;
    return refusal("level-fixed", message, cites, at);
  }
  if (!levels.includes(level)) {
    const message = `${name} is held at level ${levels.join(" or ")}, not ${level}.`;
    return refusal("no-such-level", message, cites, at);
  }
  const isAsked = kitsHere(session, stockOf(facts)).length > 0 || session.session.awaited.length > 0;
  if (!isAsked) return undefined;
  const message = `The kits of ${name} were asked for at level ${session.session.assignedLevel}. Withdraw them before the level is changed.`;
  return refusal("kits-assigned", message, cites, { because: "conflict" });
}
