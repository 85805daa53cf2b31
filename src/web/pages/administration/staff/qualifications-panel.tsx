import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Answered } from "../../../components/answered.tsx";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import { QualificationDialog } from "./qualification-dialog.tsx";
import { type Credential, type StaffMember, useStaff } from "./use-staff.ts";
import { validityOf } from "./validity.ts";

type HeldQualification = { readonly member: StaffMember; readonly credential: Credential };

/** Licenses, training and certificates, those first that are no longer valid. */
export function QualificationsPanel(): ReactNode {
  const { administration } = useMessages();
  const { may } = useStudy();
  const staff = useStaff();
  const columns = useColumns();
  const [records, setRecords] = useState(false);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="dimmed">
          {administration.qualificationsLead}
        </Text>
        {may("record-credential") ? (
          <Button variant="default" onClick={() => setRecords(true)}>
            {administration.recordQualification}
          </Button>
        ) : null}
      </Group>
      <Answered query={staff}>
        {(members) => (
          <>
            <Expiring held={heldBy(members)} />
            <RowsTable
              label={administration.tabs.qualifications}
              rows={heldBy(members)}
              rowKey={({ credential }) => credential.credentialId}
              empty={administration.noQualifications}
              columns={columns}
            />
            <QualificationDialog
              key={String(records)}
              opened={records}
              members={members}
              onClose={() => setRecords(false)}
            />
          </>
        )}
      </Answered>
    </Stack>
  );
}

/** By the day on which they end: what has expired is on top, what never does below. */
function heldBy(members: readonly StaffMember[]): readonly HeldQualification[] {
  const end = ({ credential }: HeldQualification): string => credential.validUntil ?? "9999";
  return members
    .flatMap((member) => member.credentials.map((credential) => ({ member, credential })))
    .sort((a, b) => end(a).localeCompare(end(b)) || a.member.name.localeCompare(b.member.name));
}

function Expiring({ held }: { readonly held: readonly HeldQualification[] }): ReactNode {
  const { administration } = useMessages();
  const standings = held.map(({ credential }) => validityOf(credential, today()).standing);
  const expired = standings.filter((standing) => standing === "expired").length;
  const expiring = standings.filter((standing) => standing === "expiring").length;
  if (expired + expiring === 0) return null;
  return (
    <Alert color={expired > 0 ? "red" : "yellow"} variant="light">
      <Text size="sm">
        {[
          expired > 0 ? administration.expiredCount(expired) : "",
          expiring > 0 ? administration.soonCount(expiring) : "",
        ]
          .filter(Boolean)
          .join(" ")}
      </Text>
    </Alert>
  );
}

function useColumns(): readonly Column<HeldQualification>[] {
  const { administration } = useMessages();
  const word = useWord("credentialKind");
  return [
    {
      key: "member",
      head: administration.member,
      sortBy: ({ member }) => member.name,
      cell: ({ member }) => member.name,
    },
    {
      key: "kind",
      head: administration.qualification,
      sortBy: ({ credential }) => credential.kind,
      cell: ({ credential }) => (
        <>
          <Text size="sm">{credential.name}</Text>
          <Text size="xs" c="dimmed">
            {word(credential.kind)}
          </Text>
        </>
      ),
    },
    { key: "issuer", head: administration.issuer, cell: ({ credential }) => credential.issuer },
    { key: "number", head: administration.number, cell: ({ credential }) => credential.number ?? "" },
    {
      key: "from",
      head: administration.validFrom,
      isOneLine: true,
      cell: ({ credential }) => formatDate(credential.validFrom),
    },
    {
      key: "until",
      head: administration.validUntil,
      sortBy: ({ credential }) => credential.validUntil ?? "9999",
      isOneLine: true,
      cell: ({ credential }) => (credential.validUntil ? formatDate(credential.validUntil) : ""),
    },
    {
      key: "state",
      head: administration.state,
      cell: ({ credential }) => <ValidityBadge credential={credential} />,
    },
  ];
}

function ValidityBadge({ credential }: { readonly credential: Credential }): ReactNode {
  const { administration } = useMessages();
  const validity = validityOf(credential, today());
  switch (validity.standing) {
    case "valid":
      return <StatusBadge tone="good">{administration.valid}</StatusBadge>;
    case "expiring":
      return (
        <StatusBadge tone="attention">
          {validity.days === 0 ? administration.expiresToday : administration.expires(validity.days)}
        </StatusBadge>
      );
    case "expired":
      return <StatusBadge tone="bad">{administration.expired(formatDate(validity.on))}</StatusBadge>;
  }
}
