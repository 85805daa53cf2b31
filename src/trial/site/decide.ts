import { numberOf } from "#design";
import { addDays, type CalendarDate, failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { dayOf } from "../refusals.ts";
import { siteStream, studyStream } from "../streams.ts";
import { siteEvents } from "./events.ts";
import type { ApprovedConsent } from "./evolve.ts";

export const openSite = defineCommand({
  type: "open-site",
  creates: true,
  subject: "site",
  merge: "adds",
  data: siteEvents.SiteOpened.data,
  decide: ({ site, study }, data, context) => {
    if (site.open) {
      return failed(
        refusal("site-open", `Cannot open site ${site.number}: it is open already.`, "ICH E6(R3) 3.9"),
      );
    }
    if (study.sites.some(({ number }) => number === data.number)) {
      const message = `Cannot open a second site ${data.number}: its participants would have the numbers of the first.`;
      return failed(refusal("site-number-taken", message, "ICH E6(R3) 4.2.2", { path: "data.number" }));
    }
    const registered = { siteId: context.subjectId, number: data.number };
    return ok([
      { type: "SiteOpened", stream: siteStream(context.subjectId), data },
      { type: "SiteRegistered", stream: studyStream(context.study), data: registered },
    ]);
  },
});

/** Records that the site's ethics committee approved a version of the protocol. */
export const approveDesignVersion = defineCommand({
  type: "approve-design-version",
  subject: "site",
  merge: "adds",
  data: siteEvents.DesignVersionApproved.data,
  decide: (facts, data, context) => {
    if (!facts.study.designs.some(({ version }) => version === data.version)) {
      const message = `Cannot record this approval: version ${data.version} of the protocol was not published.`;
      return failed(refusal("no-such-version", message, "ICH E6(R3) 2.4.1", { path: "data.version" }));
    }
    const dates = refuseDates(data, dayOf(facts, context));
    if (dates) return failed(dates);
    return ok([{ type: "DesignVersionApproved", stream: siteStream(context.subjectId), data }]);
  },
});

/** Records that the site's ethics committee approved a version of a consent form in a language. */
export const approveConsentVersion = defineCommand({
  type: "approve-consent-version",
  subject: "site",
  merge: "adds",
  data: siteEvents.ConsentVersionApproved.data,
  decide: (facts, data, context) => {
    const unknown = refuseUnknownConsent(facts, data);
    if (unknown) return failed(unknown);
    const dates = refuseDates(data, dayOf(facts, context));
    if (dates) return failed(dates);
    if (data.reconsentBy && data.reconsentBy < data.effectiveFrom) {
      const message =
        "Cannot record this approval: the day to sign again lies before the version takes effect.";
      return failed(
        refusal("reconsent-before-effect", message, "ICH E6(R3) 2.8.3", { path: "data.reconsentBy" }),
      );
    }
    const reconsentBy = data.reconsentBy ?? reconsentDay(facts, data);
    const approved = { ...data, ...(reconsentBy ? { reconsentBy } : {}) };
    return ok([{ type: "ConsentVersionApproved", stream: siteStream(context.subjectId), data: approved }]);
  },
});

/** Where the committee set no day: as many days after a major change took effect as the protocol allows. */
function reconsentDay(
  { study, designs }: Facts,
  { documentId, version, effectiveFrom }: ApprovedConsent,
): CalendarDate | undefined {
  const newest = designs(study.designs.at(-1)?.version ?? "");
  const change = newest?.consents.get(documentId)?.versions.find((known) => known.version === version);
  if (!newest || change?.change !== "major") return undefined;
  const days = numberOf(newest.parameters, change.reconsentWithinDays);
  return days === undefined ? undefined : addDays(effectiveFrom, days);
}

function refuseUnknownConsent(
  { study, designs }: Facts,
  { documentId, version, language }: { documentId: string; version: string; language: string },
): Refusal | undefined {
  const cites = "ICH E6(R3) 2.8.2";
  const newest = study.designs.at(-1);
  const document = newest && designs(newest.version)?.design.consents.find(({ id }) => id === documentId);
  if (!document) {
    return refusal(
      "no-such-consent",
      `Cannot record this approval: the protocol has no consent form “${documentId}”.`,
      cites,
      {
        path: "data.documentId",
      },
    );
  }
  const found = document.versions.find((known) => known.version === version);
  if (!found) {
    return refusal(
      "no-such-consent-version",
      `Cannot record this approval: ${document.name} has no version ${version}.`,
      cites,
      {
        path: "data.version",
      },
    );
  }
  if (found.languages.includes(language)) return undefined;
  const languages = found.languages.join(", ");
  return refusal(
    "no-such-language",
    `Cannot record this approval: version ${version} exists in ${languages}, not in ${language}.`,
    cites,
    {
      path: "data.language",
    },
  );
}

function refuseDates(
  { approvedOn, effectiveFrom }: { approvedOn: string; effectiveFrom: string },
  today: string,
): Refusal | undefined {
  if (approvedOn > today) {
    return refusal(
      "approval-in-future",
      "Cannot record an approval that is still to come.",
      "ICH E6(R3) 1.4",
      {
        path: "data.approvedOn",
      },
    );
  }
  if (effectiveFrom >= approvedOn) return undefined;
  const message = "Cannot put a version into effect before the ethics committee has approved it.";
  return refusal("effective-before-approval", message, "ICH E6(R3) 2.4.1", { path: "data.effectiveFrom" });
}
