import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { ace } from "./ace/ace.ts";
import { audit } from "./audit/audit.ts";
import { bdiIi } from "./bdi-ii/bdi-ii.ts";
import { cSsrs } from "./c-ssrs/c-ssrs.ts";
import { caps5PastMonth, caps5PastWeek, caps5WorstMonth } from "./caps-5/caps-5.ts";
import { capsIv } from "./caps-iv/caps-iv.ts";
import type { Instrument } from "./definition.ts";
import { desIi } from "./des-ii/des-ii.ts";
import { dudit } from "./dudit/dudit.ts";
import { eq5d5l } from "./eq-5d-5l/eq-5d-5l.ts";
import { gad7 } from "./gad-7/gad-7.ts";
import { describeValue } from "./item.ts";
import { lec5 } from "./lec-5/lec-5.ts";
import { pcl5 } from "./pcl-5/pcl-5.ts";
import { phq9 } from "./phq-9/phq-9.ts";
import { sds } from "./sds/sds.ts";

/** Every instrument by its id. */
export const instruments: ReadonlyMap<string, Instrument> = new Map(
  [
    caps5PastMonth,
    caps5PastWeek,
    caps5WorstMonth,
    capsIv,
    pcl5,
    lec5,
    phq9,
    gad7,
    desIi,
    audit,
    dudit,
    ace,
    sds,
    bdiIi,
    cSsrs,
    eq5d5l,
  ].map((instrument) => [instrument.definition.id, instrument]),
);

/**
 * The instrument of that id, abbreviation, title or other usual spelling; case, spaces and hyphens do not
 * matter. `CAPS-5` is the past-month version; a name that older or other versions bear too (BDI, DES, EQ-5D) is
 * not guessed at. Invalid input says which instruments there are.
 *
 * @example findInstrument("pcl5") // => the PCL-5
 */
export function findInstrument(name: string): Result<Instrument, InvalidInput> {
  const found = typeof name === "string" ? bySpelling.get(spelling(name)) : undefined;
  if (found) return ok(found);
  const message = `there is no instrument ${describeValue(name)}; there are ${[...instruments.keys()].join(", ")}`;
  return failed(invalidInput({ path: "", message }));
}

/** The spellings under which an instrument is found, in the form in which they are compared. */
export function spellingsOf({ definition }: Instrument): readonly string[] {
  const { id, abbreviation, title, aliases } = definition;
  return [...new Set([id, abbreviation, title, ...aliases].map(spelling))];
}

const bySpelling: ReadonlyMap<string, Instrument> = new Map(
  [...instruments.values()].flatMap((one) => spellingsOf(one).map((name) => [name, one] as const)),
);

function spelling(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, "");
}
