import { Box, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { minutesBetween, type SessionPackage } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { clockOf, unitOf } from "../times.ts";
import { useMinute } from "../use-now.ts";
import { type Frame, hoursIn, pathOf, spanOf, xOf, yOf, zeroOf } from "./curve-geometry.ts";

type Measure = SessionPackage["plan"]["measures"][number];

/** Each measure since the dose, with the lines at which somebody is called. Those of one unit share a picture. */
export function Curves({ height = 112 }: { readonly height?: number }): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { plan } = useHeld();
  const { ref, width } = useElementSize();
  return (
    <Box component="section" className="vigil-curves" aria-label={say.curves} ref={ref}>
      {byUnit(plan.measures).map((measures, index) => (
        <Curve
          key={measures[0]?.id}
          measures={measures}
          width={Math.max(280, width)}
          height={index === 0 ? height * 1.35 : height}
        />
      ))}
    </Box>
  );
}

function byUnit(measures: readonly Measure[]): readonly (readonly Measure[])[] {
  const units = [...new Set(measures.map(({ unit }) => unit))];
  return units.map((unit) => measures.filter((one) => one.unit === unit));
}

type CurveProps = { readonly measures: readonly Measure[]; readonly width: number; readonly height: number };

function Curve({ measures, width, height }: CurveProps): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { session } = useHeld();
  const now = useMinute();
  const zero = zeroOf(session, now);
  const entries = session.vitals.filter(({ struck }) => !struck);
  const series = measures.map((measure) => ({
    measure,
    points: entries.flatMap(({ at, values }) => {
      const value = values[measure.id];
      return value === undefined ? [] : [{ minute: minutesBetween(zero as never, at), value }];
    }),
  }));
  const frame: Frame = { ...spanOf(session, now), ...rangeOf(series), width: width - 84, height };
  const names = measures.map(({ label }) => label).join(", ");
  return (
    <Box className="vigil-curve">
      <svg width={frame.width} height={height} role="img" aria-label={say.curveOf(names)}>
        <Axis frame={frame} />
        {measures.map((measure) => (
          <Limits key={measure.id} frame={frame} measure={measure} />
        ))}
        <Doses frame={frame} zero={zero} />
        {series.map(({ measure, points }, index) => (
          <g key={measure.id} className="vigil-curve-line" data-index={index}>
            <path d={pathOf(frame, points)} />
            {points.map(({ minute, value }) => (
              <circle
                key={minute}
                cx={xOf(frame, minute)}
                cy={yOf(frame, value)}
                r={3.5}
                data-level={levelIn(measure, value)}
              />
            ))}
          </g>
        ))}
      </svg>
      <Box className="vigil-curve-latest">
        {series.map(({ measure, points }) => {
          const last = points.at(-1);
          return (
            <Box key={measure.id} data-level={last ? levelIn(measure, last.value) : undefined}>
              <Text
                component="span"
                size="xs"
                c="dimmed"
              >{`${measure.shortLabel} ${unitOf(measure.unit)}`}</Text>
              <Text component="span" className="vigil-curve-value">
                {last ? last.value.toFixed(measure.decimals) : "–"}
              </Text>
              {last && levelIn(measure, last.value) ? (
                <Text component="span" size="xs" fw={700}>
                  {say[levelIn(measure, last.value) ?? "alert"]}
                </Text>
              ) : null}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

function Axis({ frame }: { readonly frame: Frame }): ReactNode {
  const ticks = [frame.low, (frame.low + frame.high) / 2, frame.high];
  return (
    <g className="vigil-curve-axis">
      {hoursIn(frame).map((minute) => (
        <g key={minute}>
          <line x1={xOf(frame, minute)} x2={xOf(frame, minute)} y1={8} y2={frame.height - 18} />
          <text x={xOf(frame, minute)} y={frame.height - 5} textAnchor="middle">
            {clockOf(minute)}
          </text>
        </g>
      ))}
      {ticks.map((value) => (
        <text key={value} x={30} y={yOf(frame, value) + 4} textAnchor="end">
          {String(Math.round(value * 10) / 10)}
        </text>
      ))}
    </g>
  );
}

function Limits({ frame, measure }: { readonly frame: Frame; readonly measure: Measure }): ReactNode {
  const { console: say } = useMessages().dosingSession;
  return (["alert", "emergency"] as const).map((kind) => {
    const value = measure[kind];
    if (value === undefined || value > frame.high || value < frame.low) return null;
    return (
      <g key={kind} className="vigil-curve-limit" data-level={kind}>
        <line x1={34} x2={frame.width - 10} y1={yOf(frame, value)} y2={yOf(frame, value)} />
        <text x={frame.width - 12} y={yOf(frame, value) + (kind === "alert" ? 11 : -3)} textAnchor="end">
          {`${say[kind]} ${value}`}
        </text>
      </g>
    );
  });
}

function Doses({ frame, zero }: { readonly frame: Frame; readonly zero: string }): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { session } = useHeld();
  return session.doses.map(({ doseId, kind, at }) => {
    const x = xOf(frame, minutesBetween(zero as never, at));
    return (
      <g key={doseId} className="vigil-curve-dose">
        <line x1={x} x2={x} y1={4} y2={frame.height - 18} />
        <text x={x + 4} y={14}>
          {say.dose[kind]}
        </text>
      </g>
    );
  });
}

function levelIn(measure: Measure, value: number): "alert" | "emergency" | undefined {
  if (measure.emergency !== undefined && value >= measure.emergency) return "emergency";
  return measure.alert !== undefined && value > measure.alert ? "alert" : undefined;
}

/** From a little under the lowest to a little over the highest, the limits of the first measure among them. */
function rangeOf(
  series: readonly { readonly measure: Measure; readonly points: readonly { readonly value: number }[] }[],
): { readonly low: number; readonly high: number } {
  const limits = series.flatMap(({ measure: { alert, emergency } }) =>
    [alert, emergency].filter((one) => one !== undefined),
  );
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const decimals = series[0]?.measure.decimals ?? 0;
  const step = decimals > 0 ? 1 : 20;
  const all = [...values, ...limits];
  const floor = Math.min(...all, ...(values.length > 0 ? [] : [Math.min(...limits) - 3 * step]));
  const low = Math.floor((floor - step / 4) / step) * step;
  const high = Math.ceil((Math.max(...all) + step / 4) / step) * step;
  return { low, high };
}
