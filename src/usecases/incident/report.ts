import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import type { Source } from "#ledger";
import { commands } from "#trial";
import { execute } from "../command/execute.ts";
import type { CommandPorts } from "../command/ports.ts";
import { type Principal, systemUser } from "../command/principal.ts";
import type { PeoplePorts } from "../people/ports.ts";
import { later } from "../people/sessions.ts";
import type { Lists, ParticipantRow } from "../ports/lists.ts";
import { readReportCode, reportCodeOf } from "./report-code.ts";

export type ReportPorts = CommandPorts & PeoplePorts & { readonly lists: Lists };

/** A report as it came in: an envelope whose data are those of the command. */
export type SentReport = { readonly body: object; readonly source: Source };

const cites = "21 CFR 312.66; ICH E6(R3) 2.8.11";

/**
 * Files a report of whoever has the printed code, without a session. The answer is the same for every right code; wrong ones are counted by
 * how they begin, so that nobody stands in the way of somebody who has the paper.
 */
export async function reportByCode(
  ports: ReportPorts,
  { study, code }: { readonly study: StudyId; readonly code: string },
  sent: SentReport,
): Promise<Result<Record<string, never>, Refusal>> {
  const read = readReportCode(code);
  const no = await countAttempt(ports, `${study} ${read?.slice(0, 4) ?? "unreadable"}`);
  if (no) return failed(no);
  const whose = read && (await ownerOf(ports, study, read));
  if (!whose) {
    await ports.securityLog.write({ kind: "report-code-refused" });
    return failed(unknownCode());
  }
  return file(ports, study, whose, sent, "printed-code");
}

/** Files a report of the participant in whose hands a device is. The member of staff whose session it is has no part in it. */
export async function reportOnDevice(
  ports: ReportPorts,
  study: StudyId,
  participantId: string,
  sent: SentReport,
): Promise<Result<Record<string, never>, Refusal>> {
  const rows = await ports.lists.participants({ study, sites: "all" });
  const whose = rows.find((row) => row.participantId === participantId);
  return whose ? file(ports, study, whose, sent, "handed-over-device") : failed(unknownCode());
}

async function file(
  ports: ReportPorts,
  study: StudyId,
  { participantId, siteId }: ParticipantRow,
  { body, source }: SentReport,
  via: "printed-code" | "handed-over-device",
): Promise<Result<Record<string, never>, Refusal>> {
  const definition = commands.find(({ type }) => type === "report-incident");
  if (!definition) throw new Error("There is no command report-incident.");
  const { data = {}, ...envelope } = body as { readonly data?: object };
  const answer = await execute(ports, {
    definition,
    study,
    subjectId: participantId,
    body: { ...envelope, data: { ...data, via } },
    principal: reporter(siteId),
    source,
  });
  if (answer.ok) return ok({});
  if (answer.error.kind === "refusal") return failed(answer.error);
  throw new Error(`A report was not in its shape: ${JSON.stringify(answer.error.issues)}`);
}

/** The participant, by no account: an event of theirs names nobody. */
function reporter(siteId: ParticipantRow["siteId"]): Principal {
  return {
    user: systemUser,
    name: "Participant",
    isInstanceAdministrator: false,
    standings: [{ role: "participant", sites: [siteId] }],
  };
}

async function ownerOf(
  { lists, keys }: ReportPorts,
  study: StudyId,
  code: string,
): Promise<ParticipantRow | undefined> {
  const rows = await lists.participants({ study, sites: "all" });
  return rows.find(({ participantId }) => reportCodeOf(keys, study, participantId) === code);
}

// More than somebody in distress mistypes, and far from guessing 60 bits.
const mostAttempts = 20;

async function countAttempt(
  { accounts, clock, credentials, policy, securityLog }: ReportPorts,
  whose: string,
): Promise<Refusal | undefined> {
  const stranger = credentials.hashToken(`report ${whose}`).slice(0, 4);
  const now = clock.now();
  const limit = { most: mostAttempts, now, lockedUntil: later(now, policy.lockMinutes * 60_000) };
  const counted = await accounts.countAttempt({ stranger }, limit);
  if (counted.counted) return undefined;
  await securityLog.write({ kind: "report-code-limited" });
  const message =
    "Too many attempts in a short time. Telephone the independent person: the number is on the sheet with your code.";
  return refusal("too-many-attempts", message, cites, { because: "forbidden" });
}

function unknownCode(): Refusal {
  const message =
    "This is no code of this study. Compare it with your sheet; or telephone the independent person, whose number is on it.";
  return refusal("not-found", message, cites, { because: "not-found", path: "code" });
}
