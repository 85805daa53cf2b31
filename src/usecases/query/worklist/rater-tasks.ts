import { numberOf } from "#design";
import { addDays, type CalendarDate } from "#kernel";
import { isPermitted } from "#trial";
import { loadFacts } from "../../command/facts.ts";
import type { TaskRow } from "../../ports/lists.ts";
import { type Asking, namesOfUsers } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { pooledRaters } from "../raters/rater-pool.ts";

/** Certificates of raters that end within the days that the protocol names, for the rater coordinator. */
export async function raterTasks(ports: QueryPorts, asking: Asking): Promise<readonly TaskRow[]> {
  if (
    !asking.principal.standings.some(
      ({ role }) => role === "rater-coordinator" && isPermitted(role, "see-rater-pool"),
    )
  )
    return [];
  const { facts } = await loadFacts(ports, { study: asking.study, sites: "all" }, "study", asking.study, {});
  const { design } = facts;
  const notice = design && numberOf(design.parameters, design.design.independentRating?.certificateNotice);
  if (!design || notice === undefined) return [];
  const raters = await pooledRaters(ports, asking, design, await namesOfUsers(ports));
  return raters.flatMap(({ userId, name, certificates }) =>
    certificates
      .filter(({ state }) => state === "ending" || state === "ended" || state === "absent")
      .map(({ name: credential, validUntil }) => ({
        taskId: `${userId}/rater-certificate/${credential}`,
        siteId: null,
        participantId: null,
        number: null,
        kind: validUntil === null ? "rater-certificate-missing" : "credential-ending",
        roles: ["rater-coordinator"],
        dueOn: validUntil === null ? null : addDays(validUntil as CalendarDate, -notice),
        lateAfter: validUntil,
        subject: { person: name, credential, ...(validUntil === null ? {} : { validUntil }) },
      })),
  );
}
