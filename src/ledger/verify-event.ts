import type { StudyId } from "#kernel";
import { type EventFrame, parseFrame, readFrame } from "./event-frame.ts";
import type { FiledEvent } from "./filed.ts";
import type { Finding, LedgerToVerify, VerificationTools } from "./verify.ts";
import type { Position } from "./walk-records.ts";

/** What the event's own text says. In a database all of the text is read, because the application will. */
export function frameOf({ canonical }: FiledEvent, { isInDatabase }: LedgerToVerify): EventFrame | undefined {
  return isInDatabase ? parseFrame(canonical) : readFrame(canonical);
}

type Fault =
  | "event-altered"
  | "event-unreadable"
  | "event-misfiled"
  | "events-missing"
  | "chain-broken"
  | "event-unknown"
  | "command-altered";

/** What is wrong with one event: its hash, its place, its link to the one before it, the command that it is filed under. */
export function eventFinding(
  filed: FiledEvent,
  frame: EventFrame | undefined,
  study: StudyId,
  position: Position,
  tools: VerificationTools,
): Finding | undefined {
  const fault = faultOf(filed, frame, study, position, tools);
  if (fault === undefined) return undefined;
  const { stream, version } = filed;
  return { stream, version, code: fault, message: messageOf(fault, filed, frame, position) };
}

function faultOf(
  filed: FiledEvent,
  frame: EventFrame | undefined,
  study: StudyId,
  position: Position,
  { sha256, isKnown }: VerificationTools,
): Fault | undefined {
  if (!(filed.isGenuine ?? sha256(filed.canonical) === filed.hash)) return "event-altered";
  if (!frame) return "event-unreadable";
  if (frame.study !== study || frame.stream !== filed.stream || frame.version !== filed.version)
    return "event-misfiled";
  if (filed.version !== position.version + 1) return "events-missing";
  if (frame.previousHash !== position.hash) return "chain-broken";
  if (isKnown && !isKnown(frame)) return "event-unknown";
  if (filed.command !== undefined && !isFiledUnderItsCommand(filed.command, frame)) return "command-altered";
  return undefined;
}

function messageOf(
  fault: Fault,
  { stream, version }: FiledEvent,
  frame: EventFrame | undefined,
  position: Position,
): string {
  const place = `Event ${version} of ${stream}`;
  switch (fault) {
    case "event-altered":
      return `${place} was altered: its text no longer has its hash.`;
    case "event-unreadable":
      return `${place} cannot be read.`;
    case "event-misfiled":
      return `${place} is in the wrong place: it is event ${frame?.version} of ${frame?.stream} in study ${frame?.study}.`;
    case "events-missing":
      return `Events are missing or out of order: after event ${position.version} of ${stream} stands event ${version}.`;
    case "chain-broken":
      return `${place} does not follow the event that stands before it.`;
    case "event-unknown":
      return `${place} is of a kind that this version of Vigil does not know: ${frame?.type}, version ${frame?.schemaVersion} of its data. Verify with a newer version.`;
    case "command-altered":
      return `${place} is filed under a command that is not its own.`;
  }
}

/** The first event of a command bears the hash of what was asked; it, and no other, is filed under the command. */
function isFiledUnderItsCommand(
  command: NonNullable<FiledEvent["command"]> | null,
  { commandId, commandHash }: EventFrame,
): boolean {
  if (commandHash === undefined) return command === null;
  return command !== null && command.id === commandId && command.hash === commandHash;
}
