import { localDate, type ZoneId } from "#kernel";
import type { TaskRow } from "../../ports/lists.ts";
import { placeOf, type SiteCase } from "./site-case.ts";

const keepers = ["investigator", "administrator"];

/** The newest version of the protocol, where the site's ethics committee has not approved it yet. */
export function designApprovalTasks(at: SiteCase): readonly TaskRow[] {
  const { site, facts } = at;
  const newest = facts.study.designs.at(-1);
  if (!newest || facts.site.designs.some(({ version }) => version === newest.version)) return [];
  const published = localDate({ at: newest.publishedAt, zone: facts.site.zone as ZoneId });
  return [
    {
      ...placeOf(at),
      taskId: `${site.siteId}/design/${newest.version}`,
      kind: "design-to-approve",
      roles: keepers,
      dueOn: published,
      lateAfter: null,
      subject: { version: newest.version, site: site.name, siteId: site.siteId },
    },
  ];
}

/** The newest version of each consent form in a language of the site that no committee has approved yet. */
export function consentApprovalTasks(at: SiteCase): readonly TaskRow[] {
  const { site, facts } = at;
  const newest = facts.study.designs.at(-1);
  const design = newest && facts.designs(newest.version)?.design;
  if (!newest || !design) return [];
  const published = localDate({ at: newest.publishedAt, zone: facts.site.zone as ZoneId });
  return design.consents.flatMap((document) => {
    const version = document.versions.at(-1);
    const languages = version?.languages.filter((language) => site.languages.includes(language)) ?? [];
    return languages
      .filter(
        (language) =>
          !facts.site.consents.some(
            (one) =>
              one.documentId === document.id && one.version === version?.version && one.language === language,
          ),
      )
      .map((language) => ({
        ...placeOf(at),
        taskId: `${site.siteId}/consent/${document.id}/${version?.version}/${language}`,
        kind: "consent-to-approve",
        roles: keepers,
        dueOn: published,
        lateAfter: null,
        subject: {
          document: document.name,
          version: version?.version ?? "",
          language,
          site: site.name,
          siteId: site.siteId,
        },
      }));
  });
}
