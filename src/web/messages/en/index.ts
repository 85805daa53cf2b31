import { account } from "./account.ts";
import { administration } from "./administration.ts";
import { blinding, closed } from "./closed.ts";
import { common } from "./common.ts";
import { design } from "./design.ts";
import { forms } from "./forms.ts";
import { ledger } from "./ledger.ts";
import { participants } from "./participants.ts";
import { ratings } from "./ratings.ts";
import { shell } from "./shell.ts";
import { signing } from "./signing.ts";
import { words } from "./words.ts";
import { deviations, queries, worklist } from "./worklist.ts";

/** Every text of the app in English. Another language has the same shape. */
export const english = {
  account,
  administration,
  blinding,
  closed,
  common,
  design,
  deviations,
  forms,
  ledger,
  participants,
  queries,
  ratings,
  shell,
  signing,
  words,
  worklist,
};
