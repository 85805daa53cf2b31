import type { ConsentDocument, StudyDesign } from "#design";
import { addDays, type CalendarDate } from "#kernel";
import { consentVersionInEffect, type SiteState } from "../site/evolve.ts";
import { type ConsentState, scopeStanding } from "./evolve.ts";

/** Whether study procedures may go on for a participant on a day, as far as consent goes. */
export type ConsentCurrency =
  | {
      readonly current: true;
      readonly signAgainBy: CalendarDate | null;
      readonly newerVersion: string | null;
    }
  | {
      readonly current: false;
      readonly why: "never-signed" | "withdrawn" | "version-outdated";
      readonly since: CalendarDate | null;
    };

/**
 * Consent is current when the newest version signed is the one in effect at the site, or when a newer one
 * need not be signed yet. A minor change never asks for a new signature (ICH E6(R3) 2.8.3).
 */
export function consentCurrency(
  document: ConsentDocument,
  site: SiteState,
  state: ConsentState,
  on: CalendarDate,
): ConsentCurrency {
  const signed = state.signed
    .filter(({ documentId, signedOn }) => documentId === document.id && signedOn <= on)
    .at(-1);
  if (!signed) return { current: false, why: "never-signed", since: null };
  for (const scope of document.requiredScopes) {
    const standing = scopeStanding(state, scope, on);
    if (standing.standing === "withdrawn") return { current: false, why: "withdrawn", since: standing.since };
    if (standing.standing !== "agreed") return { current: false, why: "never-signed", since: null };
  }
  const newest = consentVersionInEffect(site, document.id, signed.language, on);
  if (
    !newest ||
    newest.version === signed.version ||
    !asksForSignature(document, signed.version, newest.version)
  ) {
    return { current: true, signAgainBy: null, newerVersion: null };
  }
  const signAgainBy = newest.reconsentBy ?? newest.effectiveFrom;
  if (on <= signAgainBy) return { current: true, signAgainBy, newerVersion: newest.version };
  return { current: false, why: "version-outdated", since: addDays(signAgainBy, 1) };
}

/** The consent to taking part at all: the one that no single encounter asks for. */
export function mainConsent({ consents }: StudyDesign): ConsentDocument | undefined {
  return consents.find(({ neededFor }) => neededFor.length === 0);
}

/** The consents that an encounter needs: the main one, and those asked for it alone. */
export function consentsFor(
  design: StudyDesign,
  encounterId: string | undefined,
): readonly ConsentDocument[] {
  const main = mainConsent(design);
  const special = design.consents.filter(
    ({ neededFor }) => encounterId !== undefined && neededFor.includes(encounterId),
  );
  return main ? [main, ...special] : special;
}

/** Whether there is a major change after the signed version, up to the newest one. */
function asksForSignature(document: ConsentDocument, signed: string, newest: string): boolean {
  const versions = document.versions.map(({ version }) => version);
  const between = document.versions.slice(versions.indexOf(signed) + 1, versions.indexOf(newest) + 1);
  return between.some(({ change }) => change === "major");
}
