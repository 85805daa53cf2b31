import { addDays, type CalendarDate, type Instant } from "#kernel";
import { consentVersionInEffect, designVersionInEffect, mainConsent, signedHash } from "#trial";
import type { Story } from "../agenda.ts";
import { nameOf } from "../cast.ts";
import { fillForms } from "../filling.ts";
import { formsOf } from "../held-visit.ts";
import { workdayNear } from "../moments.ts";
import { at, designOf, doFor, later, stateOf, type Telling, today } from "../telling.ts";

/** Signs the consent form that is in effect at the site on this day. */
export async function signConsent(telling: Telling): Promise<void> {
  const { conduct, fate, site, siteId } = telling;
  const state = await conduct.site(siteId);
  const { design } = await conduct.design(designVersionInEffect(state, today(telling)) ?? "");
  const document = mainConsent(design);
  if (!document) throw new Error("The protocol has no consent form.");
  const { language, age } = fate.person;
  const inEffect = consentVersionInEffect(state, document.id, language, today(telling));
  const allows = age % 4 === 0 ? [] : document.optionalScopes;
  const data = {
    documentId: document.id,
    version: inEffect?.version,
    language,
    scopes: [...document.requiredScopes, ...allows],
    signedOn: today(telling),
    signedBy: age % 3 === 0 ? "handwritten-on-screen" : "ink-on-paper",
    discussedWith: nameOf(site.investigator),
    copyGiven: true,
  };
  await doFor(telling, { as: site.investigator, type: "sign-consent", data });
}

/** Screening: a visit that goes on over several days, as far as it got. */
export async function* screen(telling: Telling): Story {
  const { fate, site } = telling;
  yield later(telling, 30);
  const design = await designOf(telling, await stateOf(telling));
  const visitId = "at-screening";
  await doFor(telling, { as: site.coordinator, type: "start-visit", data: { visitId, mode: "in-person" } });
  const all = formsOf(design, "screening");
  const wanted = all.slice(0, Math.round(all.length * (fate.screened ?? 1)));
  const third = Math.ceil(all.length / 3);
  const first = today(telling);
  for (const [round, days] of [0, 3, 8].entries()) {
    const part = wanted.slice(round * third, (round + 1) * third);
    if (part.length === 0) return;
    if (days > 0) yield at(telling, workdayNear(addDays(first, days), {}), "09:30");
    const visit = { visitId, encounterId: "screening", began: telling.clock.now() };
    yield* fillForms(telling, visit, part, true);
  }
  if (wanted.length < all.length) return;
  yield later(telling, 20);
  await doFor(telling, { as: site.coordinator, type: "complete-visit", data: { visitId } });
}

/** What comes after screening: a failure, or the confirmation of every criterion and enrollment. @returns whether they take part */
export async function* decideOn(telling: Telling): AsyncGenerator<Instant, boolean, void> {
  const { fate, site } = telling;
  if (fate.screenFailure) {
    yield at(telling, workdayNear(addDays(today(telling), 2), {}), "15:30");
    const { criteria, why } = fate.screenFailure;
    const data = { criteria, why: { freeText: why } };
    await doFor(telling, { as: site.investigator, type: "fail-screening", data });
    return false;
  }
  if ((fate.screened ?? 1) < 1 || fate.upTo === "screened") return false;
  const screened = (await stateOf(telling)).enrollment.screeningStartedOn as CalendarDate;
  yield at(telling, workdayNear(addDays(screened, 28), {}), "09:00");
  await confirm(telling);
  if (fate.upTo === "confirmed") return false;
  yield later(telling, 10);
  await doFor(telling, { as: site.investigator, type: "enroll-participant", data: {} });
  return fate.upTo !== "enrolled";
}

async function confirm(telling: Telling): Promise<void> {
  const contentHash = signedHash(await stateOf(telling), { kind: "eligibility", id: "" });
  const data = { at: "enrollment", contentHash };
  await doFor(telling, { as: telling.site.investigator, type: "confirm-eligibility", data });
}
