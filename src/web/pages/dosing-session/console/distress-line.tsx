import { Box, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { minutesBetween } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { useMinute } from "../use-now.ts";
import { type Frame, hoursIn, pathOf, spanOf, xOf, yOf, zeroOf } from "./curve-geometry.ts";

/** Distress and arousal since the dose, with the band in which work is possible. */
export function DistressLine(): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { session } = useHeld();
  const { ref, width } = useElementSize();
  const now = useMinute();
  const zero = zeroOf(session, now);
  const rated = session.distress.filter(({ struck }) => !struck);
  const at = (moment: (typeof rated)[number]["at"]): number => minutesBetween(zero as never, moment);
  const frame: Frame = {
    ...spanOf(session, now),
    low: 0,
    high: 100,
    width: Math.max(280, width) - 84,
    height: 96,
  };
  const last = rated.at(-1);
  const arousal = rated.flatMap((one) =>
    one.arousal === undefined ? [] : [{ minute: at(one.at), value: one.arousal }],
  );
  return (
    <Box className="vigil-curve" ref={ref}>
      <svg width={frame.width} height={frame.height} role="img" aria-label={entry.distressLine}>
        <Ground frame={frame} />
        <g className="vigil-curve-line" data-index={0}>
          <path
            d={pathOf(
              frame,
              rated.map((one) => ({ minute: at(one.at), value: one.distress })),
            )}
          />
          {rated.map((one) => (
            <circle key={one.entryId} cx={xOf(frame, at(one.at))} cy={yOf(frame, one.distress)} r={3.5} />
          ))}
        </g>
        <g className="vigil-curve-line" data-index={1} data-dashed>
          <path d={pathOf(frame, arousal)} />
        </g>
      </svg>
      <Box className="vigil-curve-latest">
        <Latest name={entry.tabs.distress} value={last?.distress} />
        <Latest name={entry.arousal} value={last?.arousal} />
      </Box>
    </Box>
  );
}

/** The band in which work is possible, the hours and the scale. */
function Ground({ frame }: { readonly frame: Frame }): ReactNode {
  const { entry } = useMessages().dosingSession;
  const band = useHeld().plan.workWindow;
  return (
    <>
      {band ? (
        <g className="vigil-curve-band">
          <rect
            x={34}
            width={Math.max(0, frame.width - 44)}
            y={yOf(frame, band.to)}
            height={yOf(frame, band.from) - yOf(frame, band.to)}
          />
          <text x={frame.width - 14} y={yOf(frame, band.to) + 13} textAnchor="end">
            {entry.workWindow}
          </text>
        </g>
      ) : null}
      <g className="vigil-curve-axis">
        {hoursIn(frame).map((minute) => (
          <line key={minute} x1={xOf(frame, minute)} x2={xOf(frame, minute)} y1={8} y2={frame.height - 18} />
        ))}
        {[0, 50, 100].map((value) => (
          <text key={value} x={30} y={yOf(frame, value) + 4} textAnchor="end">
            {String(value)}
          </text>
        ))}
      </g>
    </>
  );
}

function Latest({ name, value }: { readonly name: string; readonly value: number | undefined }): ReactNode {
  return (
    <Box>
      <Text component="span" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="span" className="vigil-curve-value">
        {value ?? "–"}
      </Text>
    </Box>
  );
}
