import { account } from "./account.ts";
import { administration } from "./administration.ts";
import { afterSessions } from "./after-sessions.ts";
import { blinding, closed } from "./closed.ts";
import { common } from "./common.ts";
import { design } from "./design.ts";
import { dosingSession } from "./dosing-session.ts";
import { forms } from "./forms.ts";
import { incidents, report } from "./incidents.ts";
import { kits } from "./kits.ts";
import { ledger } from "./ledger.ts";
import { offline } from "./offline.ts";
import { participants } from "./participants.ts";
import { randomization } from "./randomization.ts";
import { raters } from "./raters.ts";
import { ratings } from "./ratings.ts";
import { recordings, reviews } from "./recordings.ts";
import { adverseEvents, manual, safetyRecords, training } from "./safety.ts";
import { shell } from "./shell.ts";
import { signing } from "./signing.ts";
import { unblinding } from "./unblinding.ts";
import { words } from "./words.ts";
import { deviations, queries, worklist } from "./worklist.ts";

/** Every text of the app in English. Another language has the same shape. */
export const english = {
  account,
  adverseEvents,
  administration,
  afterSessions,
  blinding,
  closed,
  common,
  design,
  deviations,
  dosingSession,
  forms,
  incidents,
  kits,
  ledger,
  manual,
  offline,
  participants,
  queries,
  raters,
  randomization,
  ratings,
  safetyRecords,
  recordings,
  report,
  reviews,
  shell,
  signing,
  training,
  unblinding,
  words,
  worklist,
};
