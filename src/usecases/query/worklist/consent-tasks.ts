import { addDays } from "#kernel";
import { type ConsentState, consentCurrency, mainConsent } from "#trial";
import type { TaskRow } from "../../ports/lists.ts";
import { placeOf, type SiteCase } from "./site-case.ts";

/** Who is to sign a new version of the consent form, and whose consent has lapsed because they did not. */
export function consentTasks(at: SiteCase): readonly TaskRow[] {
  const { facts, today, active } = at;
  return active.flatMap((participant): readonly TaskRow[] => {
    const design = facts.designs(participant.designVersion)?.design;
    const document = design && mainConsent(design);
    if (!document) return [];
    const currency = consentCurrency(document, facts.site, participant.consent as ConsentState, today);
    if (currency.current && currency.newerVersion === null) return [];
    const isLapsed = !currency.current;
    if (isLapsed && currency.why !== "version-outdated") return [];
    return [
      {
        ...placeOf(at, participant),
        taskId: `${participant.participantId}/consent`,
        kind: isLapsed ? "consent-lapsed" : "consent-to-sign-again",
        roles: ["site-coordinator", "investigator", "sub-investigator"],
        dueOn: isLapsed ? currency.since : today,
        lateAfter: isLapsed ? addDays(today, -1) : currency.signAgainBy,
        subject: {
          document: document.name,
          documentId: document.id,
          ...(currency.current && currency.newerVersion ? { version: currency.newerVersion } : {}),
        },
      },
    ];
  });
}
