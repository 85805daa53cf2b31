import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import type { AfterSession, AfterSessions, CallAfter } from "./after-sessions-page.tsx";
import "../recordings/figures.css";

const width = 220;
const height = 84;
const left = 8;
const bottom = height - 18;
const top = 10;

type Answers = NonNullable<CallAfter["answers"]>;
type Series = {
  readonly key: keyof Answers;
  /** From the best to the worst; a number is its own place. */
  readonly scale: readonly string[] | { readonly most: number };
};

/** How somebody is over the days after a session: one small figure for each thing that a call asks for. */
export function Multiples({
  session,
  words: codes,
}: {
  readonly session: AfterSession;
  readonly words: AfterSessions["words"];
}): ReactNode {
  const answered = session.calls.filter(({ answers, day }) => answers !== null && day !== null);
  if (answered.length === 0) return null;
  const all: readonly Series[] = [
    { key: "mood", scale: Object.keys(codes.mood) },
    { key: "sleep", scale: Object.keys(codes.sleep) },
    { key: "appetite", scale: Object.keys(codes.appetite) },
    { key: "craving", scale: { most: 10 } },
    { key: "outsideUse", scale: ["false", "true"] },
  ];
  return (
    <div className="vigil-multiples">
      {all.map((series) => (
        <Multiple key={series.key} series={series} calls={answered} codes={codes} />
      ))}
    </div>
  );
}

function Multiple({
  series: { key, scale },
  calls,
  codes,
}: {
  readonly series: Series;
  readonly calls: readonly CallAfter[];
  readonly codes: AfterSessions["words"];
}): ReactNode {
  const { afterSessions: words } = useMessages();
  const wordOf = (value: string | number | boolean | null): string => {
    if (value === null) return words.noAnswer;
    if (typeof value === "boolean") return value ? words.yes : words.no;
    const own: Readonly<Record<string, string>> =
      key === "mood" || key === "sleep" || key === "appetite" ? codes[key] : {};
    return own[String(value)] ?? String(value);
  };
  const lastDay = Math.max(7, ...calls.map(({ day }) => day ?? 0));
  const points = calls.flatMap(({ visitId, day, answers }) => {
    const value = answers?.[key] ?? null;
    const share = value === null ? undefined : shareOf(value, scale);
    return share === undefined || day === null
      ? []
      : [
          {
            visitId,
            day,
            word: wordOf(value),
            x: left + (day / lastDay) * (width - 2 * left),
            y: top + share * (bottom - top),
          },
        ];
  });
  const told = points.map(({ day, word }) => words.point(day, word)).join(", ");
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {words.series[key]}
      </Text>
      <svg
        className="vigil-figure"
        role="img"
        aria-label={words.figure(words.series[key], told || words.noAnswer)}
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxWidth: width }}
      >
        <path className="vigil-figure-axis" d={`M${left} ${bottom}H${width - left}`} />
        <path
          className="vigil-figure-line"
          d={points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("")}
        />
        {points.map(({ visitId, x, y }) => (
          <circle key={visitId} className="vigil-figure-point" cx={x} cy={y} r={4} />
        ))}
        {calls.map(({ visitId, day }) => (
          <text
            key={visitId}
            className="vigil-figure-quiet"
            x={left + ((day ?? 0) / lastDay) * (width - 2 * left)}
            y={height - 4}
            textAnchor="middle"
          >
            {day}
          </text>
        ))}
      </svg>
      <Text size="xs" c="dimmed">
        {points.at(-1)?.word ?? words.noAnswer}
      </Text>
    </Stack>
  );
}

/** Where on the figure from 0, above, to 1, below, a value stands. */
function shareOf(value: string | number | boolean, scale: Series["scale"]): number | undefined {
  if (!("most" in scale)) {
    const at = scale.indexOf(String(value));
    return at < 0 ? undefined : at / Math.max(1, scale.length - 1);
  }
  return 1 - Number(value) / scale.most;
}
