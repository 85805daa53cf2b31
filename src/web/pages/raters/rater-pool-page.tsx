import { Button, Group, Stack, Text, Title } from "@mantine/core";
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
import { useDialog } from "../participants/use-dialog.ts";
import { languageName } from "../ratings/language-name.ts";
import { CertificateDialog, ChooseDialog, LanguagesDialog, SecondRatingDialog } from "./pool-dialogs.tsx";

export type Pool = Answer<"GET /api/studies/:studyId/rater-pool">;
export type Rater = Pool["raters"][number];
export type Unassigned = Pool["unassigned"][number];
export type Recording = Pool["recordings"][number];

const tones: Readonly<Record<Rater["certificates"][number]["state"], Tone>> = {
  valid: "good",
  ending: "attention",
  ended: "bad",
  absent: "bad",
};

/** The rater coordinator's page: who can rate, what waits, which recordings are rated again. */
export function RaterPoolPage(): ReactNode {
  const { raters } = useMessages();
  const { studyId } = useStudy();
  const pool = useAnswer("GET /api/studies/:studyId/rater-pool", { params: { studyId } });
  return (
    <Page title={raters.title} lead={raters.lead}>
      <Answered query={pool}>
        {(known) => (
          <Stack gap="xl">
            <Raters pool={known} />
            <Waiting pool={known} />
            <Recordings pool={known} />
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

function Section({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <Title order={2} size="h4">
        {title}
      </Title>
      {lead === undefined ? null : (
        <Text size="sm" c="dimmed" mb="xs">
          {lead}
        </Text>
      )}
      {children}
    </div>
  );
}

function useRaterColumns(): readonly Column<Rater>[] {
  const { raters } = useMessages();
  return [
    { key: "name", head: raters.name, cell: ({ name }) => name, sortBy: ({ name }) => name },
    {
      key: "languages",
      head: raters.languages,
      cell: ({ languages: spoken }) =>
        spoken.length === 0 ? raters.anyLanguage : spoken.map(languageName).join(", "),
    },
    {
      key: "certificates",
      head: raters.certificate,
      cell: ({ certificates }) => (
        <Stack gap={4}>
          {certificates.length === 0 ? <Text size="sm">{raters.noCertificates}</Text> : null}
          {certificates.map(({ name, state }) => (
            <Group key={name} gap={4}>
              <Text size="sm">{name}</Text>
              <StatusBadge tone={tones[state]}>{raters.stateOf[state]}</StatusBadge>
            </Group>
          ))}
        </Stack>
      ),
    },
    {
      key: "until",
      head: raters.until,
      isOneLine: true,
      cell: ({ certificates }) => certificates.map(({ validUntil }) => validUntil ?? "").join(", "),
      sortBy: ({ certificates }) => certificates[0]?.validUntil ?? "",
    },
    {
      key: "open",
      head: raters.open,
      cell: ({ open }) =>
        open.length === 0 ? (
          <Text size="sm" c="dimmed">
            {raters.noOpen}
          </Text>
        ) : (
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {open.length}
            </Text>
            <Moment at={open[0] ?? ""} />
          </Group>
        ),
      sortBy: ({ open }) => open.length,
    },
  ];
}

function Raters({ pool }: { readonly pool: Pool }): ReactNode {
  const { raters } = useMessages();
  const { may } = useStudy();
  const certificate = useDialog<Rater>();
  const languages = useDialog<Rater>();
  const known = useRaterColumns();
  const columns: readonly Column<Rater>[] = [
    ...known,
    {
      key: "act",
      head: "",
      align: "end",
      cell: (rater) =>
        may("record-credential") ? (
          <Group gap={4} justify="flex-end">
            <Button size="compact-sm" variant="light" onClick={() => certificate.open(rater)}>
              {raters.record}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => languages.open(rater)}>
              {raters.setLanguages}
            </Button>
          </Group>
        ) : null,
    },
  ];
  return (
    <Section title={raters.pool}>
      <RowsTable
        label={raters.pool}
        rows={pool.raters}
        columns={columns}
        rowKey={({ userId }) => userId}
        empty={raters.noRaters}
      />
      {certificate.subject ? (
        <CertificateDialog
          key={`c${certificate.turn}`}
          rater={certificate.subject}
          certificates={pool.certificates}
          opened={certificate.isOpen}
          onClose={certificate.close}
        />
      ) : null}
      {languages.subject ? (
        <LanguagesDialog
          key={`l${languages.turn}`}
          rater={languages.subject}
          opened={languages.isOpen}
          onClose={languages.close}
        />
      ) : null}
    </Section>
  );
}

function Waiting({ pool }: { readonly pool: Pool }): ReactNode {
  const { raters } = useMessages();
  const { may } = useStudy();
  const choose = useDialog<Unassigned>();
  const columns: readonly Column<Unassigned>[] = [
    { key: "who", head: raters.who, isOneLine: true, cell: ({ number }) => number ?? raters.unnumbered },
    { key: "what", head: raters.what, cell: ({ form, visit }) => `${form}, ${visit}` },
    { key: "chosen", head: raters.chosen, cell: ({ chosen }) => chosen ?? raters.nobody },
    {
      key: "act",
      head: "",
      align: "end",
      cell: (waiting) =>
        may("choose-rater") ? (
          <Button size="compact-sm" variant="light" onClick={() => choose.open(waiting)}>
            {raters.choose}
          </Button>
        ) : null,
    },
  ];
  return (
    <Section title={raters.unassigned} lead={raters.unassignedLead}>
      <RowsTable
        label={raters.unassigned}
        rows={pool.unassigned}
        columns={columns}
        rowKey={({ participantId, formKey }) => `${participantId} ${formKey}`}
        empty={raters.noUnassigned}
      />
      {choose.subject ? (
        <ChooseDialog
          key={choose.turn}
          waiting={choose.subject}
          raters={pool.raters}
          opened={choose.isOpen}
          onClose={choose.close}
        />
      ) : null}
    </Section>
  );
}

const shownAtFirst = 12;

function Recordings({ pool }: { readonly pool: Pool }): ReactNode {
  const { raters } = useMessages();
  const { may } = useStudy();
  const again = useDialog<Recording>();
  const [isWhole, setWhole] = useState(false);
  const open = pool.recordings.filter(({ isSampled, second }) => isSampled && second === "none");
  const ordered = [...open, ...pool.recordings.filter((one) => !open.includes(one))];
  const shown = isWhole ? ordered : ordered.slice(0, shownAtFirst);
  const columns: readonly Column<Recording>[] = [
    { key: "who", head: raters.who, isOneLine: true, cell: ({ number }) => number ?? raters.unnumbered },
    { key: "visit", head: raters.what, cell: ({ visit }) => visit },
    {
      key: "when",
      head: raters.when,
      cell: ({ startsAt }) => (startsAt === null ? "" : <Moment at={startsAt} />),
      sortBy: ({ startsAt }) => startsAt ?? "",
    },
    { key: "first", head: raters.first, cell: ({ rater }) => rater },
    {
      key: "second",
      head: raters.agreement.title,
      cell: ({ second, isSampled }) => (
        <Group gap="xs" wrap="nowrap">
          <StatusBadge tone={second === "received" ? "good" : second === "requested" ? "info" : "neutral"}>
            {raters.second[second]}
          </StatusBadge>
          {isSampled ? <StatusBadge tone="attention">{raters.sampled}</StatusBadge> : null}
        </Group>
      ),
    },
    {
      key: "act",
      head: "",
      align: "end",
      cell: (recording) =>
        recording.second === "none" && may("request-second-rating") ? (
          <Button
            size="compact-sm"
            variant={recording.isSampled ? "light" : "subtle"}
            onClick={() => again.open(recording)}
          >
            {raters.again}
          </Button>
        ) : null,
    },
  ];
  return (
    <Section title={raters.recordings} lead={raters.recordingsLead}>
      <RowsTable
        label={raters.recordings}
        rows={shown}
        columns={columns}
        rowKey={({ handle }) => handle}
        empty={raters.noRecordings}
      />
      {shown.length < ordered.length ? (
        <Button variant="subtle" mt="xs" onClick={() => setWhole(true)}>
          {raters.more(shown.length, ordered.length)}
        </Button>
      ) : null}
      {again.subject ? (
        <SecondRatingDialog
          key={again.turn}
          recording={again.subject}
          opened={again.isOpen}
          onClose={again.close}
        />
      ) : null}
    </Section>
  );
}
