import type { ContactToLog, Fate } from "./fate.ts";
import { contactsOnly } from "./fates/contacts-only.ts";
import { inFollowUp } from "./fates/in-follow-up.ts";
import { inScreening } from "./fates/in-screening.ts";
import { inTreatment } from "./fates/in-treatment.ts";
import { personOf } from "./people.ts";

const continues: readonly ContactToLog[] = [
  {
    after: 0,
    outcome: "continues",
    note: "Heard of the study, wants to know more. Told of visits, dosing days and the two doses.",
  },
];

/** Everybody in the demonstration, and what becomes of them. Their names say of themselves that nobody bears them. */
export function fatesOf(seed: string): readonly Fate[] {
  return [...contactsOnly, ...inScreening, ...inFollowUp, ...inTreatment].map(([sketch, told]) => ({
    channel: "telephone",
    recruitmentSource: "study website",
    contacts: continues,
    ...told,
    person: personOf(seed, sketch),
  }));
}
