import { Anchor, Button, Card, Collapse, Group, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ChangesList } from "./changes-list.tsx";

export type Version = Answer<"GET /api/studies/:studyId/designs">["versions"][number];
type AtSite = Version["sites"][number];

const tones: Readonly<Record<AtSite["standing"], Tone>> = {
  "in-effect": "good",
  approved: "info",
  superseded: "neutral",
  "not-approved": "attention",
};

type VersionCardProps = {
  readonly version: Version;
  readonly isCurrent: boolean;
  readonly isFirst: boolean;
};

/** One version: since when, where it is in effect, how many follow it, what it changed. */
export function VersionCard({ version, isCurrent, isFirst }: VersionCardProps): ReactNode {
  const { design: words } = useMessages();
  const { studyId } = useStudy();
  const { version: name, summary, publishedAt, participants, toConfirm, hash } = version;
  const to = `/studies/${studyId}/design/${encodeURIComponent(name)}`;
  return (
    <Card withBorder component="section" aria-label={words.version(name)}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" wrap="wrap">
          <Stack gap={2} style={{ flex: 1, minWidth: 280 }}>
            <Group gap="xs">
              <Title order={2} size="h4">
                <Anchor component={Link} to={to} inherit>
                  {words.version(name)}
                </Anchor>
              </Title>
              {isCurrent ? <StatusBadge tone="info">{words.current}</StatusBadge> : null}
              {toConfirm > 0 ? (
                <StatusBadge tone="attention">{words.toConfirm(toConfirm)}</StatusBadge>
              ) : (
                <StatusBadge tone="good">{words.allConfirmed}</StatusBadge>
              )}
            </Group>
            <Text size="sm">{summary}</Text>
            <Text size="xs" c="dimmed">
              {words.published(formatDate(publishedAt))} · {words.participants(participants)} ·{" "}
              <span title={`${words.hashHelp} ${hash}`}>{words.hash(hash)}</span>
            </Text>
          </Stack>
          <Button component={Link} to={to} variant={isCurrent ? "filled" : "default"}>
            {words.open(name)}
          </Button>
        </Group>
        <Sites version={version} />
        <Changes version={version} isFirst={isFirst} />
      </Stack>
    </Card>
  );
}

function Sites({ version }: { readonly version: Version }): ReactNode {
  const { design: words } = useMessages();
  const columns: readonly Column<AtSite>[] = [
    {
      key: "site",
      head: words.siteColumns.site,
      cell: ({ number, name }) => `${number} ${name}`,
      sortBy: ({ number }) => number,
    },
    {
      key: "standing",
      head: words.siteColumns.standing,
      cell: ({ standing }) => <StatusBadge tone={tones[standing]}>{words.standings[standing]}</StatusBadge>,
    },
    {
      key: "approved",
      head: words.siteColumns.approved,
      cell: ({ approvedOn, committee }) =>
        approvedOn ? words.approvedBy(formatDate(approvedOn), committee ?? "") : "",
    },
    {
      key: "from",
      head: words.siteColumns.from,
      cell: ({ effectiveFrom }) => (effectiveFrom ? formatDate(effectiveFrom) : ""),
    },
  ];
  return (
    <RowsTable
      label={words.sitesOf(version.version)}
      rows={version.sites}
      columns={columns}
      rowKey={({ siteId }) => siteId}
      empty={words.noSites}
    />
  );
}

function Changes({ version, isFirst }: Omit<VersionCardProps, "isCurrent">): ReactNode {
  const { design: words } = useMessages();
  const [isOpen, { toggle }] = useDisclosure(false);
  const { changes } = version;
  if (isFirst || changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {isFirst ? words.firstVersion : words.noChanges}
      </Text>
    );
  }
  const risky = changes.filter(({ hazards }) => hazards.length > 0).length;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {words.changesTitle(changes.length)}
        </Text>
        {risky > 0 ? <StatusBadge tone="attention">{words.hazards(risky)}</StatusBadge> : null}
        <Button size="xs" variant="subtle" onClick={toggle} aria-expanded={isOpen}>
          {words.showChanges}
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        <ChangesList changes={changes} />
      </Collapse>
    </Stack>
  );
}
