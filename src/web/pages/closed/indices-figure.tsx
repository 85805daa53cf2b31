import type { ReactNode } from "react";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { type ReportRow, showNumber } from "./report-cells.ts";
import "./closed.css";

const width = 860;
const rowHeight = 26;
const top = 44;
const bang = { start: 250, end: 550, from: -1, to: 1 } as const;
const james = { start: 650, end: 790, from: 0, to: 1 } as const;
type Scale = typeof bang | typeof james;

type FigureProps = {
  readonly occasion: string;
  /** By who guessed and arm. */
  readonly guesses: readonly ReportRow[];
  /** By who guessed. */
  readonly james: readonly ReportRow[];
};

/** Bang's index of each arm and James's of each role on their scales, with intervals. The table says the same in cells. */
export function IndicesFigure({ occasion, guesses, james: byRole }: FigureProps): ReactNode {
  const { closed: texts } = useMessages();
  const roles = [...new Set(guesses.map(({ cells }) => String(cells["role"])))];
  const groups = groupsOf(roles, guesses);
  const bottom = top + groups.reduce((sum, { height }) => sum + height, 0);
  return (
    <svg
      className="vigil-indices"
      role="img"
      aria-label={texts.figureText(occasion)}
      viewBox={`0 0 ${width} ${bottom + 44}`}
      style={{ maxWidth: width }}
    >
      <Axis scale={bang} bottom={bottom} title={texts.bang} ticks={[-1, -0.5, 0, 0.5, 1]} zero={0} />
      <Axis scale={james} bottom={bottom} title={texts.james} ticks={[0, 0.5, 1]} zero={0.5} />
      <Ends scale={bang} bottom={bottom} words={[texts.allWrong, texts.byChance, texts.allRight]} />
      {groups.map(({ role, rows, y }) => (
        <Group
          key={role}
          role={role}
          rows={rows}
          y={y}
          james={byRole.find(({ cells }) => cells["role"] === role)}
        />
      ))}
    </svg>
  );
}

type GroupLayout = {
  readonly role: string;
  readonly rows: readonly ReportRow[];
  readonly y: number;
  readonly height: number;
};

function groupsOf(roles: readonly string[], guesses: readonly ReportRow[]): readonly GroupLayout[] {
  let y = top;
  return roles.map((role) => {
    const rows = guesses.filter(({ cells }) => cells["role"] === role);
    const group = { role, rows, y, height: rowHeight * (rows.length + 1) + 8 };
    y += group.height;
    return group;
  });
}

function Group({
  role,
  rows,
  y,
  james: ofRole,
}: Omit<GroupLayout, "height"> & { readonly james: ReportRow | undefined }): ReactNode {
  const word = useWord("guesser");
  const middle = y + rowHeight * (1 + rows.length / 2);
  return (
    <g>
      <text className="vigil-indices-title" x={0} y={y + 18}>
        {word(role)}
      </text>
      {rows.map((row, at) => {
        const line = y + rowHeight * (at + 1) + rowHeight / 2;
        return (
          <g key={row.key}>
            <text x={12} y={line + 4}>
              {shortened(String(row.cells["arm"]))}
            </text>
            <Mark row={row} column="bang" scale={bang} y={line} arm={at} />
          </g>
        );
      })}
      {ofRole ? <Mark row={ofRole} column="james" scale={james} y={middle} arm={0} /> : null}
    </g>
  );
}

/** A point with its interval and its number; an arm that nobody guessed about has neither. */
function Mark({
  row,
  column,
  scale,
  y,
  arm,
}: {
  readonly row: ReportRow;
  readonly column: string;
  readonly scale: Scale;
  readonly y: number;
  readonly arm: number;
}): ReactNode {
  const { closed: texts } = useMessages();
  const [value, lower, upper] = ["", "-lower", "-upper"].map((end) => row.cells[`${column}${end}`]);
  const beside = scale.end + 14;
  if (typeof value !== "number") {
    return (
      <text className="vigil-indices-quiet" x={beside} y={y + 4}>
        {texts.noIndex}
      </text>
    );
  }
  const x = place(scale, value);
  return (
    <>
      {typeof lower === "number" && typeof upper === "number" ? (
        <Interval scale={scale} lower={lower} upper={upper} y={y} />
      ) : null}
      {arm === 1 ? (
        <rect className="vigil-indices-point" data-arm={arm} x={x - 5} y={y - 5} width={10} height={10} />
      ) : (
        <circle className="vigil-indices-point" data-arm={arm} cx={x} cy={y} r={5} />
      )}
      <text x={beside} y={y + 4}>
        {showNumber(value)}
      </text>
    </>
  );
}

/** An interval that reaches beyond the scale ends in an arrow. */
function Interval({
  scale,
  lower,
  upper,
  y,
}: {
  readonly scale: Scale;
  readonly lower: number;
  readonly upper: number;
  readonly y: number;
}): ReactNode {
  const ends = [place(scale, lower), place(scale, upper)] as const;
  const cap = (x: number, isBeyond: boolean, side: number): string =>
    isBeyond ? `M${x - side * 6} ${y - 4}L${x} ${y}L${x - side * 6} ${y + 4}` : `M${x} ${y - 4}V${y + 4}`;
  return (
    <path
      className="vigil-indices-interval"
      fill="none"
      d={`M${ends[0]} ${y}H${ends[1]}${cap(ends[0], lower < scale.from, -1)}${cap(ends[1], upper > scale.to, 1)}`}
    />
  );
}

function Axis({
  scale,
  bottom,
  title,
  ticks,
  zero,
}: {
  readonly scale: Scale;
  readonly bottom: number;
  readonly title: string;
  readonly ticks: readonly number[];
  readonly zero: number;
}): ReactNode {
  return (
    <g>
      <text className="vigil-indices-title" x={(scale.start + scale.end) / 2} y={16} textAnchor="middle">
        {title}
      </text>
      <path className="vigil-indices-axis" d={`M${scale.start} ${bottom}H${scale.end}`} />
      {ticks.map((tick) => (
        <g key={tick}>
          <path
            className={tick === zero ? "vigil-indices-zero" : "vigil-indices-axis"}
            d={`M${place(scale, tick)} ${top}V${bottom}`}
          />
          <text className="vigil-indices-quiet" x={place(scale, tick)} y={bottom + 16} textAnchor="middle">
            {String(tick).replace("-", "−")}
          </text>
        </g>
      ))}
    </g>
  );
}

function Ends({
  scale,
  bottom,
  words,
}: {
  readonly scale: Scale;
  readonly bottom: number;
  readonly words: readonly string[];
}): ReactNode {
  const middle = (scale.start + scale.end) / 2;
  return [scale.start, middle, scale.end].map((x, at) => (
    <text key={x} className="vigil-indices-quiet" x={x} y={bottom + 34} textAnchor="middle">
      {words[at]}
    </text>
  ));
}

/** Where a value lies, at the end of the scale where it lies beyond. */
function place({ start, end, from, to }: Scale, value: number): number {
  const inside = Math.min(to, Math.max(from, value));
  return start + ((inside - from) / (to - from)) * (end - start);
}

function shortened(name: string): string {
  return name.length > 30 ? `${name.slice(0, 29)}…` : name;
}
