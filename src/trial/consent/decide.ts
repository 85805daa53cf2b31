import type { CompiledDesign, ConsentDocument } from "#design";
import { type CalendarDate, failed, ok, type Refusal, type Result, refusal, type SiteId } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { NewEvent } from "../event.ts";
import { stageOf } from "../participant.ts";
import { consentFormMissing, dayOf, nameOf, noProtocol, refuseAfterEnd, requireDesign } from "../refusals.ts";
import { refuseUnderInfluence } from "../session/under-influence.ts";
import { consentVersionInEffect, designVersionInEffect } from "../site/evolve.ts";
import { participantStream, siteStream } from "../streams.ts";
import { mainConsent } from "./currency.ts";
import { consentEvents } from "./events.ts";
import type { SignedConsent } from "./evolve.ts";

const cites = "ICH E6(R3) 2.8.2, 2.8.6";

/**
 * Records a signed consent form. The first one starts screening and gives the participant a number, the next of the
 * site: none is skipped, none used twice.
 */
export const signConsent = defineCommand({
  type: "sign-consent",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: consentEvents.ConsentSigned.data.omit({ consentId: true }),
  decide: (facts, data, context) => {
    const isFirst = facts.participant.enrollment.screeningStartedOn === null;
    const design = isFirst ? designOnDayOf(facts, data.signedOn) : requireDesign(facts);
    if (!design.ok) return design;
    const no =
      refuseAfterEnd(facts, "record this consent") ??
      refuseUnderInfluence(facts, context, "record a consent") ??
      refusePreScreeningFailure(facts) ??
      refuseDate(data.signedOn, dayOf(facts, context)) ??
      (isFirst ? refuseOrder(design.value, data) : undefined) ??
      refuseVersion(facts, design.value, data) ??
      refuseScopes(design.value, data);
    if (no) return failed(no);
    const signed: NewEvent = {
      type: "ConsentSigned",
      stream: participantStream(context.subjectId),
      data: { ...data, consentId: context.newId() },
    };
    if (!isFirst) return ok([signed]);
    const { version } = design.value.design;
    return ok([signed, ...startOfScreening(facts, context.subjectId, data.signedOn, version)]);
  },
});

/** Records that consent was taken back, for some or all of what was agreed to. Always possible. */
export const withdrawConsent = defineCommand({
  type: "withdraw-consent",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: consentEvents.ConsentWithdrawn.data,
  decide: (facts, data, context) => {
    if (facts.participant.consent.signed.length === 0) {
      const message = `Cannot withdraw a consent that was never given: ${nameOf(facts)} has signed no consent form.`;
      return failed(refusal("consent-never-signed", message, "ICH E6(R3) 2.8.9"));
    }
    const date = refuseDate(data.effectiveOn, dayOf(facts, context));
    if (date) return failed({ ...date, path: "data.effectiveOn" });
    return ok([{ type: "ConsentWithdrawn", stream: participantStream(context.subjectId), data }]);
  },
});

type Signing = Pick<SignedConsent, "documentId" | "version" | "language" | "scopes" | "signedOn">;

/** Whoever consents is bound by the protocol that is then in effect at the site, whatever it was at the first call. */
function designOnDayOf({ site, designs }: Facts, signedOn: CalendarDate): Result<CompiledDesign, Refusal> {
  const design = designs(designVersionInEffect(site, signedOn) ?? "");
  return design ? ok(design) : failed(noProtocol());
}

function startOfScreening(
  { site, siteId }: Facts,
  participantId: string,
  startedOn: string,
  designVersion: string,
): readonly NewEvent[] {
  const number = `${site.number}-${String(site.issued.length + 1).padStart(4, "0")}`;
  return [
    { type: "ScreeningNumberIssued", stream: siteStream(siteId as SiteId), data: { number, participantId } },
    {
      type: "ScreeningStarted",
      stream: participantStream(participantId),
      data: { number, participantId, startedOn, designVersion },
    },
  ];
}

function refusePreScreeningFailure(facts: Facts): Refusal | undefined {
  if (stageOf(facts.participant) !== "pre-screening-failed") return undefined;
  const message =
    "Cannot record this consent: the last contact ended pre-screening. If that has changed, log a new contact that continues.";
  return refusal("pre-screening-failed", message, "Protocol, pre-screening");
}

/** Taking part at all is consented to before any part of it that has a form of its own. */
function refuseOrder({ design }: CompiledDesign, { documentId }: Signing): Refusal | undefined {
  const main = mainConsent(design);
  if (!main) return consentFormMissing("record this consent");
  const document = design.consents.find(({ id }) => id === documentId);
  if (!document || main.id === document.id) return undefined;
  const message = `Cannot record “${document.name}”: “${main.name}” is signed first.`;
  return refusal("consent-order", message, cites, { path: "data.documentId" });
}

function refuseDate(day: string, today: string): Refusal | undefined {
  if (day <= today) return undefined;
  return refusal(
    "date-in-future",
    `The day ${day} is still to come. Record it when it has happened.`,
    cites,
    { path: "data.signedOn" },
  );
}

function refuseVersion(facts: Facts, { design }: CompiledDesign, data: Signing): Refusal | undefined {
  const document = design.consents.find(({ id }) => id === data.documentId);
  if (!document) {
    return refusal("no-such-consent", `The protocol has no consent form “${data.documentId}”.`, cites, {
      path: "data.documentId",
    });
  }
  const inEffect = consentVersionInEffect(facts.site, document.id, data.language, data.signedOn);
  if (inEffect?.version === data.version) return undefined;
  return inEffect ? outdated(document, data, inEffect.version) : notApproved(document, data);
}

function outdated({ name }: ConsentDocument, { version, signedOn }: Signing, newest: string): Refusal {
  const message = `Cannot record version ${version} of ${name}: on ${signedOn} version ${newest} was in effect at this site. Have that one signed.`;
  return refusal("consent-version-outdated", message, cites, { path: "data.version" });
}

function notApproved({ name }: ConsentDocument, { language, signedOn }: Signing): Refusal {
  const message = `Cannot record this consent: on ${signedOn} no version of ${name} in ${language} was approved for this site. Record the ethics committee's approval first.`;
  return refusal("consent-version-not-approved", message, "ICH E6(R3) 1.4, 2.8.2", { path: "data.version" });
}

function refuseScopes({ design }: CompiledDesign, { documentId, scopes }: Signing): Refusal | undefined {
  const document = design.consents.find(({ id }) => id === documentId);
  const declined = document?.requiredScopes.filter((scope) => !scopes.includes(scope)) ?? [];
  if (declined.length > 0) {
    const message = `Cannot record this consent: taking part requires agreeing to ${declined.join(", ")}. If the participant declines, log the contact as declined.`;
    return refusal("required-scope-declined", message, "ICH E6(R3) 2.8.10", { path: "data.scopes" });
  }
  const asked = [...(document?.requiredScopes ?? []), ...(document?.optionalScopes ?? [])];
  const stray = scopes.find((scope) => !asked.includes(scope));
  if (!stray) return undefined;
  return refusal("scope-not-asked", `The consent form does not ask about ${stray}.`, "ICH E6(R3) 2.8.10", {
    path: "data.scopes",
  });
}
