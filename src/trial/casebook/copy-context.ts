import { type CompiledDesign, compileDesign, parseStudyDesign } from "#design";
import type { AnyRecorded } from "../event.ts";
import { noSite, type SiteState } from "../site/evolve.ts";
import { noStaff, type StaffState } from "../staff/evolve.ts";
import { evolveSiteStream, evolveStaffStream, evolveStudyStream } from "../stream-states.ts";
import { noStudy, type StudyState } from "../study/evolve.ts";
import { publishedInstruments } from "../study/published-instruments.ts";

/** What a participant's record is read with: the protocol in its versions, the sites, the names of staff. */
export type CopyContext = {
  readonly study: StudyState;
  readonly siteOf: (siteId: string) => SiteState;
  readonly nameOf: (user: string) => string;
  readonly designOf: (version: string) => CompiledDesign | undefined;
};

/** Folds the streams of the study, its sites and its staff; events of other streams are left out. */
export function foldCopyContext(events: Iterable<AnyRecorded>): CopyContext {
  let study = noStudy;
  const sites = new Map<string, SiteState>();
  const staff = new Map<string, StaffState>();
  for (const event of events) {
    const [kind, id = ""] = event.meta.stream.split(":");
    if (kind === "study") study = evolveStudyStream(study, event);
    if (kind === "site") sites.set(id, evolveSiteStream(sites.get(id) ?? noSite, event));
    if (kind === "staff") staff.set(id, evolveStaffStream(staff.get(id) ?? noStaff, event));
  }
  return {
    study,
    siteOf: (siteId) => sites.get(siteId) ?? noSite,
    nameOf: (user) => staff.get(user)?.name || (isSystem(user) ? "Vigil" : user),
    designOf: compiler(study),
  };
}

function isSystem(user: string): boolean {
  return user.startsWith("00000000-0000-4000-8000-");
}

/** Compiles each version on first use. One that this software cannot read shows its data without labels. */
function compiler({ designs }: StudyState): CopyContext["designOf"] {
  const compiled = new Map<string, CompiledDesign | undefined>();
  return (version) => {
    if (!compiled.has(version)) {
      const published = designs.find((one) => one.version === version);
      const parsed = published && parseStudyDesign(published.design);
      const made = parsed?.ok ? compileDesign(parsed.value, publishedInstruments) : undefined;
      compiled.set(version, made?.ok ? made.value : undefined);
    }
    return compiled.get(version);
  };
}
