import type { Role } from "#design";
import { type CommandId, contentHash, type StudyId, type UserId, type ZoneId } from "#kernel";
import type { Source } from "#ledger";
import { type Context, studyStream } from "#trial";
import { composeAppend } from "../command/compose-append.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";

/** Who, or what, brings an event about that no command of a person decides. */
export type Agent = {
  readonly user: UserId;
  readonly name: string;
  readonly role: Role;
  readonly source: Source;
};

const mostTries = 10;

/** Writes an event to the study's own stream: an export that was taken, a restore. */
export async function appendToStudy(
  ports: CommandPorts,
  study: StudyId,
  event: { readonly type: string; readonly data: unknown },
  { user, name, role, source }: Agent,
): Promise<void> {
  const scope = { study, sites: "all" } as const;
  const commandId = ports.randomness.timedId() as CommandId;
  for (let tries = 0; tries < mostTries; tries++) {
    const { facts, streams } = await loadFacts(ports, scope, "study", study, {});
    const now = ports.clock.now();
    const context: Context = {
      study,
      subjectId: study,
      now,
      occurredAt: now,
      zone: "UTC" as ZoneId,
      user,
      userName: name,
      role,
      sites: "all",
      newId: ports.randomness.randomId,
      newToken: ports.randomness.token,
    };
    const key = { id: commandId, user, hash: contentHash(event) };
    const decided = { scope, key, source, commandId, context, facts, streams };
    const { append } = await composeAppend(ports, decided, [{ ...event, stream: studyStream(study) }]);
    const { outcome } = await ports.store.append(append);
    if (outcome === "appended") return;
  }
  throw new Error(`Cannot write ${event.type}: the study's stream kept moving.`);
}
