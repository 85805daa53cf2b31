import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConsentDocument } from "#design";
import { addDays, type CalendarDate } from "#kernel";
import { type ApprovedConsent, noSite, type SiteState } from "../site/evolve.ts";
import { consentCurrency } from "./currency.ts";
import type { ConsentState } from "./evolve.ts";

const first = "2026-01-01" as CalendarDate;
const day = (offset: number): CalendarDate => addDays(first, offset);
const changes = ["initial", "major", "minor", "major", "minor"] as const;

const document: ConsentDocument = {
  id: "main",
  name: "Consent",
  requiredScopes: ["drug"],
  optionalScopes: [],
  neededFor: [],
  mustState: [],
  versions: changes.map((change, index) => ({
    version: String(index + 1),
    change,
    summary: "Changes.",
    languages: ["en"],
  })),
};

/** Approvals of version after version, each taking effect after the one before; with or without a day to sign by. */
const approvals = fc
  .array(
    fc.record({ wait: fc.integer({ min: 1, max: 20 }), grace: fc.option(fc.integer({ min: 0, max: 30 })) }),
    { minLength: 1, maxLength: changes.length },
  )
  .map((all) => {
    let offset = -1;
    return all.map(({ wait, grace }, index): ApprovedConsent => {
      offset += wait;
      return {
        documentId: "main",
        version: String(index + 1),
        language: "en",
        committee: "Committee",
        approvedOn: first,
        effectiveFrom: day(offset),
        ...(grace === null ? {} : { reconsentBy: day(offset + grace) }),
      };
    });
  });

function siteWith(consents: readonly ApprovedConsent[]): SiteState {
  return { ...noSite, open: true, consents };
}

function signedOnce(version: number, offset: number): ConsentState {
  const signature = {
    consentId: "c",
    documentId: "main",
    version: String(version),
    language: "en",
    scopes: ["drug"],
    signedOn: day(offset),
    signedBy: "ink-on-paper",
    discussedWith: "Somebody",
    copyGiven: true,
    recordedAt: "2026-01-01T00:00:00.000Z",
    recordedBy: "somebody",
    recordedIn: 1,
  };
  return { signed: [signature as ConsentState["signed"][number]], withdrawals: [] };
}

const aVersion = fc.integer({ min: 1, max: changes.length });
const aDay = fc.integer({ min: 0, max: 150 });

describe("the currency of consent", () => {
  test("is never won by the approval of a newer version", () => {
    fc.assert(
      fc.property(approvals, aVersion, aDay, aDay, (all, version, signed, on) => {
        const state = signedOnce(version, signed);
        const before = consentCurrency(document, siteWith(all.slice(0, -1)), state, day(on));
        const after = consentCurrency(document, siteWith(all), state, day(on));
        expect(!before.current && after.current).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("is never won by the mere passing of days", () => {
    fc.assert(
      fc.property(approvals, aVersion, aDay, fc.integer({ min: 1, max: 60 }), (all, version, on, more) => {
        const state = signedOnce(version, 0);
        const before = consentCurrency(document, siteWith(all), state, day(on));
        const after = consentCurrency(document, siteWith(all), state, day(on + more));
        expect(!before.current && after.current).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("is always won by a signature to the version in effect", () => {
    fc.assert(
      fc.property(approvals, aDay, (all, on) => {
        const inEffect = all.filter(({ effectiveFrom }) => effectiveFrom <= day(on)).length;
        fc.pre(inEffect > 0);
        const { current } = consentCurrency(document, siteWith(all), signedOnce(inEffect, on), day(on));
        expect(current).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("is lost to a major change on the day after the last one to sign, and to a minor one never", () => {
    fc.assert(
      fc.property(approvals, aDay, (all, on) => {
        const currency = consentCurrency(document, siteWith(all), signedOnce(1, 0), day(on));
        const asking = all
          .filter(({ version, effectiveFrom }) => version !== "1" && effectiveFrom <= day(on))
          .map(({ reconsentBy, effectiveFrom }) => reconsentBy ?? effectiveFrom);
        // The second version is a major change: every later one carries it.
        const isLapsed = asking.some((last) => last < day(on));
        expect(currency.current).toBe(!isLapsed);
      }),
      { numRuns: 500 },
    );
  });
});
