import { Anchor, Box, Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate, Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { AssessImpactDialog } from "./assess-impact-dialog.tsx";
import { ReportDialog } from "./report-dialog.tsx";

export type RegisterLine = Answer<"GET /api/studies/:studyId/unblindings">[number];

const kindTones: Readonly<Record<string, Tone>> = {
  emergency: "bad",
  safety: "info",
  inadvertent: "attention",
};

/** Every time an arm became known to somebody, as far as the person may see it. */
export function RegisterPage(): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/unblindings", { params: { studyId } });
  return (
    <Page
      title={words.registerTitle}
      lead={words.registerLead}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {words.print}
        </Button>
      }
    >
      <Answered query={query}>{(lines) => <Register lines={lines} />}</Answered>
    </Page>
  );
}

function Register({ lines }: { readonly lines: readonly RegisterLine[] }): ReactNode {
  const { unblinding: words } = useMessages();
  const [kind, setKind] = useState("");
  const [site, setSite] = useState("");
  const [search, setSearch] = useState("");
  const [reported, setReported] = useState<RegisterLine>();
  const [assessed, setAssessed] = useState<RegisterLine>();
  const columns = useColumns(setReported, setAssessed);
  const wanted = search.trim().toLowerCase();
  const found = lines.filter(
    (line) =>
      (kind === "" || line.kind === kind) &&
      (site === "" || line.siteId === site) &&
      (line.number ?? "").toLowerCase().includes(wanted),
  );
  return (
    <Stack>
      <Group align="flex-end" gap="sm" className="vigil-no-print">
        <NativeSelect
          label={words.filterKind}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: "", label: words.allKinds },
            ...Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
          ]}
        />
        <SiteFilter site={site} onSite={setSite} />
        <TextInput
          label={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </Group>
      <RowsTable
        label={words.registerTitle}
        rows={found}
        columns={columns}
        rowKey={({ unblindingId }) => unblindingId}
        empty={lines.length === 0 ? `${words.none} ${words.noneHelp}` : words.noneMatches}
      />
      {reported ? <ReportDialog line={reported} onClose={() => setReported(undefined)} /> : null}
      {assessed ? <AssessImpactDialog line={assessed} onClose={() => setAssessed(undefined)} /> : null}
    </Stack>
  );
}

function SiteFilter({
  site,
  onSite,
}: {
  readonly site: string;
  readonly onSite: (site: string) => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  const { overview } = useStudy();
  if (overview.sites.length < 2) return null;
  return (
    <NativeSelect
      label={words.filterSite}
      value={site}
      onChange={(event) => onSite(event.currentTarget.value)}
      data={[
        { value: "", label: words.allSites },
        ...overview.sites.map(({ site: { siteId, number, name } }) => ({
          value: siteId,
          label: `${number} ${name}`,
        })),
      ]}
    />
  );
}

function useColumns(
  onReport: (line: RegisterLine) => void,
  onAssess: (line: RegisterLine) => void,
): readonly Column<RegisterLine>[] {
  const { unblinding: words } = useMessages();
  const { studyId, may } = useStudy();
  const roleWord = useWord("role");
  return [
    {
      key: "when",
      head: words.columns.when,
      cell: ({ occurredAt }) => <Moment at={occurredAt} />,
      sortBy: ({ occurredAt }) => occurredAt,
      isOneLine: true,
    },
    {
      key: "who",
      head: words.columns.who,
      cell: ({ participantId, number }) =>
        may("see-participant") ? (
          <Anchor component={Link} inherit to={`/studies/${studyId}/participants/${participantId}`}>
            {number}
          </Anchor>
        ) : (
          number
        ),
      sortBy: ({ number }) => number ?? "",
      isOneLine: true,
    },
    {
      key: "kind",
      head: words.columns.kind,
      cell: (line) => <Kind line={line} />,
      sortBy: ({ kind }) => kind,
    },
    {
      key: "by",
      head: words.columns.by,
      cell: ({ byName, role }) => (
        <>
          {byName}
          <Text size="xs" c="dimmed">
            {roleWord(role)}
          </Text>
        </>
      ),
      sortBy: ({ byName }) => byName,
    },
    {
      key: "knows",
      head: words.columns.knows,
      cell: ({ whoKnows }) => whoKnows.map((who) => words.knowers[who] ?? who).join(", "),
    },
    { key: "state", head: words.columns.state, cell: (line) => <State line={line} /> },
    {
      key: "act",
      head: words.columns.act,
      cell: (line) => <Acts line={line} onReport={onReport} onAssess={onAssess} />,
    },
  ];
}

function Kind({ line }: { readonly line: RegisterLine }): ReactNode {
  const { unblinding: words } = useMessages();
  const { kind, reason, via, how, envelopeSerial, reportNumber, formKey } = line;
  const details = [
    reason === null ? "" : (words.reasons[reason] ?? reason),
    how === null ? "" : (words.hows[how] ?? how),
    via === null ? "" : (words.ways[via] ?? via),
    envelopeSerial === null ? "" : words.sheet(envelopeSerial),
    reportNumber === null ? "" : words.safetyReport(reportNumber, formKey ?? ""),
  ].filter(Boolean);
  return (
    <Stack gap={2} miw={200}>
      <Box>
        <StatusBadge tone={kindTones[kind] ?? "neutral"}>{words.kinds[kind] ?? kind}</StatusBadge>
      </Box>
      <Text size="sm">{details.join(" · ")}</Text>
    </Stack>
  );
}

function State({ line }: { readonly line: RegisterLine }): ReactNode {
  const { unblinding: words } = useMessages();
  const { kind, reportedAt, impact, lostGuesses, laterRatings, notes, careChanged } = line;
  if (kind === "safety") return notes ? <Notes notes={notes} careChanged={null} /> : null;
  const more = [
    lostGuesses > 0 ? words.lostGuesses(lostGuesses) : "",
    laterRatings === null ? "" : words.laterRatings(laterRatings),
  ].filter(Boolean);
  return (
    <Stack gap={2} miw={180}>
      {kind === "emergency" ? (
        <Box>
          <StatusBadge tone={reportedAt ? "neutral" : "bad"}>
            {reportedAt ? words.reportGiven(formatDate(reportedAt)) : words.reportOpen}
          </StatusBadge>
        </Box>
      ) : null}
      <Box>
        <StatusBadge tone={impact === null ? "attention" : "neutral"}>
          {impact === null ? words.impactOpen : (words.impacts[impact] ?? impact)}
        </StatusBadge>
      </Box>
      {more.length > 0 ? (
        <Text size="xs" c="dimmed">
          {more.join(" · ")}
        </Text>
      ) : null}
      {notes ? <Notes notes={notes} careChanged={careChanged} /> : null}
    </Stack>
  );
}

function Notes({
  notes,
  careChanged,
}: {
  readonly notes: readonly string[];
  readonly careChanged: boolean | null;
}): ReactNode {
  const { unblinding: words } = useMessages();
  return (
    <details>
      <summary>{words.notes}</summary>
      {careChanged === null ? null : <Text size="xs">{words.careChanged(careChanged)}</Text>}
      {notes.map((note) => (
        <Text key={note} size="sm" style={{ overflowWrap: "anywhere" }}>
          {note}
        </Text>
      ))}
    </details>
  );
}

function Acts({
  line,
  onReport,
  onAssess,
}: {
  readonly line: RegisterLine;
  readonly onReport: (line: RegisterLine) => void;
  readonly onAssess: (line: RegisterLine) => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  const { mayAt } = useStudy();
  const { kind, siteId, reportedAt, impact } = line;
  return (
    <Group gap={6} className="vigil-no-print">
      {kind === "emergency" && !reportedAt && mayAt("complete-unblinding-report", siteId) ? (
        <Button size="xs" variant="light" onClick={() => onReport(line)}>
          {words.giveReport}
        </Button>
      ) : null}
      {kind !== "safety" && mayAt("assess-unblinding-impact", siteId) ? (
        <Button size="xs" variant={impact === null ? "light" : "subtle"} onClick={() => onAssess(line)}>
          {impact === null ? words.assess : words.assessAgain}
        </Button>
      ) : null}
    </Group>
  );
}
