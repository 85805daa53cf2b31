import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Answered } from "../../../components/answered.tsx";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { Section } from "../../../components/section.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import { DelegateDialog } from "./delegate-dialog.tsx";
import { EndDelegationDialog } from "./end-delegation-dialog.tsx";
import { PeriodBadge } from "./period-badge.tsx";
import { type Delegation, periodStanding, type StaffMember, useSiteNames, useStaff } from "./use-staff.ts";

export type DelegatedTasks = { readonly member: StaffMember; readonly delegation: Delegation };

/** The delegation log of each site. Ended lines stay in it. */
export function DelegationsPanel(): ReactNode {
  const { administration } = useMessages();
  const { mayAt } = useStudy();
  const staff = useStaff();
  const siteNames = useSiteNames();
  const [delegatesAt, setDelegatesAt] = useState<string>();
  const [ends, setEnds] = useState<DelegatedTasks>();
  const columns = useColumns(setEnds);
  return (
    <Stack gap="xl">
      <Text size="sm" c="dimmed">
        {administration.delegationsLead}
      </Text>
      <Answered query={staff}>
        {(members) => (
          <>
            {[...siteNames].map(([siteId, name]) => (
              <Section
                key={siteId}
                title={name}
                actions={
                  mayAt("delegate-tasks", siteId) ? (
                    <Button variant="default" onClick={() => setDelegatesAt(siteId)}>
                      {administration.delegate}
                    </Button>
                  ) : undefined
                }
              >
                <RowsTable
                  label={`${administration.tabs.delegations}: ${name}`}
                  rows={delegationsAt(members, siteId)}
                  rowKey={({ delegation }) => delegation.delegationId}
                  empty={administration.noDelegations}
                  columns={columns}
                />
              </Section>
            ))}
            <DelegateDialog
              key={delegatesAt ?? ""}
              siteId={delegatesAt}
              members={members}
              onClose={() => setDelegatesAt(undefined)}
            />
          </>
        )}
      </Answered>
      <EndDelegationDialog delegated={ends} onClose={() => setEnds(undefined)} />
    </Stack>
  );
}

function delegationsAt(members: readonly StaffMember[], siteId: string): readonly DelegatedTasks[] {
  return members
    .flatMap((member) =>
      member.delegations
        .filter((delegation) => delegation.siteId === siteId)
        .map((delegation) => ({ member, delegation })),
    )
    .sort((a, b) => a.delegation.from.localeCompare(b.delegation.from));
}

function useColumns(onEnd: (delegated: DelegatedTasks) => void): readonly Column<DelegatedTasks>[] {
  const { administration } = useMessages();
  const { mayAt } = useStudy();
  return [
    {
      key: "member",
      head: administration.member,
      sortBy: ({ member }) => member.name,
      cell: ({ member }) => member.name,
    },
    {
      key: "tasks",
      head: administration.tasks,
      cell: ({ delegation }) => delegation.tasks.join("; "),
    },
    {
      key: "from",
      head: administration.from,
      sortBy: ({ delegation }) => delegation.from,
      isOneLine: true,
      cell: ({ delegation }) => formatDate(delegation.from),
    },
    {
      key: "until",
      head: administration.until,
      isOneLine: true,
      cell: ({ delegation }) => (delegation.until ? formatDate(delegation.until) : ""),
    },
    { key: "by", head: administration.delegatedBy, cell: ({ delegation }) => delegation.delegatedByName },
    {
      key: "standing",
      head: administration.state,
      cell: ({ delegation }) => <PeriodBadge standing={periodStanding(delegation, today())} />,
    },
    {
      key: "acts",
      head: "",
      align: "end",
      cell: (row) => (
        <Group justify="flex-end">
          {row.delegation.until === undefined && mayAt("end-delegation", row.delegation.siteId) ? (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              aria-label={administration.endDelegationOf(row.member.name)}
              onClick={() => onEnd(row)}
            >
              {administration.endDelegation}
            </Button>
          ) : null}
        </Group>
      ),
    },
  ];
}
