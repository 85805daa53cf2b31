import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useSession } from "../../session/use-session.ts";
import { FoundStudyDialog } from "./found-study-dialog.tsx";

type StudyRow = Answer<"GET /api/studies">[number];

/** The studies in which one has a role, and the founding of another. */
export function StudiesPage(): ReactNode {
  const { administration } = useMessages();
  const session = useSession();
  const studies = useAnswer("GET /api/studies", {});
  const columns = useColumns();
  const [founds, setFounds] = useState(false);
  const isAdministrator = session.data?.user?.isAdministrator === true;
  return (
    <Page
      title={administration.studies}
      lead={administration.studiesLead}
      actions={
        isAdministrator ? (
          <Button onClick={() => setFounds(true)}>{administration.foundStudy}</Button>
        ) : undefined
      }
    >
      {isAdministrator ? <LockedAccounts /> : null}
      <Answered query={studies}>
        {(rows) => (
          <RowsTable
            label={administration.studies}
            rows={rows}
            rowKey={({ studyId }) => studyId}
            empty={isAdministrator ? administration.noStudiesFound : administration.noStudies}
            columns={columns}
          />
        )}
      </Answered>
      <FoundStudyDialog opened={founds} onClose={() => setFounds(false)} />
    </Page>
  );
}

function useColumns(): readonly Column<StudyRow>[] {
  const { administration, shell } = useMessages();
  return [
    {
      key: "name",
      head: administration.study,
      sortBy: ({ name }) => name,
      cell: ({ studyId, name, isDemonstration }) => (
        <Group gap="xs">
          <Anchor component={Link} to={`/studies/${studyId}`} fw={600}>
            {name}
          </Anchor>
          {isDemonstration ? <StatusBadge tone="attention">{shell.demonstrationShort}</StatusBadge> : null}
        </Group>
      ),
    },
    {
      key: "protocol",
      head: administration.protocol,
      sortBy: ({ protocolId }) => protocolId,
      cell: ({ protocolId }) => protocolId,
    },
    {
      key: "version",
      head: administration.version,
      cell: ({ designVersion }) => designVersion ?? administration.noVersion,
    },
  ];
}

/** The alert that a lockout raises, where an administrator begins the day. */
function LockedAccounts(): ReactNode {
  const { administration } = useMessages();
  const accounts = useAnswer("GET /api/accounts", {}, { refetchInterval: 60_000 });
  const locked = (accounts.data ?? []).filter(({ lockedUntil }) => lockedUntil !== null);
  if (locked.length === 0) return null;
  return (
    <Alert role="status" color="red" variant="light">
      <Text size="sm">
        {administration.lockedAccounts(locked.map(({ name }) => name).join(", "))}{" "}
        <Anchor component={Link} to="/accounts" size="sm">
          {administration.toAccounts}
        </Anchor>
      </Text>
    </Alert>
  );
}
