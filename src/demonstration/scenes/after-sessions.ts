import { addDays } from "#kernel";
import { formKeyOf } from "#trial";
import type { Story } from "../agenda.ts";
import { entriesOf } from "../held-visit.ts";
import { at, doFor, later, stateOf, type Telling, today } from "../telling.ts";

/** In the evening after a call the participant rings back and tells more: what was written is corrected, and escalates. */
export function tellsOfSuicidality(visitId: string) {
  return async function* (telling: Telling): Story {
    const { site } = telling;
    const day = today(telling);
    yield at(telling, day, "18:05");
    const { version } = await stateOf(telling);
    const answers = {
      ideation1: true,
      ideation2: true,
      ideation3: true,
      ideation4: true,
      "physician-called-at": telling.clock.now(),
      "safety-plan": true,
      "contact-person-called": true,
    };
    await doFor(telling, {
      as: site.coordinator,
      type: "correct-items",
      data: { formKey: formKeyOf(visitId, "cssrs"), entries: entriesOf(answers) },
      reason: "Rang back in the evening and told of thoughts with some intent.",
      basedOn: version,
    });
    for (const { minutes, as, step, remark } of stepsOf(telling)) {
      yield later(telling, minutes);
      await takeStep(telling, as, step, remark);
    }
    yield at(telling, addDays(day, 1), "10:30");
    await takeStep(telling, site.leadTherapist, "next-contact", "Seen at the site with the brother.");
    yield at(telling, addDays(day, 2), "09:30");
    const [escalation] = Object.values((await stateOf(telling)).followUp.escalations);
    if (!escalation) throw new Error("The correction opened no escalation.");
    await doFor(telling, {
      as: site.investigator,
      type: "clear-suicidality",
      data: {
        escalationId: escalation.escalationId,
        judgment: "managed",
        words: { freeText: "No intent now, plan in hand, brother stays for the week. Weekly visits added." },
      },
    });
  };
}

function stepsOf({ site }: Telling) {
  return [
    { minutes: 20, as: site.physician, step: "clinician", remark: "Talked for half an hour by video." },
    { minutes: 25, as: site.coordinator, step: "contact-person", remark: "The brother is on his way." },
    { minutes: 40, as: site.leadTherapist, step: "safety-plan", remark: "Written together and sent." },
  ] as const;
}

async function takeStep(telling: Telling, as: string, step: string, remark: string): Promise<void> {
  const [escalation] = Object.values((await stateOf(telling)).followUp.escalations);
  const data = { escalationId: escalation?.escalationId, step, remark: { freeText: remark } };
  await doFor(telling, { as, type: "take-suicidality-step", data });
}

/** Three attempts at a call reach nobody; the contact person does. */
export function cannotBeReached(visitId: string) {
  return async function* (telling: Telling): Story {
    const { coordinator } = telling.site;
    const day = addDays(today(telling), 1);
    for (const time of ["08:20", "09:00", "09:40"]) {
      yield at(telling, day, time);
      await tryInVain(telling, visitId);
    }
    yield at(telling, day, "11:10");
    const [search] = Object.values((await stateOf(telling)).followUp.searches);
    if (!search) throw new Error("The attempts opened no search.");
    const { searchId } = search;
    const remark = { freeText: "The sister says that the telephone is broken; everything is well." };
    const step = { searchId, step: "contact-person", found: true, remark };
    await doFor(telling, { as: coordinator, type: "take-search-step", data: step });
    yield at(telling, day, "12:30");
    const closing = {
      searchId,
      outcome: "reached",
      remark: { freeText: "Rang from the sister's telephone." },
    };
    await doFor(telling, { as: coordinator, type: "close-search", data: closing });
  };
}

export function tryInVain(telling: Telling, visitId: string): Promise<void> {
  const data = { visitId, way: "telephone", reached: false };
  return doFor(telling, { as: telling.site.coordinator, type: "log-call-attempt", data });
}

/** Consent to recording was withdrawn: who holds the files deletes them. */
export async function* deletesRecordings(telling: Telling): Story {
  yield at(telling, addDays(today(telling), 6), "15:20");
  for (const { recordingId } of Object.values((await stateOf(telling)).recordings.recordings)) {
    const data = { recordingId, because: "consent-withdrawn", how: "Erased, and the key destroyed." };
    await doFor(telling, { as: telling.site.coTherapist, type: "delete-recording", data });
  }
}
