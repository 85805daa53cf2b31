import { z } from "zod";
import { type ConsentDocument, type ConsentScope, consentScope, type StudyDesign, visitName } from "#design";
import type { CalendarDate } from "#kernel";
import { hasLeft, type ParticipantState, stageOf } from "../participant.ts";
import type { SiteState } from "../site/evolve.ts";
import type { Around } from "../view-around.ts";
import { consentCurrency } from "./currency.ts";
import { type ConsentState, newestSignature, scopeStanding } from "./evolve.ts";

/** Where a consent form stands, in a word. `partly-withdrawn`: some of what taking part requires was taken back, not all. */
export const consentSummary = z.enum([
  "current",
  "sign-again",
  "never-signed",
  "partly-withdrawn",
  "withdrawn",
  "version-outdated",
]);
export type ConsentSummary = z.infer<typeof consentSummary>;

/** What stands of consent today: each form, each scope, and all that was signed and taken back. */
export const consentView = z.object({
  documents: z.array(
    z.object({
      documentId: z.string(),
      name: z.string(),
      state: consentSummary,
      /** Since when it has lapsed, or was taken back. */
      since: z.string().nullable(),
      signedVersion: z.string().nullable(),
      newerVersion: z.string().nullable(),
      signAgainBy: z.string().nullable(),
      requiredScopes: z.array(consentScope),
      optionalScopes: z.array(consentScope),
      /** The encounters that ask for this form; none: taking part at all does. */
      neededFor: z.array(z.string()),
    }),
  ),
  scopes: z.array(
    z.object({
      scope: consentScope,
      standing: z.enum(["agreed", "declined", "withdrawn", "never-asked"]),
      since: z.string().nullable(),
    }),
  ),
  signed: z.array(
    z.object({
      consentId: z.string(),
      documentId: z.string(),
      version: z.string(),
      language: z.string(),
      signedOn: z.string(),
      scopes: z.array(consentScope),
      signedBy: z.enum(["ink-on-paper", "handwritten-on-screen"]),
      discussedWith: z.string(),
      impartialWitness: z.string().nullable(),
      recordedAt: z.string(),
    }),
  ),
  withdrawals: z.array(
    z.object({
      scopes: z.array(consentScope),
      effectiveOn: z.string(),
      toldBy: z.enum(["participant", "representative"]),
      why: z.string().nullable(),
      recordedAt: z.string(),
    }),
  ),
});
export type ConsentView = z.infer<typeof consentView>;

export function viewConsent(state: ParticipantState, around: Around): ConsentView {
  const { consent } = state;
  const { design, today } = around;
  return {
    documents: design.design.consents.map((document) => viewDocument(document, state, around)),
    scopes: consentScope.options.map((scope) => {
      const standing = scopeStanding(consent, scope, today, documentsAsking(design.design, scope));
      return {
        scope,
        standing: standing.standing,
        since: standing.standing === "withdrawn" ? standing.since : null,
      };
    }),
    signed: consent.signed.map((signed) => ({
      consentId: signed.consentId,
      documentId: signed.documentId,
      version: signed.version,
      language: signed.language,
      signedOn: signed.signedOn,
      scopes: [...signed.scopes],
      signedBy: signed.signedBy,
      discussedWith: signed.discussedWith,
      impartialWitness: signed.impartialWitness ?? null,
      recordedAt: signed.recordedAt,
    })),
    withdrawals: consent.withdrawals.map(({ scopes, effectiveOn, toldBy, why, recordedAt }) => ({
      scopes: [...scopes],
      effectiveOn,
      toldBy,
      why: why?.freeText ?? null,
      recordedAt,
    })),
  };
}

function viewDocument(
  document: ConsentDocument,
  state: ParticipantState,
  { design, site, today }: Around,
): ConsentView["documents"][number] {
  const { consent } = state;
  const currency = consentCurrency(document, site, consent, today);
  const summary = summarizeConsent(document, { site, consent, today, hasLeft: hasLeft(stageOf(state)) });
  const toSign = summary === "sign-again" && currency.current ? currency : undefined;
  const signed = newestSignature(consent, today, ({ documentId }) => documentId === document.id);
  return {
    documentId: document.id,
    name: document.name,
    state: summary,
    since: currency.current || summary === "current" ? null : currency.since,
    signedVersion: signed?.version ?? null,
    newerVersion: toSign?.newerVersion ?? null,
    signAgainBy: toSign?.signAgainBy ?? null,
    requiredScopes: [...document.requiredScopes],
    optionalScopes: [...document.optionalScopes],
    neededFor: document.neededFor.map((id) => visitName(design, id)),
  };
}

type Standing = {
  readonly site: SiteState;
  readonly consent: ConsentState;
  readonly today: CalendarDate;
  /** New versions are not put to those who have left the study. */
  readonly hasLeft: boolean;
};

export function summarizeConsent(
  document: ConsentDocument,
  { site, consent, today, hasLeft }: Standing,
): ConsentSummary {
  const currency = consentCurrency(document, site, consent, today);
  const isOvertaken = currency.current ? currency.newerVersion !== null : currency.why === "version-outdated";
  if (hasLeft && isOvertaken) return "current";
  if (currency.current) return currency.newerVersion ? "sign-again" : "current";
  if (currency.why !== "withdrawn") return currency.why;
  const standings = document.requiredScopes.map(
    (scope) => scopeStanding(consent, scope, today, [document.id]).standing,
  );
  return standings.includes("agreed") ? "partly-withdrawn" : "withdrawn";
}

function documentsAsking({ consents }: StudyDesign, scope: ConsentScope): readonly string[] {
  return consents
    .filter(({ requiredScopes, optionalScopes }) => [...requiredScopes, ...optionalScopes].includes(scope))
    .map(({ id }) => id);
}
