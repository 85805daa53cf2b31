import { z } from "zod";
import { type ConsentDocument, compareDesigns, type StudyDesign } from "#design";
import { type CalendarDate, failed, ok, type Refusal, refusal } from "#kernel";
import { designForEverybody } from "../blinding/design-as-seen.ts";
import { defineCommand, type Facts } from "../command.ts";
import { consentCurrency, isMajorChange, mainConsent } from "../consent/currency.ts";
import { newestSignature } from "../consent/evolve.ts";
import type { Context } from "../context.ts";
import { text } from "../fields.ts";
import { consentFormMissing, dayOf, nameOf, noProtocol, refuseAfterEnd, requireDesign } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { refuseOpenParameters } from "./open-parameters.ts";

/**
 * Moves a participant to another version of the protocol: one that the site's ethics committee has approved and whose consent form
 * was signed, where it asks for that. The record says what has changed for them.
 */
export const migrateParticipant = defineCommand({
  type: "migrate-participant",
  subject: "participant",
  merge: "replaces",
  data: z.strictObject({ toVersion: text }),
  decide: (facts, { toVersion }, context) => {
    const from = requireDesign(facts);
    if (!from.ok) return from;
    const to = facts.designs(toVersion);
    const fromVersion = from.value.design.version;
    const no = !to
      ? refusal(
          "no-such-version",
          `Version ${toVersion} of the protocol was not published.`,
          "ICH E6(R3) 2.5.2",
          { path: "data.toVersion" },
        )
      : (refuseAfterEnd(facts, "move to another version") ??
        refuseMigration(facts, fromVersion, to.design, context) ??
        refuseOpenParameters(facts, to));
    if (no || !to) return failed(no ?? noProtocol());
    const changes = changesBetween(designForEverybody(from.value.written), designForEverybody(to.written));
    return ok([
      {
        type: "ParticipantMigrated",
        stream: participantStream(context.subjectId),
        data: { fromVersion, toVersion, changes },
      },
    ]);
  },
});

function refuseMigration(
  facts: Facts,
  fromVersion: string,
  to: StudyDesign,
  context: Context,
): Refusal | undefined {
  const toVersion = to.version;
  const today = dayOf(facts, context);
  if (fromVersion === toVersion) {
    return refusal(
      "same-version",
      `${nameOf(facts)} follows version ${toVersion} already.`,
      "ICH E6(R3) 2.5.2",
      { because: "conflict" },
    );
  }
  const approved = facts.site.designs.some(
    ({ version, effectiveFrom }) => version === toVersion && effectiveFrom <= today,
  );
  if (!approved) {
    const message = `Cannot move ${nameOf(facts)} to version ${toVersion}: it is not in effect at this site. Record the ethics committee's approval first.`;
    return refusal("version-not-approved", message, "ICH E6(R3) 2.4.1, 2.5.2");
  }
  if (facts.participant.enrollment.screeningStartedOn === null) return undefined;
  const document = mainConsent(to);
  const act = `move ${nameOf(facts)} to version ${toVersion}`;
  if (!document) return consentFormMissing(act);
  if (hasSignedFor(document, facts, today)) return undefined;
  const message = `Cannot ${act}: the consent form that goes with it was not signed yet.`;
  return refusal("consent-version-outdated", message, "ICH E6(R3) 2.8.3");
}

/** Whether the newest signature is to the version that goes with the protocol, or to one that differs little from it. */
function hasSignedFor(document: ConsentDocument, { site, participant }: Facts, today: CalendarDate): boolean {
  const { consent } = participant;
  const signed = newestSignature(consent, today, ({ documentId }) => documentId === document.id);
  const newest = document.versions.at(-1)?.version;
  if (!signed || newest === undefined || isMajorChange(document, signed.version, newest)) return false;
  const currency = consentCurrency(document, site, consent, today, []);
  return currency.current && currency.newerVersion === null;
}

const longestSentence = 500;

/** What the versions have changed, each change in a sentence. */
function changesBetween(from: StudyDesign, to: StudyDesign): readonly string[] {
  return compareDesigns(from, to).changes.map(({ sentence }) =>
    sentence.length > longestSentence ? `${sentence.slice(0, longestSentence - 1)}…` : sentence,
  );
}
