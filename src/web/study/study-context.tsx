import { createContext, type ReactNode, useContext } from "react";
import type { Role } from "#design";
import type { SiteId } from "#kernel";
import { type Action, isPermitted, roleFor, type Standing } from "#trial";
import type { Answer } from "../api/call.ts";

export type StudyOverview = Answer<"GET /api/studies/:studyId">;

/** The study that is open, and what the person may do in it. */
export type OpenStudy = {
  readonly studyId: string;
  readonly overview: StudyOverview;
  readonly roles: readonly Role[];
  /** Whether any of the person's roles may do it. The server says so in the end; this only spares a vain tap. */
  readonly may: (action: Action) => boolean;
  /** The same at one site. */
  readonly mayAt: (action: Action, siteId: string) => boolean;
};

const StudyContext = createContext<OpenStudy | undefined>(undefined);

export function StudyProvider({
  overview,
  children,
}: {
  readonly overview: StudyOverview;
  readonly children: ReactNode;
}): ReactNode {
  const roles = overview.roles.map(({ role }) => role as Role);
  const study: OpenStudy = {
    studyId: overview.study.studyId,
    overview,
    roles,
    may: (action) => roles.some((role) => isPermitted(role, action)),
    mayAt: (action, siteId) =>
      roleFor(action, overview.roles as readonly Standing[], siteId as SiteId) !== undefined,
  };
  return <StudyContext value={study}>{children}</StudyContext>;
}

/** The open study. Only below the address of a study. */
export function useStudy(): OpenStudy {
  const study = useContext(StudyContext);
  if (!study) throw new Error("This page is not below a study.");
  return study;
}
