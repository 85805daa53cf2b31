import type { StudyDesignInput } from "#design";

/** The smallest design that a study can run on; what matters to the test is given. */
export function aDesign(more: Partial<StudyDesignInput> = {}): StudyDesignInput {
  return {
    format: "vigil-study-design/1",
    id: "small-study",
    version: "1.0",
    name: "Small study",
    title: "A small study for tests",
    ...more,
  };
}

/** The version of the consent form of `aConsentingDesign`, as it is approved and signed. */
export const aConsentVersion = { documentId: "consent", version: "1", language: "en" } as const;

/** The same with a form to consent to taking part, without which nobody is asked anything. */
export function aConsentingDesign(more: Partial<StudyDesignInput> = {}): StudyDesignInput {
  const { documentId: id, version, language } = aConsentVersion;
  const first = { version, change: "initial" as const, summary: "First version.", languages: [language] };
  const consent = {
    id,
    name: "Consent to take part",
    requiredScopes: ["visits" as const],
    versions: [first],
  };
  return aDesign({ consents: [consent], ...more });
}

/** What is recorded of whoever signs it on that day. */
export function aSignedConsent(signedOn: string) {
  return {
    ...aConsentVersion,
    scopes: ["visits"],
    signedOn,
    signedBy: "ink-on-paper",
    discussedWith: "Dr Reyes",
    copyGiven: true,
  };
}
