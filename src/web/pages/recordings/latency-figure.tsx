import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import type { Reviews } from "./reviews-page.tsx";
import "./figures.css";

const width = 720;
const label = 84;
const rowHeight = 34;
const top = 26;
const radius = 5;

type Point = Reviews["points"][number];

/** Every recording by the days it waited, a row for each site. A hollow one waits still; the line is the last day in time. */
export function LatencyFigure({
  points,
  within,
}: {
  readonly points: readonly Point[];
  readonly within: number;
}): ReactNode {
  const { reviews: words } = useMessages();
  const sites = [...new Set(points.map(({ siteNumber }) => siteNumber))].sort();
  const most = Math.max(2 * within, ...points.map(({ days }) => days), 1);
  const x = (days: number): number => label + (days / most) * (width - label - 20);
  const bottom = top + sites.length * rowHeight;
  return (
    <svg
      className="vigil-figure"
      role="img"
      aria-label={words.figure(points.length, within)}
      viewBox={`0 0 ${width} ${bottom + 34}`}
      style={{ maxWidth: width }}
    >
      <path className="vigil-figure-limit" d={`M${x(within)} ${top - 8}V${bottom}`} />
      <text x={x(within)} y={top - 12} textAnchor="middle" className="vigil-figure-quiet">
        {words.days(String(within))}
      </text>
      <path className="vigil-figure-axis" d={`M${label} ${bottom}H${width - 20}`} />
      {ticksTo(most).map((tick) => (
        <text key={tick} x={x(tick)} y={bottom + 16} textAnchor="middle" className="vigil-figure-quiet">
          {tick}
        </text>
      ))}
      <text x={width - 20} y={bottom + 30} textAnchor="end" className="vigil-figure-quiet">
        {`${words.dayAxis} · ${words.legendOpen}`}
      </text>
      {sites.map((site, row) => (
        <g key={site}>
          <text x={0} y={top + row * rowHeight + rowHeight / 2 + 4}>
            {words.siteNumber(site)}
          </text>
          {points
            .filter(({ siteNumber }) => siteNumber === site)
            .map((point, index) => (
              <circle
                key={point.recordingId}
                className="vigil-figure-point"
                data-late={!point.isInTime || undefined}
                data-open={!point.isReviewed || undefined}
                cx={x(point.days)}
                // Beside one another where they would lie on one another.
                cy={top + row * rowHeight + rowHeight / 2 + ((index % 3) - 1) * 6}
                r={radius}
              />
            ))}
        </g>
      ))}
    </svg>
  );
}

/** Round numbers up to the greatest, seven at most. */
function ticksTo(most: number): readonly number[] {
  const step = [1, 2, 5, 7, 14, 28, 56, 112].find((one) => most / one <= 7) ?? 224;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}
