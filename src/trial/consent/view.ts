import { z } from "zod";
import { type ConsentScope, consentScope, type StudyDesign } from "#design";
import type { ParticipantState } from "../participant.ts";
import type { Around } from "../view-around.ts";
import { consentCurrency } from "./currency.ts";
import { newestSignature, scopeStanding } from "./evolve.ts";

/** What stands of consent today: each form, each scope, and all that was signed and taken back. */
export const consentView = z.object({
  documents: z.array(
    z.object({
      documentId: z.string(),
      name: z.string(),
      state: z.enum(["current", "sign-again", "never-signed", "withdrawn", "version-outdated"]),
      signedVersion: z.string().nullable(),
      newerVersion: z.string().nullable(),
      signAgainBy: z.string().nullable(),
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
      scopes: z.array(z.string()),
    }),
  ),
  withdrawals: z.array(
    z.object({ scopes: z.array(z.string()), effectiveOn: z.string(), recordedAt: z.string() }),
  ),
});
export type ConsentView = z.infer<typeof consentView>;

export function viewConsent({ consent }: ParticipantState, { design, site, today }: Around): ConsentView {
  return {
    documents: design.design.consents.map((document) => {
      const currency = consentCurrency(document, site, consent, today);
      const signed = newestSignature(consent, today, ({ documentId }) => documentId === document.id);
      return {
        documentId: document.id,
        name: document.name,
        state: currency.current ? (currency.newerVersion ? "sign-again" : "current") : currency.why,
        signedVersion: signed?.version ?? null,
        newerVersion: currency.current ? currency.newerVersion : null,
        signAgainBy: currency.current ? currency.signAgainBy : null,
      };
    }),
    scopes: consentScope.options.map((scope) => {
      const standing = scopeStanding(consent, scope, today, documentsAsking(design.design, scope));
      return {
        scope,
        standing: standing.standing,
        since: standing.standing === "withdrawn" ? standing.since : null,
      };
    }),
    signed: consent.signed.map(({ consentId, documentId, version, language, signedOn, scopes }) => ({
      consentId,
      documentId,
      version,
      language,
      signedOn,
      scopes: [...scopes],
    })),
    withdrawals: consent.withdrawals.map(({ scopes, effectiveOn, recordedAt }) => ({
      scopes: [...scopes],
      effectiveOn,
      recordedAt,
    })),
  };
}

function documentsAsking({ consents }: StudyDesign, scope: ConsentScope): readonly string[] {
  return consents
    .filter(({ requiredScopes, optionalScopes }) => [...requiredScopes, ...optionalScopes].includes(scope))
    .map(({ id }) => id);
}
