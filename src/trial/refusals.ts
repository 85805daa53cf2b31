import type { CompiledDesign, ConsentDocument, Encounter } from "#design";
import { type CalendarDate, failed, localDate, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Facts } from "./command.ts";
import { consentCurrency, consentsFor, mainConsent } from "./consent/currency.ts";
import { scopesNeededFor } from "./consent/needed-scopes.ts";
import type { Context } from "./context.ts";
import { hasLeft, stageOf } from "./participant.ts";

/** The day, at the participant's site, on which the act is said to have happened. */
export function dayOf(facts: Facts, context: Context): CalendarDate {
  const zone = facts.site.open ? facts.site.zone : context.zone;
  return localDate({ at: context.occurredAt, zone }) as CalendarDate;
}

/** The participant's number, or what stands for one before there is any. */
export function nameOf({ participant }: Facts): string {
  return participant.enrollment.number ? `participant ${participant.enrollment.number}` : "this person";
}

/** The design that binds, or the refusal to act without one. */
export function requireDesign(facts: Facts): Result<CompiledDesign, Refusal> {
  return facts.design ? ok(facts.design) : failed(noProtocol());
}

export function noProtocol(): Refusal {
  return refusal(
    "no-protocol-in-effect",
    "No version of the protocol is in effect at this site. Publish one and record the ethics committee's approval.",
    "ICH E6(R3) 2.4.1",
  );
}

/** Somebody who has left the study takes part in nothing new; they are still looked after. */
export function refuseAfterEnd(facts: Facts, act: string, encounter?: Encounter): Refusal | undefined {
  const stage = stageOf(facts.participant);
  if (isSafetyAssessment(encounter)) return undefined;
  if (!hasLeft(stage)) return undefined;
  return refusal(
    "participation-ended",
    `Cannot ${act}: ${nameOf(facts)} ${stage === "ended" ? "has left the study" : "failed screening"}.`,
    "ICH E6(R3) 2.9",
  );
}

/** For what consent is needed: a visit, or taking part at all. */
export type NeedOfConsent = {
  readonly encounter?: Encounter | undefined;
  /** A safety assessment beside the visit's own. */
  readonly isSafety?: boolean;
};

/**
 * No study procedure before consent, nor after it has lapsed or was taken back; none at all under a protocol that has no
 * form to sign. Safety assessments and emergency care never wait for a signature; a dose is neither.
 */
export function refuseWithoutConsent(
  facts: Facts,
  context: Context,
  act: string,
  { encounter, isSafety = isSafetyAssessment(encounter) }: NeedOfConsent = {},
): Refusal | undefined {
  if (encounter?.beforeConsent || !facts.design) return undefined;
  const { consent } = facts.participant;
  if (!mainConsent(facts.design.design)) return consentFormMissing(act);
  const scopes = encounter && scopesNeededFor(encounter);
  for (const document of consentsFor(facts.design.design, encounter?.id)) {
    const currency = consentCurrency(document, facts.site, consent, dayOf(facts, context), scopes);
    const goesOn = currency.current || (isSafety && currency.why !== "never-signed");
    if (!goesOn) return consentRefusal(facts, act, document, currency);
  }
  return undefined;
}

/** Whether an encounter goes on for the participant's safety. A dose is never given for it, whatever else its visit is for. */
export function isSafetyAssessment(encounter: Encounter | undefined): boolean {
  return encounter?.safetyAssessment === true && encounter.session !== "dosing";
}

/** The refusal of what needs consent, under a protocol that has no form for it. */
export function consentFormMissing(act: string): Refusal {
  const message = `Cannot ${act}: the protocol has no consent form, so nobody can have agreed to it. Publish a version with one under “consents”, and have it approved and signed first.`;
  return refusal("consent-form-missing", message, "ICH E6(R3) 2.8.1, 2.8.2");
}

function consentRefusal(
  facts: Facts,
  act: string,
  { name }: ConsentDocument,
  {
    why,
    since,
  }: { readonly why: "never-signed" | "withdrawn" | "version-outdated"; readonly since: CalendarDate | null },
): Refusal {
  const who = nameOf(facts);
  const sentences = {
    "never-signed": `${who} has not signed “${name}”. Record the signature first`,
    withdrawn: `${who} withdrew on ${since} what this needs consent to. Safety assessments may go on`,
    "version-outdated": `the new version of “${name}” was to be signed before ${since}. Have it signed; safety assessments may go on`,
  };
  return refusal(`consent-${why}`, `Cannot ${act}: ${sentences[why]}.`, "ICH E6(R3) 2.8.1, 2.8.3");
}
