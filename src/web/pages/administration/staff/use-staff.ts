import type { UseQueryResult } from "@tanstack/react-query";
import type { Answer, ApiError } from "../../../api/call.ts";
import { useAnswer } from "../../../api/use-answer.ts";
import { useStudy } from "../../../study/study-context.tsx";

export type StaffMember = Answer<"GET /api/studies/:studyId/staff">[number];
export type Grant = StaffMember["grants"][number];
export type Delegation = StaffMember["delegations"][number];
export type Credential = StaffMember["credentials"][number];

/** Who is part of the study, as far as the person reaches. */
export function useStaff(): UseQueryResult<readonly StaffMember[], ApiError> {
  const { studyId } = useStudy();
  return useAnswer("GET /api/studies/:studyId/staff", { params: { studyId } });
}

/** Sites by id, as people call them: `01 North`. */
export function useSiteNames(): ReadonlyMap<string, string> {
  const { overview } = useStudy();
  return new Map(overview.sites.map(({ site }) => [site.siteId, `${site.number} ${site.name}`]));
}

export type PeriodStanding = "past" | "current" | "future";

/** Where a period stands on a day; its last day is within it. */
export function periodStanding(
  { from, until }: { readonly from: string; readonly until?: string | undefined },
  on: string,
): PeriodStanding {
  if (until !== undefined && until < on) return "past";
  return from > on ? "future" : "current";
}
