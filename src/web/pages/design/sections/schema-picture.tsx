import { Box } from "@mantine/core";
import type { ReactNode } from "react";
import type { CompiledDesign } from "#design";
import { useMessages } from "../../../messages/messages.tsx";
import styles from "./pictures.module.css";
import { type SchemaBox, schemaBoxes, wrapText } from "./schema-boxes.ts";

const armWidth = 170;
const columnWidth = 176;
const rowHeight = 76;
const headHeight = 56;
const gap = 14;
const lineHeight = 15;

/** The study schema as protocols print it: epochs from left to right, an arm a row, arrows along the way. */
export function SchemaPicture({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const { arms, epochs } = compiled.design;
  const boxes = schemaBoxes(compiled.design);
  const width = armWidth + epochs.length * columnWidth;
  const height = headHeight + arms.length * rowHeight;
  const label = words.schema.label(arms.length, epochs.length);
  return (
    <Box className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className={styles["picture"]}
        role="img"
        aria-label={label}
      >
        <defs>
          <marker id="schema-arrow" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">
            <path d="M0 0 L8 4 L0 8 z" className={styles["arrow"]} />
          </marker>
        </defs>
        {epochs.map(({ id, name, label: epochLabel }, index) => (
          <Lines
            key={id}
            text={epochLabel ?? name}
            x={armWidth + index * columnWidth + columnWidth / 2}
            y={headHeight / 2}
            letters={22}
            most={2}
            className={styles["head"]}
          />
        ))}
        {arms.map(({ id, name, label: armLabel }, index) => (
          <Lines
            key={id}
            text={armLabel ?? name}
            x={0}
            y={headHeight + index * rowHeight + rowHeight / 2}
            letters={22}
            most={3}
            isStart
            className={styles["head"]}
          />
        ))}
        {arms.map(({ id }, index) => (
          <Arrows key={id} arm={index} boxes={boxes} />
        ))}
        {boxes.map((box) => (
          <ElementBox key={`${box.epoch} ${box.firstArm}`} box={box} />
        ))}
      </svg>
    </Box>
  );
}

function leftOf({ epoch }: SchemaBox): number {
  return armWidth + epoch * columnWidth + gap;
}

function ElementBox({ box }: { readonly box: SchemaBox }): ReactNode {
  const y = headHeight + box.firstArm * rowHeight + gap / 2;
  const height = (box.lastArm - box.firstArm + 1) * rowHeight - gap;
  const width = columnWidth - 2 * gap;
  return (
    <g>
      <rect x={leftOf(box)} y={y} width={width} height={height} rx={4} className={styles["box"]} />
      <Lines text={box.text} x={leftOf(box) + width / 2} y={y + height / 2} letters={21} most={4} />
      <title>{box.text}</title>
    </g>
  );
}

/** From each box of the arm to the next. */
function Arrows({ arm, boxes }: { readonly arm: number; readonly boxes: readonly SchemaBox[] }): ReactNode {
  const own = boxes.filter(({ firstArm, lastArm }) => firstArm <= arm && arm <= lastArm);
  const y = headHeight + arm * rowHeight + rowHeight / 2;
  return own.slice(1).map((box, index) => {
    const before = own[index];
    if (!before) return null;
    const from = leftOf(before) + columnWidth - 2 * gap;
    return (
      <line
        key={box.epoch}
        x1={from}
        x2={leftOf(box) - 2}
        y1={y}
        y2={y}
        className={styles["line"]}
        markerEnd="url(#schema-arrow)"
      />
    );
  });
}

type LinesProps = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly letters: number;
  readonly most: number;
  readonly isStart?: boolean;
  readonly className?: string | undefined;
};

/** Text about its middle, in as many lines as it takes. */
function Lines({ text, x, y, letters, most, isStart = false, className }: LinesProps): ReactNode {
  const lines = wrapText(text, letters, most);
  const top = y - ((lines.length - 1) * lineHeight) / 2;
  return (
    <text className={`${styles["text"]} ${className ?? ""}`} textAnchor={isStart ? "start" : "middle"}>
      {lines.map((line, index) => {
        const at = top + index * lineHeight;
        return (
          <tspan key={at} x={x} y={at} dominantBaseline="central">
            {line}
          </tspan>
        );
      })}
    </text>
  );
}
