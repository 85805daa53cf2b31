import { commands } from "#trial";
import { execute, systemUser } from "#usecases";
import type { Telling } from "../telling.ts";

/** The participant tells something by the printed code, round the site. */
export async function tellsInConfidence({ conduct, fate, siteId }: Telling): Promise<void> {
  const definition = commands.find(({ type }) => type === "report-incident");
  if (!definition) throw new Error("There is no command report-incident.");
  const { ports, study } = conduct;
  const answer = await execute(ports, {
    definition,
    study,
    subjectId: fate.person.participantId,
    principal: {
      user: systemUser,
      name: "Participant",
      isInstanceAdministrator: false,
      standings: [{ role: "participant", sites: [siteId] }],
    },
    source: { kind: "demonstration" },
    body: {
      commandId: ports.randomness.timedId(),
      zone: "UTC",
      data: {
        kinds: ["pressured"],
        via: "printed-code",
        words: { freeText: "I was told twice that the second session would be wasted if I did not cry." },
        callMe: { freeText: "By e-mail first, please." },
      },
    },
  });
  if (!answer.ok) throw new Error("The report was not taken.");
}
