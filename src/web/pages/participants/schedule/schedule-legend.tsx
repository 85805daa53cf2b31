import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { CourseIcon } from "./course-shape.tsx";
import type { Course } from "./visit-course.ts";

const shown: readonly Course[] = [
  "in-window",
  "early",
  "late",
  "no-verdict",
  "arranged",
  "overdue",
  "missed",
];

/** Which shape means what. */
export function ScheduleLegend(): ReactNode {
  const { schedule } = useMessages().participants;
  return (
    <Group gap={12} component="ul" aria-label={schedule.legend} m={0} p={0} style={{ listStyle: "none" }}>
      {shown.map((course) => (
        <Group key={course} gap={2} component="li" wrap="nowrap">
          <CourseIcon course={course} />
          <Text size="xs" c="dimmed">
            {schedule.course[course]}
          </Text>
        </Group>
      ))}
      <Group gap={4} component="li" wrap="nowrap">
        <svg width="22" height="18" viewBox="0 0 22 18" aria-hidden="true">
          <rect className="vigil-window" x={1} y={4} width={20} height={10} rx={3} />
          <path className="vigil-target" d="M11 2V16" />
        </svg>
        <Text size="xs" c="dimmed">
          {schedule.window}
        </Text>
      </Group>
    </Group>
  );
}
