import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { EnvelopeOpenedDialog } from "./envelope-opened-dialog.tsx";
import { EnvelopeReturnedDialog } from "./envelope-returned-dialog.tsx";
import { IssueEnvelopes } from "./issue-envelopes.tsx";

export type EnvelopeLine = Answer<"GET /api/studies/:studyId/envelopes">[number];

const tones: Readonly<Record<string, Tone>> = {
  unopened: "good",
  opened: "bad",
  returned: "neutral",
  destroyed: "neutral",
  unknown: "bad",
};

/** The sheets outside the server: every serial number, and what became of it. */
export function EnvelopesPage(): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId, may } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/envelopes", { params: { studyId } });
  return (
    <Page
      title={words.envelopesTitle}
      lead={words.envelopesLead}
      actions={
        <>
          <Button variant="default" onClick={() => window.print()}>
            {words.print}
          </Button>
          {may("issue-envelopes") ? <IssueEnvelopes /> : null}
        </>
      }
    >
      <Answered query={query}>{(lines) => <Reconciliation lines={lines} />}</Answered>
    </Page>
  );
}

function Reconciliation({ lines }: { readonly lines: readonly EnvelopeLine[] }): ReactNode {
  const { unblinding: words } = useMessages();
  const [site, setSite] = useState("");
  const [opened, setOpened] = useState<EnvelopeLine>();
  const [returned, setReturned] = useState<EnvelopeLine>();
  const columns = useColumns(setOpened, setReturned);
  const found = lines.filter(({ siteId }) => site === "" || siteId === site);
  const counts = Object.entries(words.standings)
    .map(([code, name]) => [name, found.filter(({ standing }) => standing === code).length] as const)
    .filter(([, count]) => count > 0);
  return (
    <Stack>
      <Group align="flex-end" gap="sm">
        <SiteFilter lines={lines} site={site} onSite={setSite} />
        <Text size="sm" role="status">
          {words.standingCounts(counts)}
        </Text>
      </Group>
      <RowsTable
        label={words.envelopesTitle}
        rows={found}
        columns={columns}
        rowKey={({ serial }) => serial}
        empty={`${words.noEnvelopes} ${words.noEnvelopesHelp}`}
      />
      {opened ? <EnvelopeOpenedDialog line={opened} onClose={() => setOpened(undefined)} /> : null}
      {returned ? <EnvelopeReturnedDialog line={returned} onClose={() => setReturned(undefined)} /> : null}
    </Stack>
  );
}

function SiteFilter({
  lines,
  site,
  onSite,
}: {
  readonly lines: readonly EnvelopeLine[];
  readonly site: string;
  readonly onSite: (site: string) => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  const sites = [...new Map(lines.map(({ siteId, siteNumber }) => [siteId, siteNumber]))];
  if (sites.length < 2) return null;
  return (
    <NativeSelect
      label={words.filterSite}
      value={site}
      onChange={(event) => onSite(event.currentTarget.value)}
      data={[{ value: "", label: words.allSites }, ...sites.map(([value, label]) => ({ value, label }))]}
    />
  );
}

function useColumns(
  onOpened: (line: EnvelopeLine) => void,
  onReturned: (line: EnvelopeLine) => void,
): readonly Column<EnvelopeLine>[] {
  const { unblinding: words } = useMessages();
  const { may } = useStudy();
  const { envelopeColumns: heads } = words;
  return [
    {
      key: "serial",
      head: heads.serial,
      cell: ({ serial }) => serial,
      sortBy: ({ serial }) => serial,
      isOneLine: true,
    },
    {
      key: "site",
      head: heads.site,
      cell: ({ siteNumber }) => siteNumber,
      sortBy: ({ siteNumber }) => siteNumber,
    },
    {
      key: "who",
      head: heads.who,
      cell: ({ number }) => number,
      sortBy: ({ number }) => number ?? "",
      isOneLine: true,
    },
    {
      key: "issued",
      head: heads.issued,
      cell: ({ issuedAt }) => (issuedAt ? <Moment at={issuedAt} /> : null),
      sortBy: ({ issuedAt }) => issuedAt ?? "",
      isOneLine: true,
    },
    {
      key: "standing",
      head: heads.standing,
      cell: ({ standing }) => (
        <StatusBadge tone={tones[standing] ?? "neutral"}>{words.standings[standing] ?? standing}</StatusBadge>
      ),
      sortBy: ({ standing }) => standing,
    },
    {
      key: "changed",
      head: heads.changed,
      cell: ({ changedAt }) => (changedAt ? <Moment at={changedAt} /> : null),
      isOneLine: true,
    },
    {
      key: "act",
      head: heads.act,
      cell: (line) => (
        <Group gap={6} className="vigil-no-print" wrap="nowrap">
          {line.standing === "unopened" && line.participantId && may("record-envelope-opening") ? (
            <Button size="xs" variant="light" color="red" onClick={() => onOpened(line)}>
              {words.tellOpened}
            </Button>
          ) : null}
          {line.issuedAt && line.standing !== "destroyed" && may("record-envelope-return") ? (
            <Button size="xs" variant="subtle" onClick={() => onReturned(line)}>
              {words.tellReturned}
            </Button>
          ) : null}
        </Group>
      ),
    },
  ];
}
