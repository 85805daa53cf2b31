import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, instanceText, type TimelineOffset } from "#design";
import { useMessages } from "../../../messages/messages.tsx";
import styles from "./pictures.module.css";
import { ticksOf } from "./timeline-ticks.ts";

const labelWidth = 230;
const width = 900;
const rowHeight = 22;
const axisHeight = 30;
const margin = 24;

type TimelinePictureProps = {
  readonly compiled: CompiledDesign;
  readonly title: string;
  readonly offsets: readonly TimelineOffset[];
};

/** The course of a timeline in time: a row for each point, with its window. */
export function TimelinePicture({ compiled, title, offsets }: TimelinePictureProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.timelines;
  const ordered = [...offsets].sort((a, b) => a.at - b.at);
  const [from, to] = [
    Math.min(0, ...ordered.map(({ earliest }) => earliest)),
    Math.max(...ordered.map(({ latest }) => latest)),
  ];
  const scale = (minutes: number): number =>
    labelWidth + ((minutes - from) / Math.max(1, to - from)) * (width - labelWidth - margin);
  const height = axisHeight + ordered.length * rowHeight;
  const label = say.profileLabel(title);
  const ticks = ticksOf(from, to);
  const tickText = (minutes: number): string => {
    if (ticks.unit === "minutes") return say.minutes(minutes);
    return ticks.unit === "hours" ? say.hours(minutes / 60) : say.days(minutes / 1_440);
  };
  return (
    <Box>
      <Text size="xs" c="dimmed">
        {say.profileHelp}
      </Text>
      <Box className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={label}
          className={styles["picture"]}
        >
          {ticks.at.map((minutes) => (
            <g key={minutes}>
              <line
                x1={scale(minutes)}
                x2={scale(minutes)}
                y1={axisHeight - 6}
                y2={height}
                className={minutes === 0 ? styles["reference"] : styles["grid"]}
              />
              <text x={scale(minutes)} y={12} textAnchor="middle" className={styles["axis"]}>
                {tickText(minutes)}
              </text>
            </g>
          ))}
          {ordered.map(({ instanceId, at, earliest, latest }, index) => {
            const y = axisHeight + index * rowHeight + rowHeight / 2;
            return (
              <g key={instanceId}>
                <text x={0} y={y} dominantBaseline="central" className={styles["text"]}>
                  {instanceText(compiled.design, instanceId)}
                </text>
                <rect
                  x={scale(earliest)}
                  y={y - 6}
                  width={Math.max(0, scale(latest) - scale(earliest))}
                  height={12}
                  rx={3}
                  className={styles["bar"]}
                />
                <circle cx={scale(at)} cy={y} r={4} className={styles["dot"]} />
              </g>
            );
          })}
        </svg>
      </Box>
    </Box>
  );
}
