import type { Encounter } from "#design";
import { type Instant, instantOf, millisecondsOf, sha256Hex } from "#kernel";
import type { HeldVisit } from "./held-visit.ts";
import { doFor, type Telling } from "./telling.ts";

const sampled: readonly Encounter["session"][] = ["preparation", "dosing", "integration"];

/** The one session of the story whose camera failed. */
const unrecorded = { key: "p04", encounterId: "v7" };

/** Gaps by whom and where: one that the participant asked for, one that nobody wanted. */
const gaps: readonly { readonly key: string; readonly encounterId: string; readonly why: string }[] = [
  { key: "p02", encounterId: "v5", why: "participant-asked" },
  { key: "p05", encounterId: "v10", why: "device-failed" },
];

/** Enters the recording of a session that was just held: its times, its file, who holds that. */
export async function recordSession(
  telling: Telling,
  { visitId, encounterId, began }: HeldVisit,
  session: Encounter["session"],
): Promise<void> {
  if (!sampled.includes(session)) return;
  const { site, conduct, clock, fate } = telling;
  const { key } = fate.person;
  const as = site.coTherapist;
  if (key === unrecorded.key && encounterId === unrecorded.encounterId) {
    const data = { visitId, why: "device-failed", remark: { freeText: "The camera did not start." } };
    return doFor(telling, { as, type: "note-unrecorded-session", data });
  }
  const sha256 = sha256Hex(`${key} ${visitId}`);
  const recordingId = conduct.ports.randomness.randomId();
  const hours = Math.max(1, (millisecondsOf(clock.now()) - millisecondsOf(began)) / 3_600_000);
  const data = {
    recordingId,
    visitId,
    device: session === "dosing" ? "Room camera, wide angle" : "Room camera",
    startedAt: began,
    stoppedAt: clock.now(),
    heldBy: [site.leadTherapist, site.coTherapist].map(conduct.userIdOf),
    file: {
      sha256,
      bytes: Math.round(hours * 900_000_000) + Number.parseInt(sha256.slice(0, 6), 16),
      custodian: "Recording archive (demonstration)",
      place: `Encrypted store, site ${site.number}`,
    },
  };
  await doFor(telling, { as, type: "start-recording", data });
  const gap = gaps.find((one) => one.key === key && one.encounterId === encounterId);
  if (!gap) return;
  const [from, until] = [minutesAfterBeginning(began, 50), minutesAfterBeginning(began, 62)];
  await doFor(telling, { as, type: "note-recording-gap", data: { recordingId, from, until, why: gap.why } });
}

function minutesAfterBeginning(began: Instant, minutes: number): Instant {
  return instantOf(millisecondsOf(began) + minutes * 60_000);
}
