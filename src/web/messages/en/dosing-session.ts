import { sessionConsole } from "./dosing-session/console.ts";
import { sessionEmergency } from "./dosing-session/emergency.ts";
import { sessionEnding } from "./dosing-session/ending.ts";
import { sessionEntry } from "./dosing-session/entry.ts";
import { sessionGate } from "./dosing-session/gate.ts";
import { sessionList } from "./dosing-session/list.ts";
import { sessionRecord } from "./dosing-session/record.ts";
import { sessionRoom } from "./dosing-session/room.ts";

/** Texts of the sessions of the treatment: before, during and after a dose. */
export const dosingSession = {
  console: sessionConsole,
  emergency: sessionEmergency,
  ending: sessionEnding,
  entry: sessionEntry,
  gate: sessionGate,
  list: sessionList,
  record: sessionRecord,
  room: sessionRoom,
};
