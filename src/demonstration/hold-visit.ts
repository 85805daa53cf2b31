import type { CompiledDesign, Form, Role } from "#design";
import { formKeyOf, signedHash } from "#trial";
import type { Story } from "./agenda.ts";
import type { Answering, Answers } from "./answers/answering.ts";
import { sessionGrid, sessionObservation, sessionVitalSigns } from "./answers/dosing-day.ts";
import { answersTo } from "./answers/index-of-forms.ts";
import type { DemonstrationSite } from "./cast.ts";
import { answeringAt, entriesOf, type HeldVisit } from "./held-visit.ts";
import { rate } from "./rating.ts";
import { designOf, doFor, isConsentCurrent, later, stateOf, type Telling } from "./telling.ts";

/** Holds a visit that was planned: begins it, fills its forms one after the other, signs what is signed, completes it. */
export async function* holdVisit(
  telling: Telling,
  { visitId, encounterId }: Omit<HeldVisit, "began">,
  options: { readonly isLeftOpen: boolean; readonly isSigned: boolean },
): Story {
  const state = await stateOf(telling);
  const design = await designOf(telling, state);
  const encounter = design.encounters.get(encounterId);
  const mode = state.visits.visits[visitId]?.mode ?? encounter?.contactModes[0] ?? "in-person";
  const host = hostOf(telling.site, encounter?.session);
  await doFor(telling, { as: host, type: "start-visit", data: { visitId, encounterId, mode } });
  const visit = { visitId, encounterId, began: telling.clock.now() };
  const forms = formsOf(design, encounterId);
  const wanted = options.isLeftOpen ? forms.slice(0, Math.ceil(forms.length / 2)) : forms;
  yield* fillForms(telling, visit, wanted, options.isSigned);
  if (options.isLeftOpen) return;
  yield later(telling, 5);
  await doFor(telling, { as: host, type: "complete-visit", data: { visitId } });
}

/** The forms of an encounter that are filled at it; logs are kept beside. */
export function formsOf(design: CompiledDesign, encounterId: string): readonly Form[] {
  return (design.formsAtEncounter.get(encounterId) ?? []).flatMap((id) => {
    const form = design.forms.get(id)?.form;
    return form && !form.log ? [form] : [];
  });
}

/** Fills forms of a visit in their order, a few minutes each. */
export async function* fillForms(
  telling: Telling,
  visit: HeldVisit,
  forms: readonly Form[],
  isSigned: boolean,
): Story {
  for (const form of forms) {
    yield later(telling, form.completedBy === "independent-rater" ? 20 : 3);
    if (!form.safetyAssessment && !(await isConsentCurrent(telling))) {
      const why = { freeText: "Consent was withdrawn; safety assessments alone go on." };
      const data = { formKey: formKeyOf(visit.visitId, form.id), why };
      await doFor(telling, { as: telling.site.coordinator, type: "mark-form-not-done", data });
    } else if (form.completedBy === "independent-rater") await rate(telling, visit, form);
    else await fill(telling, visit, form);
    if (isSigned) await sign(telling, visit, form);
  }
}

async function fill(telling: Telling, visit: HeldVisit, form: Form): Promise<void> {
  const answering = await answeringAt(telling, visit);
  for (const [index, answers] of fillingsOf(telling, form, answering).entries()) {
    const formKey = formKeyOf(visit.visitId, form.id, index + 1);
    const data = { formKey, entries: entriesOf(answers) };
    if (form.completedBy !== "participant") {
      await doFor(telling, { as: writerOf(telling.site, form), type: "submit-form", data });
      continue;
    }
    const { conduct, fate, site, siteId } = telling;
    const participant = fate.person.participantId;
    const handedOver = { study: conduct.study, site: siteId, participant, formKey };
    await doFor(telling, { as: site.coordinator, type: "hand-over-device", data: { formKey } });
    await doFor(telling, { as: site.coordinator, type: "submit-form", data, handedOver });
    await doFor(telling, { as: site.coordinator, type: "take-back-device", data: { formKey } });
  }
}

/** All fillings of a form at a visit: one, or one for each point of a session's grid. */
function fillingsOf({ fate }: Telling, form: Form, answering: Answering): readonly Answers[] {
  if (form.id === "session-vital-signs")
    return sessionGrid.map((point) => sessionVitalSigns(answering, point));
  if (form.id === "session-observation")
    return sessionGrid.map((point) => sessionObservation(answering, point));
  const answers = answersTo[form.id];
  if (!answers) throw new Error(`The demonstration has no answers to ${form.id}.`);
  return [{ ...answers(answering), ...fate.answers?.[form.id] }];
}

/** Signs a submitted form in each role that the protocol wants on it; a rater has signed by handing in. */
export async function sign(telling: Telling, visit: HeldVisit, form: Form): Promise<void> {
  const target = { kind: "form" as const, id: formKeyOf(visit.visitId, form.id) };
  for (const { role, meaning } of form.signedBy) {
    const as = signerOf(telling.site, role);
    const contentHash = as && signedHash(await stateOf(telling), target);
    if (!as || !contentHash) continue;
    await doFor(telling, { as, type: "sign-record", actingAs: role, data: { target, meaning, contentHash } });
  }
}

function hostOf(site: DemonstrationSite, session: string | undefined): string {
  return session === "preparation" || session === "dosing" || session === "integration"
    ? site.leadTherapist
    : site.coordinator;
}

function writerOf(site: DemonstrationSite, { completedBy, signedBy }: Form): string {
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
