import { Anchor, Badge, Box, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { CalendarDate } from "#kernel";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { groupOf, placeOf, type Task } from "./task.ts";
import styles from "./task-list.module.css";
import { whenOf } from "./task-when.ts";

const tones: Readonly<Record<Task["state"], Tone>> = { late: "bad", due: "attention", upcoming: "neutral" };

type TaskListProps = {
  readonly section: Task["state"];
  readonly tasks: readonly Task[];
  readonly today: CalendarDate;
  readonly help?: string;
};

/** The tasks of one urgency, a line each: what, for whom, and since or until when. */
export function TaskList({ section, tasks, today, help }: TaskListProps): ReactNode {
  const { worklist } = useMessages();
  if (tasks.length === 0) return null;
  const heading = `tasks-${section}`;
  return (
    <Stack component="section" gap="xs" aria-labelledby={heading}>
      <Group gap="xs" align="baseline">
        <Title order={2} size="h4" id={heading}>
          {worklist.sections[section]}
        </Title>
        <StatusBadge tone={tones[section]}>{tasks.length}</StatusBadge>
        {help === undefined ? null : (
          <Text size="sm" c="dimmed">
            {help}
          </Text>
        )}
      </Group>
      <Box component="ul" className={styles["list"]}>
        {tasks.map((task) => (
          <TaskLine key={task.taskId} task={task} today={today} />
        ))}
      </Box>
    </Stack>
  );
}

function TaskLine({ task, today }: { readonly task: Task; readonly today: CalendarDate }): ReactNode {
  const messages = useMessages();
  const { worklist } = messages;
  const { studyId, overview, may } = useStudy();
  const sentence = useSentence()(task);
  const place = placeOf(studyId, task, may("see-participant"), !may("see-staff"));
  const site = overview.sites.find((one) => one.site.siteId === task.siteId)?.site;
  const isOfManySites = overview.sites.length > 1;
  return (
    <Box component="li" className={styles["line"]} data-state={task.state}>
      <Box className={styles["what"]}>
        {place ? (
          <Anchor
            component={Link}
            inherit
            to={place.to}
            {...(place.hash ? { hash: place.hash } : {})}
            className={styles["link"]}
          >
            {sentence}
          </Anchor>
        ) : (
          <Text component="span" inherit>
            {sentence}
          </Text>
        )}
      </Box>
      <Text component="span" inherit className={styles["who"]}>
        {task.participantId ? (task.number ?? worklist.unnumbered) : ""}
        {isOfManySites && site ? (
          <Text component="span" c="dimmed" size="sm" ms={6}>
            {worklist.siteNumber(site.number)}
          </Text>
        ) : null}
      </Text>
      <Text component="span" inherit className={styles["when"]}>
        {whenOf(task, today, messages, site?.zone)}
      </Text>
      <Badge variant="default" radius="sm" tt="none" fw={500} className={styles["kind"]}>
        {worklist.groups[groupOf(task)]}
      </Badge>
    </Box>
  );
}

function languageName(tag: string): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
}

/** The task in a sentence. */
function useSentence(): (task: Task) => string {
  const { worklist } = useMessages();
  const category = useWord("deviationCategory");
  return ({ kind, subject }) => {
    return worklist.task(kind, {
      ...subject,
      ...(subject["category"] ? { categoryWord: category(subject["category"]) } : {}),
      ...(subject["language"] ? { language: languageName(subject["language"]) } : {}),
    });
  };
}
