import { NativeSelect, SimpleGrid } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Role, role } from "#design";
import { siteRoles } from "#trial";
import { DateInput } from "../../../components/date-input.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { today } from "../places.ts";
import { useSiteNames } from "./use-staff.ts";

/** A role that is about to be given. */
export type WantedRole = {
  readonly role: Role;
  readonly siteId: string;
  readonly from: string;
  readonly until: string;
};

// A participant has a device that a site hands over, not an account.
const grantable = role.options.filter((one) => one !== "participant");

export function useWantedRole(): readonly [WantedRole, (part: Partial<WantedRole>) => void] {
  const sites = useSiteNames();
  const first = [...sites.keys()][0] ?? "";
  const [wanted, setWanted] = useState<WantedRole>({
    role: "site-coordinator",
    siteId: first,
    from: today(),
    until: "",
  });
  return [wanted, (part) => setWanted((before) => ({ ...before, ...part }))];
}

/** What is sent; undefined while something is missing. */
export function grantOf({
  role: wanted,
  siteId,
  from,
  until,
}: WantedRole):
  | { readonly role: Role; readonly siteId?: string; readonly from: string; readonly until?: string }
  | undefined {
  const needsSite = siteRoles.includes(wanted);
  if (from === "" || (needsSite && siteId === "")) return undefined;
  return { role: wanted, from, ...(needsSite ? { siteId } : {}), ...(until === "" ? {} : { until }) };
}

/** Which role, at which site where it belongs to one, and for how long. */
export function RoleFields({
  wanted,
  onChange,
}: {
  readonly wanted: WantedRole;
  readonly onChange: (part: Partial<WantedRole>) => void;
}): ReactNode {
  const { administration } = useMessages();
  const word = useWord("role");
  const sites = useSiteNames();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <NativeSelect
        label={administration.role}
        value={wanted.role}
        onChange={(event) => onChange({ role: event.currentTarget.value as Role })}
        data={grantable.map((value) => ({ value, label: word(value) }))}
      />
      {siteRoles.includes(wanted.role) ? (
        <NativeSelect
          label={administration.site}
          value={wanted.siteId}
          onChange={(event) => onChange({ siteId: event.currentTarget.value })}
          data={[...sites].map(([value, label]) => ({ value, label }))}
          error={sites.size === 0 ? administration.openSiteFirst : undefined}
        />
      ) : (
        <NativeSelect label={administration.site} disabled data={[administration.wholeStudy]} />
      )}
      <DateInput label={administration.from} value={wanted.from} onChange={(from) => onChange({ from })} />
      <DateInput
        label={administration.until}
        min={wanted.from}
        value={wanted.until}
        onChange={(until) => onChange({ until })}
      />
    </SimpleGrid>
  );
}
