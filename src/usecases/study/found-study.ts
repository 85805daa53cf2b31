import { type CalendarDate, type CommandId, contentHash, type StudyId, type ZoneId } from "#kernel";
import type { Source } from "#ledger";
import {
  type Context,
  type NewEvent,
  noParticipant,
  noRating,
  noSession,
  noSite,
  noStaff,
  noStudy,
  staffStream,
  studyStream,
} from "#trial";
import { composeAppend } from "../command/compose-append.ts";
import type { CommandPorts } from "../command/ports.ts";
import type { Account } from "../ports/accounts.ts";

export type NewStudy = {
  readonly name: string;
  readonly protocolId: string;
  readonly isDemonstration: boolean;
  readonly studyId?: StudyId;
};

/** Makes a study, with its founder as its administrator. Its ledger begins here. */
export async function foundStudy(
  ports: CommandPorts,
  founder: Account,
  { name, protocolId, isDemonstration, studyId }: NewStudy,
  source: Source,
): Promise<StudyId> {
  const study = studyId ?? (ports.randomness.randomId() as StudyId);
  const now = ports.clock.now();
  const context: Context = {
    study,
    subjectId: study,
    now,
    occurredAt: now,
    zone: "UTC" as ZoneId,
    user: founder.userId,
    userName: founder.name,
    role: "administrator",
    sites: "all",
    newId: ports.randomness.randomId,
    newToken: ports.randomness.token,
  };
  const staff = staffStream(founder.userId);
  const grant = { grantId: context.newId(), role: "administrator", from: now.slice(0, 10) as CalendarDate };
  const events: readonly NewEvent[] = [
    { type: "StudyFounded", stream: studyStream(study), data: { name, protocolId, isDemonstration } },
    { type: "StaffMemberAdded", stream: staff, data: { name: founder.name } },
    { type: "RoleGranted", stream: staff, data: grant },
  ];
  const facts = {
    study: noStudy,
    site: noSite,
    siteId: null,
    otherSite: noSite,
    staff: noStaff,
    participant: noParticipant,
    rating: noRating,
    session: noSession,
    raters: [],
    designs: () => undefined,
  };
  const commandId = ports.randomness.timedId() as CommandId;
  const scope = { study, sites: "all" } as const;
  const key = { id: commandId, user: founder.userId, hash: contentHash({ name, protocolId }) };
  const { append } = await composeAppend(
    ports,
    { scope, key, source, commandId, context, facts, streams: new Map() },
    events,
  );
  const { outcome } = await ports.store.append(append);
  if (outcome !== "appended") throw new Error(`Cannot found the study: its id ${study} is taken.`);
  return study;
}
