import { type CalendarDate, localDate } from "#kernel";
import { designVersionOf, siteOf } from "../participant.ts";
import { type ParticipantView, viewParticipant } from "../participant-view.ts";
import { noSite } from "../site/evolve.ts";
import type { Around } from "../view-around.ts";
import { compile } from "./meadow-study.ts";
import { type StaffName, staff } from "./people.ts";
import type { Story } from "./story.ts";

/** What a view needs to show the story's participant to somebody, today at the site. */
export function seenBy(name: StaffName, { trial, state }: Story): Around {
  const designs: Around["designs"] = (version) => {
    const published = trial.study.designs.find((one) => one.version === version);
    return published && compile(published.design);
  };
  const design = designs(designVersionOf(state) ?? "1.0");
  if (!design) throw new Error("The story has no protocol.");
  const site = trial.sites[siteOf(state) ?? ""] ?? noSite;
  const today = localDate({ at: trial.now, zone: site.zone }) as CalendarDate;
  return { design, designs, site, today, viewer: { user: staff[name].user, roles: [staff[name].role] } };
}

/** The participant's page, as somebody of the site sees it. */
export function pageOf(story: Story, name: StaffName = "coordinator"): ParticipantView {
  return viewParticipant(story.state, seenBy(name, story));
}
