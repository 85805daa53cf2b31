import type { CommandDefinition } from "../command.ts";
import {
  beginTouch,
  changeEyeshades,
  changeMusic,
  endTouch,
  giveMedication,
  revokeTouch,
  signSessionSteps,
  takeNote,
} from "./conduct-commands.ts";
import { decideSupplemental, openSessionKit, recordDose } from "./dose-commands.ts";
import { changeEffect, noteEffect } from "./effect-commands.ts";
import { assessReadiness, checkNight, endSession, releaseMorning, takeOverNight } from "./ending-commands.ts";
import { resolveEscalation, startEscalation, takeEscalationStep } from "./escalation-commands.ts";
import { openGate, overrideGateLine } from "./gate-commands.ts";
import {
  omitMeasurement,
  rateDistress,
  recordProbes,
  recordVitals,
  strikeEntry,
} from "./measurement-commands.ts";
import {
  confirmPhysicianReach,
  confirmSessionIdentity,
  enterSession,
  leaveSession,
} from "./people-commands.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionRule } from "./session-facts.ts";
import { answerEventTask } from "./task-commands.ts";

const all = [
  enterSession,
  leaveSession,
  confirmPhysicianReach,
  confirmSessionIdentity,
  overrideGateLine,
  openGate,
  openSessionKit,
  decideSupplemental,
  recordDose,
  recordVitals,
  recordProbes,
  omitMeasurement,
  rateDistress,
  strikeEntry,
  noteEffect,
  changeEffect,
  changeMusic,
  changeEyeshades,
  beginTouch,
  endTouch,
  revokeTouch,
  takeNote,
  giveMedication,
  signSessionSteps,
  startEscalation,
  takeEscalationStep,
  resolveEscalation,
  answerEventTask,
  assessReadiness,
  endSession,
  takeOverNight,
  checkNight,
  releaseMorning,
] as unknown as readonly SessionCommand[];

/** Every command of a session that is open. */
export const sessionCommands: readonly CommandDefinition[] = all.map(({ command }) => command);

/** The rule of each, by the type of its command, for a device that holds a session. */
export const sessionRules: Readonly<Record<string, SessionRule<unknown>>> = Object.fromEntries(
  all.map(({ command, rule }) => [command.type, rule as SessionRule<unknown>]),
);
