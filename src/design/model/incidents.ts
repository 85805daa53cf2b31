import { z } from "zod";
import { label, numberOrParameter, role, source } from "./primitives.ts";

/** Where confidential reports go: round the site, and to whom. All spans are in hours. */
export const incidents = z.strictObject({
  /** Who beside the medical monitor receives them: a role that belongs to no site. */
  independentRole: role,
  /** The person in that role, as it is printed for participants. */
  independentPerson: label,
  telephone: label,
  acknowledgeWithin: numberOrParameter,
  assessWithin: numberOrParameter,
  /** From the report to the notice of the ethics committee and of the sponsor, where one is due. */
  ethicsCommitteeWithin: numberOrParameter,
  sponsorWithin: numberOrParameter,
  source: source.optional(),
});
export type IncidentPlan = z.infer<typeof incidents>;
