import type { CliCommand } from "../command.ts";
import { adverseEvents } from "./adverse-events.ts";
import { agreement } from "./agreement.ts";
import { backup } from "./backup.ts";
import { blinding } from "./blinding.ts";
import { demo } from "./demo.ts";
import { designCommands } from "./design.ts";
import { exportLedger } from "./export.ts";
import { extract } from "./extract.ts";
import { kits } from "./kits.ts";
import { checkpoint, rebuild, rotateKey } from "./maintenance.ts";
import { randomizationCommands } from "./randomization.ts";
import { read } from "./read.ts";
import { recordings } from "./recordings.ts";
import { restore } from "./restore.ts";
import { scoreInstrument } from "./score.ts";
import { serve } from "./serve.ts";
import { emergencyEnvelopes, unblindings } from "./unblinding.ts";
import { users } from "./users.ts";
import { verify } from "./verify.ts";

/** All commands, in the order in which the overview lists them. */
export const commands: readonly CliCommand[] = [
  serve,
  demo,
  ...users,
  ...designCommands,
  scoreInstrument,
  agreement,
  adverseEvents,
  recordings,
  ...randomizationCommands,
  verify,
  exportLedger,
  read,
  emergencyEnvelopes,
  unblindings,
  ...kits,
  blinding,
  extract,
  checkpoint,
  rotateKey,
  backup,
  restore,
  rebuild,
];
