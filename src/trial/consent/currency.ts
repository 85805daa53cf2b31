import type { ConsentDocument, ConsentScope, StudyDesign } from "#design";
import { addDays, type CalendarDate } from "#kernel";
import {
  type ApprovedConsent,
  consentApprovals,
  consentVersionInEffect,
  type SiteState,
} from "../site/evolve.ts";
import { type ConsentState, newestSignature, type SignedConsent, scopeStanding } from "./evolve.ts";

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
 * Consent is current when all that is needed stands and the newest version signed is the one in effect at the site, or
 * a newer one need not be signed yet. A minor change never asks for a new signature (ICH E6(R3) 2.8.3).
 * @param scopes what is needed of the document; without them, all that taking part requires
 */
export function consentCurrency(
  document: ConsentDocument,
  site: SiteState,
  state: ConsentState,
  on: CalendarDate,
  scopes: readonly ConsentScope[] = document.requiredScopes,
): ConsentCurrency {
  const signed = newestSignature(state, on, ({ documentId }) => documentId === document.id);
  if (!signed) return { current: false, why: "never-signed", since: null };
  for (const scope of document.requiredScopes.filter((required) => scopes.includes(required))) {
    const standing = scopeStanding(state, scope, on, [document.id]);
    if (standing.standing === "withdrawn") return { current: false, why: "withdrawn", since: standing.since };
    if (standing.standing !== "agreed") return { current: false, why: "never-signed", since: null };
  }
  const signAgainBy = lastDayToSign(document, site, signed, on);
  const newest = consentVersionInEffect(site, document.id, signed.language, on)?.version;
  if (signAgainBy === undefined || newest === undefined || newest === signed.version) {
    return { current: true, signAgainBy: null, newerVersion: null };
  }
  if (on <= signAgainBy) return { current: true, signAgainBy, newerVersion: newest };
  return { current: false, why: "version-outdated", since: addDays(signAgainBy, 1) };
}

/** The earliest day by which a version that took effect since was to be signed: a later version puts none of them off. */
function lastDayToSign(
  document: ConsentDocument,
  site: SiteState,
  { version, language }: SignedConsent,
  on: CalendarDate,
): CalendarDate | undefined {
  return consentApprovals(site, document.id, language)
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .filter((approved) => asksForSignature(document, version, approved))
    .map(({ reconsentBy, effectiveFrom }) => reconsentBy ?? effectiveFrom)
    .sort()[0];
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

/**
 * Whether those who signed a version sign one that was approved. One that this version of the protocol does not know yet came
 * with a later one: then the committee says so, by the day that it set.
 */
function asksForSignature(
  document: ConsentDocument,
  signed: string,
  { version: approved, reconsentBy }: ApprovedConsent,
): boolean {
  const isKnown = document.versions.some(({ version }) => version === approved);
  if (!isKnown) return reconsentBy !== undefined && approved !== signed;
  return isMajorChange(document, signed, approved);
}

/** Whether there is a major change after one version, up to another. */
export function isMajorChange({ versions }: ConsentDocument, from: string, to: string): boolean {
  const names = versions.map(({ version }) => version);
  return versions
    .slice(names.indexOf(from) + 1, names.indexOf(to) + 1)
    .some(({ change }) => change === "major");
}
