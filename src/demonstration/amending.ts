import type { StudyDesign } from "#design";
import { addDays, type CalendarDate, type Instant, type SiteId } from "#kernel";
import type { Story } from "./agenda.ts";
import { amendedConsent, amendedDesign, amendedVersion } from "./amendment.ts";
import { administrator, type DemonstrationSite } from "./cast.ts";
import type { Conduct } from "./conduct.ts";
import { confirmParameters } from "./founding.ts";
import { dayAt, daysBefore, instantAt } from "./moments.ts";
import { at, dayFromEnd, doFor, later, type Telling } from "./telling.ts";

type Amending = {
  readonly conduct: Conduct;
  /** The version before. */
  readonly design: StudyDesign;
  readonly site: DemonstrationSite;
  readonly siteId: SiteId;
  readonly end: Instant;
};

// In days before the end. The English form was approved with the protocol, the Spanish one when it was translated.
const published = 62;
const confirmed = 58;
const inEffect = { en: 42, es: 20 } as const;

/** Protocol 1.1: published, its numbers confirmed, and approved at one of the two sites. */
export async function* amending({ conduct, design, site, siteId, end }: Amending): Story {
  const day = (before: number): CalendarDate => dayAt(daysBefore(end, before), site.zone);
  const at = (before: number, time: string): Instant => instantAt(day(before), time, site.zone);
  const amended = amendedDesign(design, day(published));
  yield at(published, "12:00");
  await conduct.act({
    as: administrator.username,
    type: "publish-design",
    data: { design: amended, summary: "Amendment 1: fluids on dosing days, after a low sodium." },
  });
  yield at(confirmed, "12:00");
  await confirmParameters(conduct, amended);
  yield at(inEffect.en + 1, "12:00");
  const approval = { committee: site.committee, approvedOn: addDays(day(inEffect.en), -2) };
  await conduct.act({
    as: site.investigator,
    type: "approve-design-version",
    about: siteId,
    zone: site.zone,
    data: { version: amendedVersion, ...approval, effectiveFrom: day(inEffect.en) },
  });
  for (const [language, before] of Object.entries(inEffect)) {
    yield at(before + 1, "12:10");
    const [approvedOn, effectiveFrom] = [addDays(day(before), -2), day(before)];
    const data = {
      documentId: "main-consent",
      version: amendedConsent,
      language,
      committee: site.committee,
      approvedOn,
      effectiveFrom,
      reconsentBy: addDays(effectiveFrom, 29),
    };
    await conduct.act({
      as: site.investigator,
      type: "approve-consent-version",
      about: siteId,
      zone: site.zone,
      data,
    });
  }
}

/** Signs the new consent form; whoever is in treatment may then move to the amended protocol. */
export async function* reconsenting(telling: Telling): Story {
  const { reconsent, person } = telling.fate;
  if (!reconsent) return;
  const signedOn = dayFromEnd(telling, reconsent.inDays);
  yield at(telling, signedOn, "14:30");
  const { site, conduct } = telling;
  const state = await conduct.participant(person.participantId);
  const before = state.consent.signed.at(-1);
  if (!before) throw new Error(`${person.key} has signed nothing that could be signed anew.`);
  const { documentId, language, scopes, discussedWith } = before;
  const signed = { documentId, version: amendedConsent, language, scopes, signedOn, discussedWith };
  const data = { ...signed, signedBy: "ink-on-paper", copyGiven: true };
  await doFor(telling, { as: site.investigator, type: "sign-consent", data });
  if (!reconsent.migrates) return;
  yield later(telling, 25);
  await doFor(telling, {
    as: site.investigator,
    type: "migrate-participant",
    data: { toVersion: amendedVersion },
  });
}
