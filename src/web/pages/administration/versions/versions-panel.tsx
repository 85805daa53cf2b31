import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Answer } from "../../../api/call.ts";
import { useAnswer } from "../../../api/use-answer.ts";
import { Answered } from "../../../components/answered.tsx";
import { Moment } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";

// The rules that check a design weigh more than the rest of the page.
const PublishDialog = lazy(async () => ({ default: (await import("./publish-dialog.tsx")).PublishDialog }));

type Version = Answer<"GET /api/studies/:studyId/designs">["versions"][number];

/** The versions of the protocol, and the publishing of another. */
export function VersionsPanel(): ReactNode {
  const { administration } = useMessages();
  const { studyId, may } = useStudy();
  const designs = useAnswer("GET /api/studies/:studyId/designs", { params: { studyId } });
  const columns = useColumns();
  const [publishes, setPublishes] = useState(false);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="dimmed">
          {administration.versionsLead}
        </Text>
        {may("publish-design") ? (
          <Button variant="default" onClick={() => setPublishes(true)}>
            {administration.publish}
          </Button>
        ) : null}
      </Group>
      <Answered query={designs}>
        {({ versions }) => (
          <RowsTable
            label={administration.tabs.versions}
            rows={versions}
            rowKey={({ version }) => version}
            empty={administration.noVersions}
            columns={columns}
          />
        )}
      </Answered>
      {publishes ? (
        <Suspense fallback={null}>
          <PublishDialog current={designs.data?.current ?? undefined} onClose={() => setPublishes(false)} />
        </Suspense>
      ) : null}
    </Stack>
  );
}

function useColumns(): readonly Column<Version>[] {
  const { administration } = useMessages();
  const { studyId, may } = useStudy();
  const base = `/studies/${studyId}/design`;
  return [
    {
      key: "version",
      head: administration.version,
      cell: ({ version }) =>
        may("see-design") ? (
          <Anchor component={Link} to={`${base}/${encodeURIComponent(version)}`} size="sm" fw={600}>
            {version}
          </Anchor>
        ) : (
          version
        ),
    },
    { key: "summary", head: administration.summary, cell: ({ summary }) => summary },
    {
      key: "published",
      head: administration.published,
      isOneLine: true,
      cell: ({ publishedAt }) => <Moment at={publishedAt} />,
    },
    {
      key: "sites",
      head: administration.effectiveAt,
      cell: ({ sites }) => (sites.length === 0 ? administration.nowhere : sites.join(", ")),
    },
  ];
}
