import { Button, Group, Stack, Switch, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Answered } from "../../../components/answered.tsx";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import { AddMemberDialog } from "./add-member-dialog.tsx";
import { EndRoleDialog } from "./end-role-dialog.tsx";
import { GrantRoleDialog } from "./grant-role-dialog.tsx";
import { PeriodBadge } from "./period-badge.tsx";
import { type Grant, periodStanding, type StaffMember, useSiteNames, useStaff } from "./use-staff.ts";

export type GrantedRole = { readonly member: StaffMember; readonly grant: Grant };

/** Who has which role, where and from when until when; giving roles and ending them. */
export function StaffPanel(): ReactNode {
  const { administration } = useMessages();
  const { may } = useStudy();
  const staff = useStaff();
  const [showsPast, setShowsPast] = useState(false);
  const [adds, setAdds] = useState(false);
  const [grantsTo, setGrantsTo] = useState<StaffMember>();
  const [ends, setEnds] = useState<GrantedRole>();
  const columns = useColumns(setGrantsTo, setEnds);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="dimmed">
          {administration.staffLead}
        </Text>
        <Group gap="md" className="vigil-no-print">
          <Switch
            label={administration.showPast}
            checked={showsPast}
            onChange={(event) => setShowsPast(event.currentTarget.checked)}
          />
          {may("add-staff-member") ? (
            <Button variant="default" onClick={() => setAdds(true)}>
              {administration.addMember}
            </Button>
          ) : null}
        </Group>
      </Group>
      <Answered query={staff}>
        {(members) => (
          <RowsTable
            label={administration.tabs.staff}
            rows={rolesOf(members, showsPast)}
            rowKey={({ grant }) => grant.grantId}
            empty={administration.noStaff}
            columns={columns}
          />
        )}
      </Answered>
      <AddMemberDialog opened={adds} onClose={() => setAdds(false)} />
      <GrantRoleDialog member={grantsTo} onClose={() => setGrantsTo(undefined)} />
      <EndRoleDialog granted={ends} onClose={() => setEnds(undefined)} />
    </Stack>
  );
}

function rolesOf(members: readonly StaffMember[], withPast: boolean): readonly GrantedRole[] {
  return members.flatMap((member) =>
    member.grants
      .filter((grant) => withPast || periodStanding(grant, today()) !== "past")
      .map((grant) => ({ member, grant })),
  );
}

function useColumns(
  onGrant: (member: StaffMember) => void,
  onEnd: (granted: GrantedRole) => void,
): readonly Column<GrantedRole>[] {
  const { administration } = useMessages();
  const { may } = useStudy();
  const word = useWord("role");
  const siteNames = useSiteNames();
  const siteOf = ({ siteId }: Grant): string =>
    siteId === undefined ? administration.wholeStudy : (siteNames.get(siteId) ?? siteId);
  const acts = useActs(onGrant, onEnd);
  return [
    {
      key: "member",
      head: administration.member,
      sortBy: ({ member }) => member.name,
      cell: ({ member }) => member.name,
    },
    {
      key: "role",
      head: administration.role,
      sortBy: ({ grant }) => word(grant.role),
      cell: ({ grant }) => word(grant.role),
    },
    {
      key: "site",
      head: administration.site,
      sortBy: ({ grant }) => siteOf(grant),
      cell: ({ grant }) => siteOf(grant),
    },
    {
      key: "from",
      head: administration.from,
      sortBy: ({ grant }) => grant.from,
      isOneLine: true,
      cell: ({ grant }) => formatDate(grant.from),
    },
    {
      key: "until",
      head: administration.until,
      isOneLine: true,
      cell: ({ grant }) => (grant.until ? formatDate(grant.until) : ""),
    },
    {
      key: "standing",
      head: administration.state,
      cell: ({ grant }) => <PeriodBadge standing={periodStanding(grant, today())} />,
    },
    ...(may("grant-role") || may("end-role") ? [acts] : []),
  ];
}

/** The last column: what may be done about a role. */
function useActs(
  onGrant: (member: StaffMember) => void,
  onEnd: (granted: GrantedRole) => void,
): Column<GrantedRole> {
  const { administration } = useMessages();
  const { may } = useStudy();
  const word = useWord("role");
  return {
    key: "acts",
    head: "",
    align: "end",
    cell: (row) => (
      <Group gap={4} justify="flex-end" wrap="nowrap">
        {may("grant-role") ? (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={administration.grantRoleTo(row.member.name)}
            onClick={() => onGrant(row.member)}
          >
            {administration.grantRole}
          </Button>
        ) : null}
        {may("end-role") && row.grant.until === undefined ? (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={administration.endRoleOf(word(row.grant.role), row.member.name)}
            onClick={() => onEnd(row)}
          >
            {administration.endRole}
          </Button>
        ) : null}
      </Group>
    ),
  };
}
