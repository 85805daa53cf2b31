import { Alert, Box, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { Navigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type CalendarDate, type Instant, instantOf, localDate, type ZoneId } from "#kernel";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate, formatMoment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { KindFilter } from "./kind-filter.tsx";
import { RefusedList } from "./refused-list.tsx";
import { groupOf, type Task, type TaskGroup, type Worklist } from "./task.ts";
import { TaskList } from "./task-list.tsx";
import { useHeld } from "./use-held.ts";

const minute = 60_000;

/** The first page of everybody's day: what is late, due and coming up, and what was refused lately. */
export function WorklistPage(): ReactNode {
  const { studyId, may } = useStudy();
  // Whoever works behind the seal has no worklist: their day begins with the reports.
  if (!may("see-worklist") && may("see-closed-reports"))
    return <Navigate to={`/studies/${studyId}/closed`} replace />;
  return <OwnWorklist />;
}

function OwnWorklist(): ReactNode {
  const { studyId } = useStudy();
  const query = useAnswer(
    "GET /api/studies/:studyId/worklist",
    { params: { studyId } },
    { refetchInterval: minute },
  );
  return (
    <Answered query={query}>
      {(worklist) => (
        <Day
          worklist={worklist}
          isFresh={query.isFetchedAfterMount}
          askedAt={instantOf(query.dataUpdatedAt)}
          refresh={async () => void (await query.refetch())}
        />
      )}
    </Answered>
  );
}

type DayProps = {
  readonly worklist: Worklist;
  readonly isFresh: boolean;
  readonly askedAt: Instant;
  readonly refresh: () => Promise<void>;
};

function Day({ worklist, isFresh, askedAt, refresh }: DayProps): ReactNode {
  const { worklist: words } = useMessages();
  const { shown, fresh, gone, showChanges } = useHeld(worklist, isFresh, ({ items }) =>
    items.map(({ taskId, state }) => `${taskId} ${state}`),
  );
  const [group, setGroup] = useState<TaskGroup>();
  const [site, setSite] = useState("");
  const today = useToday(askedAt);
  const ofSite = shown.items.filter(({ siteId }) => site === "" || siteId === site);
  const items = ofSite.filter((task) => group === undefined || groupOf(task) === group);
  const isChanged = fresh + gone > 0;
  return (
    <Page
      title={words.title}
      lead={words.lead(formatDate(today), shown.items.length)}
      actions={
        <>
          <Text size="sm" c="dimmed">
            {words.updated(formatMoment(askedAt).split(", ")[1] ?? "")}
          </Text>
          <Button variant="default" onClick={refresh}>
            {words.refresh}
          </Button>
        </>
      }
    >
      <Box aria-live="polite" mt={isChanged ? 0 : "calc(-1 * var(--mantine-spacing-lg))"}>
        {isChanged ? (
          <Alert color="water" variant="light" py="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm">{words.changedTitle(words.changed(fresh, gone))}</Text>
              <Button size="xs" variant="light" onClick={showChanges}>
                {words.showChanges}
              </Button>
            </Group>
          </Alert>
        ) : null}
      </Box>
      {shown.items.length === 0 ? <NothingToDo /> : null}
      {shown.items.length === 0 ? null : (
        <Group gap="sm" align="flex-end" className="vigil-no-print">
          <KindFilter tasks={ofSite} group={group} onGroup={setGroup} />
          <SiteFilter site={site} onSite={setSite} />
        </Group>
      )}
      <Sections items={items} today={today} daysAhead={shown.daysAhead} />
      {shown.items.length > 0 && items.length === 0 ? <Text c="dimmed">{words.nothingFiltered}</Text> : null}
      <RefusedList refused={shown.refused} />
    </Page>
  );
}

function Sections({
  items,
  today,
  daysAhead,
}: {
  readonly items: readonly Task[];
  readonly today: CalendarDate;
  readonly daysAhead: number;
}): ReactNode {
  const { worklist } = useMessages();
  const of = (state: Task["state"]): readonly Task[] => items.filter((task) => task.state === state);
  return (
    <>
      <TaskList section="late" tasks={of("late")} today={today} />
      <TaskList section="due" tasks={of("due")} today={today} />
      <TaskList
        section="upcoming"
        tasks={of("upcoming")}
        today={today}
        help={worklist.upcomingHelp(daysAhead)}
      />
    </>
  );
}

function SiteFilter({
  site,
  onSite,
}: {
  readonly site: string;
  readonly onSite: (site: string) => void;
}): ReactNode {
  const { worklist } = useMessages();
  const { overview } = useStudy();
  if (overview.sites.length < 2) return null;
  const sites = overview.sites.map(({ site: { siteId, number, name } }) => ({
    value: siteId,
    label: `${number} ${name}`,
  }));
  return (
    <NativeSelect
      label={worklist.filterBySite}
      value={site}
      onChange={(event) => onSite(event.currentTarget.value)}
      data={[{ value: "", label: worklist.allSites }, ...sites]}
    />
  );
}

function NothingToDo(): ReactNode {
  const { worklist } = useMessages();
  const { roles } = useStudy();
  const hasNoTasks = roles.every((role) => rolesWithoutTasks.includes(role));
  return (
    <Stack gap={2}>
      <Text fw={600}>{worklist.nothing}</Text>
      <Text c="dimmed" size="sm">
        {hasNoTasks ? worklist.nothingForRoles : worklist.nothingHelp}
      </Text>
    </Stack>
  );
}

const rolesWithoutTasks: readonly string[] = [
  "inspector",
  "statistician",
  "sponsor-study-team",
  "session-attendant",
];

/** The day at the person's site, or where they are if they work for several. */
function useToday(now: Instant): CalendarDate {
  const { overview } = useStudy();
  const zones = new Set(overview.sites.map(({ site }) => site.zone));
  const [only] = zones.size === 1 ? zones : [];
  const zone = only ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return localDate({ at: now, zone: zone as ZoneId }) as CalendarDate;
}
