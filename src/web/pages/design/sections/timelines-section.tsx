import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import {
  type CompiledDesign,
  instanceText,
  type ScheduledActivityInstance,
  type ScheduleTimeline,
  timelineOffsets,
  timingText,
  windowText,
} from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";
import { ScheduleWays } from "./schedule-ways.tsx";
import { TimelinePicture } from "./timeline-picture.tsx";

/** Every timeline beside the main one: the minutes of a dosing session, what follows when dosing stops. */
export function TimelinesSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const others = compiled.design.scheduleTimelines.filter(({ id }) => id !== compiled.mainTimeline?.id);
  return (
    <DesignSection id="timelines" title={words.sections.timelines}>
      {others.length === 0 ? <Nothing>{words.timelines.none}</Nothing> : null}
      <Stack gap="xl">
        {others.map((timeline) => (
          <Timeline key={timeline.id} compiled={compiled} timeline={timeline} />
        ))}
      </Stack>
    </DesignSection>
  );
}

type TimelineProps = { readonly compiled: CompiledDesign; readonly timeline: ScheduleTimeline };

function Timeline({ compiled, timeline }: TimelineProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.timelines;
  const { design } = compiled;
  const points = timeline.instances.filter((instance) => instance.type === "activity");
  const offsets = timelineOffsets(design, timeline);
  const columns: readonly Column<ScheduledActivityInstance>[] = [
    { key: "point", head: say.columns.point, cell: ({ id }) => instanceText(design, id) },
    {
      key: "when",
      head: say.columns.when,
      cell: ({ timing }) =>
        timing?.type === "fixed-reference" ? say.reference : timing ? timingText(design, timing) : "",
    },
    {
      key: "window",
      head: say.columns.window,
      cell: ({ timing }) => (timing ? (windowText(design, timing) ?? "") : ""),
    },
    {
      key: "what",
      head: say.columns.what,
      cell: ({ activityIds }) =>
        activityIds
          .map((id) => compiled.activities.get(id))
          .map((activity) => activity?.label ?? activity?.name)
          .join(", "),
    },
  ];
  const title = timeline.label ?? timeline.name;
  return (
    <Stack gap="sm" id={`timeline-${timeline.id}`} style={{ scrollMarginBlockStart: 116 }}>
      <Stack gap={2}>
        <Title order={3} size="h4">
          {title}
        </Title>
        {timeline.description ? <Text size="sm">{timeline.description}</Text> : null}
        {timeline.entryCondition ? (
          <Text size="sm" c="dimmed">
            {say.entry(timeline.entryCondition)}
          </Text>
        ) : null}
      </Stack>
      {offsets.length > 2 ? <TimelinePicture compiled={compiled} title={title} offsets={offsets} /> : null}
      <RowsTable label={title} rows={points} columns={columns} rowKey={({ id }) => id} empty="" />
      <ScheduleWays compiled={compiled} timelineId={timeline.id} />
    </Stack>
  );
}
