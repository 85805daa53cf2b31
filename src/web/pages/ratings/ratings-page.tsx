import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { languageName } from "./language-name.ts";

type Rating = Answer<"GET /api/studies/:studyId/ratings">[number];

const tones: Readonly<Record<string, Tone>> = {
  assigned: "attention",
  "in-progress": "info",
  submitted: "good",
  canceled: "neutral",
  "handed-back": "neutral",
};

/** The independent rater's own assessments: what is to be done, and what was handed in. */
export function RatingsPage(): ReactNode {
  const { ratings } = useMessages();
  const { studyId } = useStudy();
  const list = useAnswer("GET /api/studies/:studyId/ratings", { params: { studyId } });
  const columns = useColumns(studyId);
  return (
    <Page title={ratings.title} lead={ratings.lead}>
      <Answered query={list}>
        {(all) => {
          const isOpen = ({ state }: Rating): boolean => state === "assigned" || state === "in-progress";
          const open = all.filter(isOpen);
          const done = all.filter((rating) => !isOpen(rating)).reverse();
          return (
            <Stack gap="xl">
              <div>
                <Title order={2} size="h4" mb="xs">
                  {ratings.open}
                </Title>
                <RowsTable
                  label={ratings.open}
                  rows={open}
                  columns={columns}
                  rowKey={({ handle }) => handle}
                  empty={ratings.none}
                />
              </div>
              <div>
                <Title order={2} size="h4" mb="xs">
                  {ratings.done}
                </Title>
                <RowsTable
                  label={ratings.done}
                  rows={done}
                  columns={columns.filter(({ key }) => key !== "trauma" && key !== "language")}
                  rowKey={({ handle }) => handle}
                  empty={ratings.noneDone}
                />
              </div>
            </Stack>
          );
        }}
      </Answered>
    </Page>
  );
}

function useColumns(studyId: string): readonly Column<Rating>[] {
  const { ratings, common } = useMessages();
  return [
    {
      key: "when",
      head: ratings.when,
      cell: ({ startsAt }) => (startsAt === null ? common.unknown : <Moment at={startsAt} />),
      sortBy: ({ startsAt }) => startsAt ?? "",
    },
    {
      key: "pseudonym",
      head: ratings.pseudonym,
      cell: ({ pseudonym, isRecording }) => (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm">{pseudonym}</Text>
          {isRecording ? <StatusBadge tone="neutral">{ratings.recording}</StatusBadge> : null}
        </Group>
      ),
    },
    {
      key: "trauma",
      head: ratings.indexTrauma,
      cell: ({ indexTrauma }) => <Text size="sm">{indexTrauma ?? ""}</Text>,
    },
    {
      key: "language",
      head: ratings.language,
      cell: ({ language }) => (language === null ? "" : languageName(language)),
    },
    {
      key: "state",
      head: ratings.state,
      cell: ({ state }) => (
        <StatusBadge tone={tones[state] ?? "neutral"}>{ratings.stateOf[state] ?? state}</StatusBadge>
      ),
    },
    {
      key: "act",
      head: common.open,
      align: "end",
      cell: ({ handle, state, pseudonym }) => {
        const word =
          state === "assigned" ? ratings.begin : state === "in-progress" ? ratings.goOn : common.open;
        return (
          <Button
            component={Link}
            to={`/studies/${studyId}/ratings/${handle}`}
            size="xs"
            variant={state === "in-progress" ? "filled" : state === "assigned" ? "light" : "subtle"}
            aria-label={`${word}: ${pseudonym}`}
          >
            {word}
          </Button>
        );
      },
    },
  ];
}
