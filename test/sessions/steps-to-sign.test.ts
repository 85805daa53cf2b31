import { expect, test } from "vitest";
import { doIn, dosed, later, type Room } from "../../src/trial/testing/session-room.ts";
import { smallPack } from "../../src/trial/testing/small-session.ts";
import { sessionTasks } from "../../src/usecases/projection/session-tasks.ts";

const toSign = ({ session }: Room) =>
  sessionTasks(smallPack.sessionId, session).filter(({ kind }) => kind === "session-steps-to-sign");

test("a step of an escalation that one person took alone stands on the worklist, from then until they signed it", () => {
  const crisis = doIn(later(dosed(), 30), "record-vitals", { values: { systolic: 185 } });
  const [running] = crisis.session.escalations;
  expect(toSign(crisis)).toEqual([]);
  const taken = doIn(crisis, "take-escalation-step", {
    ...{ escalationKey: running?.escalationKey, step: "call" },
    toBeSigned: true,
  });
  expect(toSign(taken)).toEqual([
    {
      key: "steps",
      kind: "session-steps-to-sign",
      roles: [
        ...["site-coordinator", "investigator", "sub-investigator"],
        ...["lead-therapist", "co-therapist", "session-attendant"],
      ],
      subject: { sessionId: smallPack.sessionId, visitId: smallPack.visitId },
    },
  ]);
  const ended = doIn(taken, "end-session", { ending: "emergency-transfer", destination: "County hospital" });
  expect(toSign(ended)).toHaveLength(1);
  const entries = ended.session.escalations.flatMap(({ steps }) => steps.map(({ entryId }) => entryId));
  expect(toSign(doIn(ended, "sign-session-steps", { entries }))).toEqual([]);
});
