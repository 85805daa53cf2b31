import type { Form, Role } from "#design";
import { fillingsWanted, formKeyOf, guesserOf, repeatOf, signedHash } from "#trial";
import type { Story } from "./agenda.ts";
import type { Answers } from "./answers/answering.ts";
import { sessionObservation, sessionVitalSigns, supplementalDecision } from "./answers/dosing-day.ts";
import { answersTo } from "./answers/index-of-forms.ts";
import type { DemonstrationSite } from "./cast.ts";
import { minutesAfter } from "./demonstration-clock.ts";
import { type SessionForm, type SessionPlan, untilDose } from "./dosing-session.ts";
import { minutesFor } from "./durations.ts";
import { answeringAt, entriesOf, type HeldVisit } from "./held-visit.ts";
import { enterMedications, recordEffects, signEvents } from "./logs/keep-logs.ts";
import { startRating, submitRating } from "./rating.ts";
import { designOf, doFor, isConsentCurrent, later, stateOf, type Telling } from "./telling.ts";

/** Fills forms of a visit in their order, each in the time that it takes. */
export async function* fillForms(
  telling: Telling,
  visit: HeldVisit,
  forms: readonly Form[],
  isSigned: boolean,
): Story {
  for (const form of forms) {
    if (form.id === "safety-review") yield* keepLogs(telling, visit);
    const isRater = form.completedBy === "independent-rater";
    if (isRater && (await reaches(telling, visit, form))) await startRating(telling, visit, form.id);
    for (const filling of fillingsWanted(form)) {
      yield later(telling, minutesFor(form.id));
      await fillOrSkip(telling, visit, form, () => answersFor(telling, visit, form), filling);
    }
    if (isSigned) await sign(telling, visit, form);
  }
}

/** Fills the forms of a dosing day, each at its minute of the session. */
export async function* fillSession(telling: Telling, visit: HeldVisit, plan: SessionPlan): Story {
  const countOf = new Map<string, number>();
  for (const planned of plan.forms) {
    const { form, minute } = planned;
    const repeat = (countOf.get(form.id) ?? 0) + 1;
    countOf.set(form.id, repeat);
    yield minutesAfter(visit.began, untilDose + minute);
    if (form.id === "safety-review") yield* keepLogs(telling, visit);
    await fillOrSkip(telling, visit, form, () => sessionAnswers(telling, visit, planned, plan), repeat);
    await sign(telling, visit, form);
    if (form.id === "session-effects") yield* recordEffects(telling, visit);
    if (!planned.point || !(await isAlert(telling, formKeyOf(visit.visitId, form.id, repeat)))) continue;
    countOf.set(form.id, repeat + 1);
    yield* measureAgain(telling, visit, planned, repeat + 1);
  }
}

async function isAlert(telling: Telling, formKey: string): Promise<boolean> {
  return (await stateOf(telling)).forms[formKey]?.derived["alert"] === true;
}

/** Beyond a threshold of alert the reading is repeated after five minutes; here it has then passed. */
async function* measureAgain(
  telling: Telling,
  visit: HeldVisit,
  { form, minute, point }: SessionForm,
  repeat: number,
): Story {
  yield minutesAfter(visit.began, untilDose + minute + 5);
  const again = { timePoint: "recheck", minute: (point?.minute ?? minute) + 5 };
  const reading = sessionVitalSigns(await answeringAt(telling, visit), again);
  await submit(telling, form, formKeyOf(visit.visitId, form.id, repeat), { ...reading, systolic: 156 });
}

/** What stands in the logs is up to date before somebody says that it is. */
async function* keepLogs(telling: Telling, { encounterId }: HeldVisit): Story {
  if (encounterId === "screening") yield* enterMedications(telling);
  else yield* signEvents(telling);
}

/** Whether consent reaches as far as this form. */
async function reaches(telling: Telling, { encounterId }: HeldVisit, form: Form): Promise<boolean> {
  if (form.safetyAssessment) return true;
  const design = await designOf(telling, await stateOf(telling));
  return isConsentCurrent(telling, design.encounters.get(encounterId));
}

/** Where consent was taken back, only safety assessments go on; every other form says why it is empty. */
async function fillOrSkip(
  telling: Telling,
  visit: HeldVisit,
  form: Form,
  answers: () => Promise<Answers>,
  repeat = 1,
): Promise<void> {
  const formKey = formKeyOf(visit.visitId, form.id, repeat);
  if (!(await reaches(telling, visit, form))) {
    const why = { freeText: "Consent does not reach this far now; safety assessments alone go on." };
    const data = { formKey, why };
    await doFor(telling, { as: telling.site.coordinator, type: "mark-form-not-done", data });
  } else if (form.completedBy === "independent-rater") await submitRating(telling, visit, form.id);
  else await submit(telling, form, formKey, await answers());
}

async function answersFor({ fate, ...telling }: Telling, visit: HeldVisit, form: Form): Promise<Answers> {
  const answers = answersTo[form.id];
  if (!answers) throw new Error(`The demonstration has no answers to ${form.id}.`);
  const drawn = answers(await answeringAt({ fate, ...telling }, visit));
  return { ...drawn, ...fate.answers?.[form.id], ...fate.answersAt?.[visit.encounterId]?.[form.id] };
}

async function sessionAnswers(
  telling: Telling,
  visit: HeldVisit,
  { form, point }: SessionForm,
  { isSupplemented }: SessionPlan,
): Promise<Answers> {
  if (form.id === "supplemental-decision")
    return supplementalDecision(await answeringAt(telling, visit), isSupplemented);
  if (!point) return answersFor(telling, visit, form);
  const answering = await answeringAt(telling, visit);
  return form.id === "session-vital-signs"
    ? sessionVitalSigns(answering, point)
    : sessionObservation(answering, point);
}

async function submit(telling: Telling, form: Form, formKey: string, answers: Answers): Promise<void> {
  const { conduct, fate, site, siteId } = telling;
  const data = { formKey, entries: entriesOf(answers) };
  if (form.completedBy !== "participant")
    return doFor(telling, { as: writerOf(site, form, repeatOf(formKey)), type: "submit-form", data });
  const participant = fate.person.participantId;
  const handedOver = { study: conduct.study, site: siteId, participant, formKey };
  await doFor(telling, { as: site.coordinator, type: "hand-over-device", data: { formKey } });
  await doFor(telling, { as: site.coordinator, type: "submit-form", data, handedOver });
  await doFor(telling, { as: site.coordinator, type: "take-back-device", data: { formKey } });
}

/** Signs a submitted form in each role that the protocol wants on it; a rater has signed by handing in. */
async function sign(telling: Telling, visit: HeldVisit, form: Form): Promise<void> {
  const target = { kind: "form" as const, id: formKeyOf(visit.visitId, form.id) };
  for (const { role, meaning } of form.signedBy) {
    const as = signerOf(telling.site, role);
    const contentHash = as && signedHash(await stateOf(telling), target);
    if (!as || !contentHash) continue;
    await doFor(telling, { as, type: "sign-record", actingAs: role, data: { target, meaning, contentHash } });
  }
}

export function writerOf(site: DemonstrationSite, form: Form, filling = 1): string {
  const { completedBy, signedBy } = form;
  if (guesserOf(form, filling) === "co-therapist") return site.coTherapist;
  if (completedBy === "therapist") return site.leadTherapist;
  if (completedBy === "pharmacist") return site.pharmacist;
  if (signedBy.some(({ role }) => role === "sub-investigator")) return site.physician;
  return site.coordinator;
}

function signerOf(site: DemonstrationSite, role: Role): string | undefined {
  switch (role) {
    case "investigator":
      return site.investigator;
    case "sub-investigator":
      return site.physician;
    case "lead-therapist":
      return site.leadTherapist;
    case "co-therapist":
      return site.coTherapist;
    default:
      return undefined;
  }
}
