import type { Place } from "./command-samples.ts";
import type { World, WorldParticipant, WorldSite, WorldStudy } from "./make-world.ts";
import type { Person } from "./signed-in.ts";

const nowhere = "99999999-9999-4999-8999-99999999999";

const freeSession = "99999999-9999-4999-8999-9999999999fe";

/** Ids that nobody ever gave to anything. */
export const randomPlace: Place = {
  studyId: `${nowhere}0`,
  siteId: `${nowhere}1`,
  toSite: `${nowhere}1`,
  participantId: `${nowhere}2`,
  userId: `${nowhere}3`,
  accountId: `${nowhere}3`,
  handle: `${nowhere}4`,
  sessionId: `${nowhere}a`,
  newSession: freeSession,
  queryId: `${nowhere}5`,
  deviationId: `${nowhere}6`,
  unblindingId: `${nowhere}9`,
  grantId: `${nowhere}7`,
  delegationId: `${nowhere}8`,
  visitId: "at-nowhere",
  formKey: "at-nowhere/vitals/1",
  signedForm: "at-nowhere/vitals/1",
  ratedForm: "at-nowhere/rating/1",
  version: "0.0",
};

/** The ids of a site, with one of its participants. */
export function placeOf(
  world: World,
  study: WorldStudy,
  site: WorldSite,
  participant: WorldParticipant,
  rater: Person,
): Place {
  return {
    studyId: study.studyId,
    siteId: site.siteId,
    toSite: site.siteId,
    participantId: participant.participantId,
    userId: site.colleague.userId,
    accountId: world.keeper.userId,
    handle: participant.handles[rater.userId] ?? "",
    sessionId: participant.sessionId,
    newSession: participant.sessionId,
    queryId: participant.queryId,
    deviationId: participant.deviationId,
    unblindingId: participant.unblindingId,
    grantId: site.colleague.grantId,
    delegationId: site.colleague.delegationId,
    visitId: "at-interview-1",
    formKey: "log/remarks/1",
    signedForm: "at-intake/vitals/1",
    ratedForm: "at-interview-1/rating/1",
    version: study === world.studies[0] ? "of-study-one" : "of-study-two",
  };
}

/** Where the people of the tests work: the first participant of the first site of the first study. */
export function ownPlace(world: World): Place {
  const [study] = world.studies;
  const [site] = study.sites;
  const own = placeOf(world, study, site, site.participant, study.raters[0]);
  return { ...own, newSession: freeSession };
}
