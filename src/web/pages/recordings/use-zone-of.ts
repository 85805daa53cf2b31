import { useStudy } from "../../study/study-context.tsx";

/** The zone of a site, in which its sessions are told; that of this device where the site is not known here. */
export function useZoneOf(siteId: string): string {
  const { overview } = useStudy();
  const known = overview.sites.find(({ site }) => site.siteId === siteId)?.site.zone;
  return known ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
