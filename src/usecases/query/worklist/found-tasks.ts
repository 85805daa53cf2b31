import { incidentTasks } from "../../incident/incidents.ts";
import type { TaskRow } from "../../ports/lists.ts";
import type { Asking } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { consentApprovalTasks, designApprovalTasks } from "./approval-tasks.ts";
import { consentTasks } from "./consent-tasks.ts";
import { eligibilityTasks } from "./eligibility-tasks.ts";
import { migrationTasks } from "./migration-tasks.ts";
import { parameterTasks } from "./parameter-tasks.ts";
import { raterTasks } from "./rater-tasks.ts";
import { reviewTasks } from "./review-tasks.ts";
import { siteCases } from "./site-case.ts";
import { trainingTasks } from "./training-tasks.ts";
import { unblindingNotices } from "./unblinding-notices.ts";

/**
 * Tasks that depend on the day, or on two things at once (a site's approvals and a participant's signature): they are found when asked,
 * because no event of one stream alone brings them about.
 */
export async function foundTasks(ports: QueryPorts, asking: Asking): Promise<readonly TaskRow[]> {
  const [consenting, confirming, approving] = await Promise.all([
    siteCases(ports, asking, "sign-consent"),
    siteCases(ports, asking, "confirm-eligibility"),
    siteCases(ports, asking, "approve-design-version"),
  ]);
  const eligible = await Promise.all(confirming.map((site) => eligibilityTasks(ports, asking, site)));
  return [
    ...consenting.flatMap(consentTasks),
    ...eligible.flat(),
    ...confirming.flatMap(migrationTasks),
    ...approving.flatMap(designApprovalTasks),
    ...approving.flatMap(consentApprovalTasks),
    ...(await parameterTasks(ports, asking)),
    ...(await unblindingNotices(ports, asking)),
    ...(await raterTasks(ports, asking)),
    ...(await trainingTasks(ports, asking)),
    ...(await reviewTasks(ports, asking)),
    ...(await incidentTasks(ports, asking)),
  ];
}
