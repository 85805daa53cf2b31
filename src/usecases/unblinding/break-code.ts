import { failed, type InvalidInput, ok, type Refusal, type Result, refusal } from "#kernel";
import { commands, type OpenedArm, openArm } from "#trial";
import { type CommandRequest, execute } from "../command/execute.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";

/**
 * Whose hands the device is in. An arm is shown on the device of who asks alone: not on one that was handed over to a participant, nor on
 * the tablet of a session, which others look at.
 */
export type DeviceUse = "own" | "handed-over" | "session-tablet";

export type UnblindingRequest = Omit<CommandRequest, "definition" | "identity"> & {
  readonly deviceUse: DeviceUse;
};

/** The arm, for who asked and for nobody else, and how the participant is called. */
export type OpenedCode = {
  readonly arm: OpenedArm;
  readonly number: string;
  readonly randomizationNumber: string;
  readonly repeated: boolean;
};

export type UnblindingAnswer = Result<OpenedCode, Refusal | InvalidInput>;

/**
 * Breaks a participant's code: first it is on record that it was broken, then the arm is opened for the person who asked. The same person
 * who sends the same command again, because the answer was lost on the way, gets it again.
 */
export function breakCode(ports: CommandPorts, request: UnblindingRequest): Promise<UnblindingAnswer> {
  return openAfter(ports, request, "break-code");
}

/** The same for the report of one serious, unexpected, suspected adverse reaction. */
export function unblindForSafety(ports: CommandPorts, request: UnblindingRequest): Promise<UnblindingAnswer> {
  return openAfter(ports, request, "unblind-for-safety");
}

async function openAfter(
  ports: CommandPorts,
  { deviceUse, ...request }: UnblindingRequest,
  type: "break-code" | "unblind-for-safety",
): Promise<UnblindingAnswer> {
  const no = refuseDevice(deviceUse);
  if (no) return failed(no);
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  const done = await execute(ports, { ...request, definition });
  if (!done.ok) return done;
  const { study, subjectId } = request;
  const sealed = { ...ports, ...ports.sealed };
  const { facts } = await loadFacts(sealed, { study, sites: "all" }, "participant", subjectId, {
    sealed: true,
  });
  if (!facts.sealed) throw new Error("What is sealed was not loaded.");
  const { number, randomized } = facts.participant.enrollment;
  return ok({
    arm: openArm(facts.sealed, facts.design, subjectId),
    number: number ?? "",
    randomizationNumber: randomized?.randomizationNumber ?? "",
    repeated: done.value.repeated,
  });
}

function refuseDevice(use: DeviceUse): Refusal | undefined {
  if (use === "own") return undefined;
  const message =
    "An arm is never shown on a device that a participant or a session uses. Use your own device, or the page for emergencies on any other.";
  return refusal("not-on-this-device", message, "protocol, unblinding; ICH E6(R3) 4.1.4", {
    because: "forbidden",
  });
}
