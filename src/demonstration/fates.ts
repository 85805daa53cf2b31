import type { ContactToLog, Fate } from "./fate.ts";
import { contactsOnly } from "./fates/contacts-only.ts";
import { inScreening } from "./fates/in-screening.ts";
import { takingPart } from "./fates/taking-part.ts";
import { personOf } from "./people.ts";

const continues: readonly ContactToLog[] = [
  {
    after: 0,
    outcome: "continues",
    note: "Heard of the study, wants to know more. Told of visits, dosing days and the two doses.",
  },
];

/** Everybody in the demonstration, and what becomes of them. Names are invented; any likeness is chance. */
export function fatesOf(seed: string): readonly Fate[] {
  return [...contactsOnly, ...inScreening, ...takingPart].map(([sketch, told]) => ({
    channel: "telephone",
    recruitmentSource: "study website",
    contacts: continues,
    ...told,
    person: personOf(seed, sketch),
  }));
}
