import { z } from "zod";
import { assessEligibility, type EligibilityAssessment, recordScope } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { consentCurrency, mainConsent } from "../consent/currency.ts";
import type { Context } from "../context.ts";
import { sha256, text } from "../fields.ts";
import { stageOf } from "../participant.ts";
import { participantRecord } from "../participant-record.ts";
import { dayOf, nameOf, refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { signedHash } from "../signature/content.ts";
import { signer } from "../signature/decide.ts";
import { participantStream } from "../streams.ts";
import { enrollmentEvents } from "./events.ts";

const cites = "ICH E6(R3) 2.5.1; protocol, eligibility";

/**
 * An investigator confirms, by signature, that every criterion is satisfied. Unknown is not satisfied, and nobody
 * waives a criterion.
 */
export const confirmEligibility = defineCommand({
  type: "confirm-eligibility",
  subject: "participant",
  merge: "replaces",
  needsReauthentication: true,
  data: z.strictObject({ at: enrollmentEvents.EligibilityConfirmed.data.shape.at, contentHash: sha256 }),
  decide: (facts, data, context) => {
    const assessment = eligibilityOf(facts, data.at, context);
    if (!assessment) return failed(noDesign());
    const hash = signedHash(facts.participant, { kind: "eligibility", id: "" });
    const no =
      refuseAfterEnd(facts, "confirm eligibility") ??
      refuseWithoutConsent(facts, context, "confirm eligibility") ??
      refuseUnlessEligible(facts, assessment) ??
      (hash === data.contentHash ? undefined : changedMeanwhile());
    if (no) return failed(no);
    const signatureId = context.newId();
    const meaning = "I have reviewed every criterion and confirm that this participant is eligible.";
    const stream = participantStream(context.subjectId);
    const target = { kind: "eligibility", id: data.at };
    return ok([
      {
        type: "EligibilityConfirmed",
        stream,
        signatureMeaning: meaning,
        data: {
          at: data.at,
          designVersion: facts.design?.design.version ?? "",
          verdicts: assessment.criteria.map(({ criterion, verdict }) => ({
            criterionId: criterion.id,
            verdict,
          })),
          contentHash: data.contentHash,
          signatureId,
        },
      },
      {
        type: "RecordSigned",
        stream,
        signatureMeaning: meaning,
        data: { signatureId, target, meaning, contentHash: data.contentHash, ...signer(context) },
      },
    ]);
  },
});

export const failScreening = defineCommand({
  type: "fail-screening",
  subject: "participant",
  merge: "adds",
  data: enrollmentEvents.ParticipantScreenFailed.data,
  decide: (facts, data, { subjectId }) => {
    const stage = stageOf(facts.participant);
    if (stage !== "screening") {
      const message = `Cannot record a screening failure: ${nameOf(facts)} is not in screening.`;
      return failed(refusal("not-in-screening", message, cites));
    }
    const known = facts.design?.design.eligibilityCriteria.map(({ id }) => id) ?? [];
    const stray = data.criteria.find((id) => !known.includes(id));
    if (stray) {
      const message = `The protocol has no criterion ${stray}.`;
      return failed(refusal("no-such-criterion", message, cites, { path: "data.criteria" }));
    }
    return ok([{ type: "ParticipantScreenFailed", stream: participantStream(subjectId), data }]);
  },
});

/** Takes the participant into the study: eligibility was confirmed, on the data as they now are, and consent is current. */
export const enrollParticipant = defineCommand({
  type: "enroll-participant",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({}),
  decide: (facts, _data, context) => {
    const { participant, design } = facts;
    if (participant.enrollment.enrolledOn) {
      const message = `${nameOf(facts)} was enrolled on ${participant.enrollment.enrolledOn}.`;
      return failed(refusal("enrolled-already", message, cites, { because: "conflict" }));
    }
    const no =
      refuseAfterEnd(facts, "enroll") ??
      refuseWithoutConsent(facts, context, "enroll") ??
      refuseUnlessConfirmed(facts);
    if (no) return failed(no);
    return ok([
      {
        type: "ParticipantEnrolled",
        stream: participantStream(context.subjectId),
        data: { enrolledOn: dayOf(facts, context), designVersion: design?.design.version ?? "" },
      },
    ]);
  },
});

/**
 * Moves a participant to another version of the protocol: one that the site's ethics committee has approved and whose consent form
 * was signed, where it asks for that.
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
        refuseMigration(facts, fromVersion, toVersion, context));
    if (no || !to) return failed(no ?? noDesign());
    const changes = compareForms(from.value.design, to.design);
    return ok([
      {
        type: "ParticipantMigrated",
        stream: participantStream(context.subjectId),
        data: { fromVersion, toVersion, changes },
      },
    ]);
  },
});

export const transferParticipant = defineCommand({
  type: "transfer-participant",
  subject: "participant",
  merge: "replaces",
  data: enrollmentEvents.ParticipantTransferred.data.pick({ toSite: true, effectiveOn: true }),
  decide: (facts, data, { subjectId }) => {
    if (!facts.siteId || data.toSite === facts.siteId) {
      const message = `${nameOf(facts)} is at this site already.`;
      return failed(refusal("same-site", message, cites, { path: "data.toSite" }));
    }
    return ok([
      {
        type: "ParticipantTransferred",
        stream: participantStream(subjectId),
        data: { ...data, fromSite: facts.siteId },
      },
    ]);
  },
});

export const endParticipation = defineCommand({
  type: "end-participation",
  subject: "participant",
  merge: "adds",
  data: enrollmentEvents.ParticipationEnded.data,
  decide: (facts, data, context) => {
    if (stageOf(facts.participant) !== "enrolled") {
      const message = `Cannot end participation: ${nameOf(facts)} is not enrolled. Someone in screening fails screening.`;
      return failed(refusal("not-enrolled", message, "ICH E6(R3) 2.9"));
    }
    if (data.endedOn > dayOf(facts, context)) {
      const message = "Cannot record an end that is still to come.";
      return failed(refusal("date-in-future", message, "ICH E6(R3) 2.9", { path: "data.endedOn" }));
    }
    return ok([{ type: "ParticipationEnded", stream: participantStream(context.subjectId), data }]);
  },
});

/** The participant's eligibility by every criterion that is checked at the point; undefined without a protocol. */
export function eligibilityOf(
  facts: Pick<Facts, "participant" | "design" | "site">,
  at: "screening" | "enrollment" | "randomization",
  context: Pick<Context, "now" | "occurredAt" | "zone">,
): EligibilityAssessment | undefined {
  if (!facts.design) return undefined;
  const today = dayOf(facts as Facts, context as Context);
  const record = participantRecord(facts.participant, facts.design, today, facts.site.zone);
  return assessEligibility(facts.design, recordScope(facts.design, record), at);
}

function refuseUnlessEligible(facts: Facts, { criteria }: EligibilityAssessment): Refusal | undefined {
  const open = criteria.filter(({ verdict }) => verdict !== "satisfied");
  if (open.length === 0) return undefined;
  const list = open
    .map(
      ({ criterion, verdict }) =>
        `${criterion.identifier} (${verdict === "violated" ? "not met" : "unknown"})`,
    )
    .join(", ");
  const message = `Cannot confirm eligibility of ${nameOf(facts)}: ${list}. A criterion is met by the data or not at all; there are no waivers.`;
  return refusal("not-eligible", message, cites);
}

function refuseUnlessConfirmed({ participant, ...facts }: Facts): Refusal | undefined {
  const confirmation = participant.enrollment.confirmations.at(-1);
  if (!confirmation) {
    const message = `Cannot enroll ${nameOf({ ...facts, participant })}: eligibility was not confirmed.`;
    return refusal("eligibility-not-confirmed", message, cites);
  }
  if (confirmation.contentHash === signedHash(participant, { kind: "eligibility", id: "" })) return undefined;
  const message =
    "Cannot enroll: data have changed since eligibility was confirmed. Review and confirm again.";
  return refusal("eligibility-outdated", message, cites);
}

function refuseMigration(
  facts: Facts,
  fromVersion: string,
  toVersion: string,
  context: Context,
): Refusal | undefined {
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
  const design = facts.designs(toVersion)?.design;
  const document = design && mainConsent(design);
  const currency = document && consentCurrency(document, facts.site, facts.participant.consent, today);
  const mustSign = currency && (!currency.current || currency.newerVersion !== null);
  if (!mustSign || facts.participant.enrollment.screeningStartedOn === null) return undefined;
  const message = `Cannot move ${nameOf(facts)} to version ${toVersion}: the consent form that goes with it was not signed yet.`;
  return refusal("consent-version-outdated", message, "ICH E6(R3) 2.8.3");
}

function compareForms(
  from: { readonly forms: readonly { readonly id: string }[] },
  to: { readonly forms: readonly { readonly id: string }[] },
): readonly string[] {
  const before = new Set(from.forms.map(({ id }) => id));
  const after = new Set(to.forms.map(({ id }) => id));
  return [
    ...[...after].filter((id) => !before.has(id)).map((id) => `form ${id} added`),
    ...[...before].filter((id) => !after.has(id)).map((id) => `form ${id} removed`),
  ];
}

function changedMeanwhile(): Refusal {
  const message = "Data have changed since you reviewed the criteria. Review them again before you confirm.";
  return refusal("changed-meanwhile", message, "21 CFR 11.70", {
    because: "conflict",
    path: "data.contentHash",
  });
}

function noDesign(): Refusal {
  return refusal(
    "no-protocol-in-effect",
    "No version of the protocol is in effect at this site.",
    "ICH E6(R3) 2.4.1",
  );
}
