import type { Instant } from "#kernel";
import { signIn, signInToDemonstration } from "#usecases";
import type { Story } from "./agenda.ts";
import type { DemonstrationPorts } from "./conduct.ts";

const device = "Demonstration";

/** What is tried at the door in the last hour, and stands in the security log. */
export async function* knocks(ports: DemonstrationPorts, end: Instant): Story {
  yield end;
  const tries = [
    { username: "nora.coordinator", password: "wrong on purpose" },
    { username: "nora.coordinator", password: "wrong once more" },
    { username: "root", password: "root" },
    { username: "admin", password: "admin" },
    { username: "marlow.participant", password: "let me in" },
  ];
  for (const { username, password } of tries) {
    const step = await signIn(ports, { username, password, device });
    if (step.ok) throw new Error(`${username} was let in.`);
  }
  const stranger = await signInToDemonstration(ports, { username: "nobody.demonstration", device });
  if (stranger.ok) throw new Error("Somebody was let in who is not of the demonstration.");
}
