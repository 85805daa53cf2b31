import { addDays, type CalendarDate } from "#kernel";
import type { Story } from "../agenda.ts";
import type { ContactToLog } from "../fate.ts";
import { workdayNear } from "../moments.ts";
import type { Person } from "../person.ts";
import { at, dayFromEnd, doFor, type Telling, today } from "../telling.ts";

/** The day of the first call. */
export function firstDayOf(telling: Telling): CalendarDate {
  return dayFromEnd(telling, -telling.fate.since);
}

/** The calls before consent. */
export async function* contacts(telling: Telling): Story {
  for (const contact of telling.fate.contacts) {
    yield at(telling, workdayNear(addDays(firstDayOf(telling), contact.after), {}), "10:05");
    await logContact(telling, contact);
    if (contact.after === 0) await noteIdentity(telling);
  }
}

async function logContact(telling: Telling, contact: ContactToLog): Promise<void> {
  const { person, channel, recruitmentSource } = telling.fate;
  const { outcome, failReasons = [], note } = contact;
  const data = {
    siteId: telling.siteId,
    channel: contact.after === 0 ? channel : "telephone",
    recruitmentSource,
    referredBy: channel === "referral" ? "clinician" : "self",
    language: person.language,
    ageBand: bandOf(person.age),
    outcome,
    failReasons,
    note: { freeText: note },
  };
  await doFor(telling, { as: telling.site.coordinator, type: "log-contact", data });
}

function bandOf(age: number): string {
  if (age < 18) return "under-18";
  if (age < 30) return "18-29";
  if (age < 45) return "30-44";
  return age < 60 ? "45-59" : "60-and-over";
}

/** Numbers and addresses that belong to nobody: reserved for fiction, and by RFC 2606. */
async function noteIdentity(telling: Telling): Promise<void> {
  const { conduct, fate, site } = telling;
  const { person } = fate;
  const digits = 10 + (person.age % 89);
  await conduct.identify(site.coordinator, person.participantId, {
    "given-name": person.givenName,
    "family-name": person.familyName,
    "birth-date": birthDateOf(person, addDays(today(telling), fate.consentAfter ?? 0)),
    telephone: site.country === "US" ? `+1 202 555 01${digits}` : `+44 20 7946 09${digits}`,
    "e-mail": `${person.givenName}.${person.familyName}@example.org`.toLowerCase(),
  });
}

/** A birthday that makes them as old on the day as it is said. */
function birthDateOf({ age }: Person, on: CalendarDate): string {
  const birthday = `0${1 + (age % 9)}-1${age % 10}`;
  const hasPassed = birthday <= on.slice(5);
  return `${Number(on.slice(0, 4)) - age - (hasPassed ? 0 : 1)}-${birthday}`;
}
