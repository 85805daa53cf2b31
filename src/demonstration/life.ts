import { addDays, type CalendarDate, type Instant } from "#kernel";
import { scheduleOf, signedHash, visitIdFor } from "#trial";
import type { Story } from "./agenda.ts";
import type { ContactToLog, Fate } from "./fate.ts";
import { fillForms, formsOf, holdVisit } from "./hold-visit.ts";
import { dayAt, daysBefore, workdayNear } from "./moments.ts";
import { requestRatings } from "./rating.ts";
import { at, designOf, doFor, isConsentCurrent, later, stateOf, type Telling, today } from "./telling.ts";

/** One participant's story from the first call on, for as long as there is time. */
export async function* lifeOf(telling: Telling, now: Instant): Story {
  const { fate, site } = telling;
  const first = dayAt(daysBefore(now, fate.since), site.zone);
  for (const contact of fate.contacts) {
    yield at(telling, workdayNear(addDays(first, contact.after), {}), "10:05");
    await logContact(telling, contact);
    if (contact.after === 0) await noteIdentity(telling);
  }
  if (fate.consentAfter === undefined) return;
  yield at(telling, workdayNear(addDays(first, fate.consentAfter), {}), "09:00");
  await signConsent(telling);
  yield* screen(telling);
  if (fate.screenFailure) {
    yield at(telling, workdayNear(addDays(today(telling), 2), {}), "15:30");
    const { criteria, why } = fate.screenFailure;
    await doFor(telling, {
      as: site.investigator,
      type: "fail-screening",
      data: { criteria, why: { freeText: why } },
    });
    return;
  }
  if ((fate.screened ?? 1) < 1 || fate.upTo === "screened") return;
  const screened = (await stateOf(telling)).enrollment.screeningStartedOn as CalendarDate;
  yield at(telling, workdayNear(addDays(screened, 28), {}), "09:00");
  await confirm(telling);
  if (fate.upTo === "confirmed") return;
  yield later(telling, 10);
  await doFor(telling, { as: site.investigator, type: "enroll-participant", data: {} });
  yield* takePart(telling);
}

async function logContact({ siteId, ...telling }: Telling, contact: ContactToLog): Promise<void> {
  const { fate, site } = telling;
  const { person, channel, recruitmentSource } = fate;
  const { outcome, failReasons = [], note } = contact;
  await doFor(
    { siteId, ...telling },
    {
      as: site.coordinator,
      type: "log-contact",
      data: {
        siteId,
        channel: contact.after === 0 ? channel : "telephone",
        recruitmentSource,
        referredBy: channel === "referral" ? "clinician" : "self",
        language: person.language,
        ageBand: bandOf(person.age),
        outcome,
        failReasons,
        note: { freeText: note },
      },
    },
  );
}

function bandOf(age: number): string {
  if (age < 18) return "under-18";
  if (age < 30) return "18-29";
  if (age < 45) return "30-44";
  return age < 60 ? "45-59" : "60-and-over";
}

async function noteIdentity({ conduct, fate, site, clock }: Telling): Promise<void> {
  const { person } = fate;
  const year = Number(clock.now().slice(0, 4)) - person.age - 1;
  await conduct.identify(site.coordinator, person.participantId, {
    "given-name": person.givenName,
    "family-name": person.familyName,
    "birth-date": `${year}-0${1 + (person.age % 9)}-1${person.age % 10}`,
    telephone:
      site.country === "US"
        ? `+1 202 555 01${10 + (person.age % 89)}`
        : `+44 20 7946 09${10 + (person.age % 89)}`,
    "e-mail": `${person.givenName}.${person.familyName}@example.org`.toLowerCase(),
  });
}

async function signConsent(telling: Telling): Promise<void> {
  const { fate, site } = telling;
  const design = await designOf(telling, await stateOf(telling));
  const document = design.design.consents.find(({ neededFor }) => neededFor.length === 0);
  if (!document) throw new Error("The protocol has no consent form.");
  const allows = fate.person.age % 4 === 0 ? [] : document.optionalScopes;
  await doFor(telling, {
    as: site.investigator,
    type: "sign-consent",
    data: {
      documentId: document.id,
      version: document.versions[0]?.version,
      language: fate.person.language,
      scopes: [...document.requiredScopes, ...allows],
      signedOn: today(telling),
      signedBy: "ink-on-paper",
      discussedWith: site.investigator,
      copyGiven: true,
    },
  });
}

/** Screening: a visit that goes on over several days, as far as it got. */
async function* screen(telling: Telling): Story {
  const { fate, site } = telling;
  yield later(telling, 30);
  const design = await designOf(telling, await stateOf(telling));
  const visitId = "at-screening";
  await doFor(telling, { as: site.coordinator, type: "start-visit", data: { visitId, mode: "in-person" } });
  const visit = { visitId, encounterId: "screening", began: telling.clock.now() };
  const all = formsOf(design, "screening");
  const wanted = all.slice(0, Math.round(all.length * (fate.screened ?? 1)));
  const third = Math.ceil(all.length / 3);
  const first = today(telling);
  for (const [round, days] of [0, 3, 8].entries()) {
    const part = wanted.slice(round * third, (round + 1) * third);
    if (part.length === 0) return;
    if (days > 0) yield at(telling, workdayNear(addDays(first, days), {}), "09:30");
    yield* fillForms(telling, visit, part, true);
  }
  if (wanted.length < all.length) return;
  yield later(telling, 20);
  await doFor(telling, { as: site.coordinator, type: "complete-visit", data: { visitId } });
}

async function confirm(telling: Telling): Promise<void> {
  const contentHash = signedHash(await stateOf(telling), { kind: "eligibility", id: "" });
  const data = { at: "enrollment", contentHash };
  await doFor(telling, { as: telling.site.investigator, type: "confirm-eligibility", data });
}

/** From enrollment on: the next visit that is due is planned, and held on its day. */
async function* takePart(telling: Telling): Story {
  const { fate, site } = telling;
  for (;;) {
    const state = await stateOf(telling);
    const design = await designOf(telling, state);
    const open = scheduleOf(state, design, site.zone).points.flatMap(
      ({ plan, encounterId, actual, ...point }) =>
        actual === undefined && encounterId !== undefined && plan.kind === "planned" && plan.firm
          ? [{ ...point, plan, encounterId }]
          : [],
    );
    const next = open.sort((a, b) => (a.plan.target ?? "").localeCompare(b.plan.target ?? ""))[0];
    if (!next) return;
    const { encounterId, instanceId, occurrence, plan } = next;
    const visitId = visitIdFor(instanceId, occurrence);
    const special = fate.visits?.[encounterId];
    const isDosing = design.encounters.get(encounterId)?.session === "dosing";
    const wanted = plan.target ?? today(telling);
    const day = workdayNear(wanted, plan, isDosing ? (weekday) => weekday >= 1 && weekday <= 4 : undefined);
    const mode = design.encounters.get(encounterId)?.contactModes[0] ?? "in-person";
    const moment = at(telling, day, isDosing ? "08:30" : "10:00");
    const plannedFor = moment > telling.clock.now() ? moment : later(telling, 30);
    await doFor(telling, {
      as: site.coordinator,
      type: "schedule-visit",
      data: { instanceId, plannedFor, mode },
    });
    const forms = formsOf(design, encounterId);
    if (await isConsentCurrent(telling)) await requestRatings(telling, visitId, forms, plannedFor);
    else if (!design.encounters.get(encounterId)?.safetyAssessment) return;
    yield plannedFor;
    if (special?.kind === "missed") {
      await doFor(telling, {
        as: site.coordinator,
        type: "miss-visit",
        data: { visitId, why: { freeText: special.why } },
      });
      continue;
    }
    if (special?.kind === "late" || special?.kind === "moved") {
      const base = special.kind === "late" ? (plan.latest ?? day) : day;
      const moved = at(telling, addDays(base, special.days), "11:00");
      const data = { visitId, plannedFor: moved, why: { freeText: special.why } };
      await doFor(telling, { as: site.coordinator, type: "reschedule-visit", data });
      yield moved;
    }
    const isLeftOpen = special?.kind === "left-open";
    yield* holdVisit(telling, { visitId, encounterId }, { isLeftOpen, isSigned: true });
    if (isLeftOpen) return;
    yield later(telling, 15);
    if (yield* leave(telling, encounterId)) return;
  }
}

/** Whether the participant leaves after this visit; consent is taken back first where the fate says so. */
async function* leave(telling: Telling, encounterId: string): AsyncGenerator<Instant, boolean, void> {
  const { fate, site } = telling;
  const { withdrawal, end }: Fate = fate;
  if (withdrawal?.after === encounterId) {
    const { scopes, why } = withdrawal;
    const data = { scopes, effectiveOn: today(telling), toldBy: "participant", why: { freeText: why } };
    await doFor(telling, { as: site.coordinator, type: "withdraw-consent", data });
    yield later(telling, 10);
  }
  if (end?.after !== encounterId) return false;
  const data = { reason: end.reason, endedOn: today(telling), note: { freeText: end.note } };
  await doFor(telling, { as: site.investigator, type: "end-participation", data });
  return true;
}
