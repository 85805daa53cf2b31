import { Anchor, Box, UnstyledButton, VisuallyHidden } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import type { CompiledDesign, MatrixColumn, ScheduleMatrix } from "#design";
import { useMessages } from "../../../messages/messages.tsx";
import styles from "./schedule-matrix.module.css";

type ScheduleMatrixTableProps = {
  readonly compiled: CompiledDesign;
  readonly matrix: ScheduleMatrix;
  readonly chosen?: string | undefined;
  readonly onColumn: (column: MatrixColumn) => void;
};

/** Activities by visits, under their epochs; head and first column stay in sight. It prints whole. */
export function ScheduleMatrixTable(props: ScheduleMatrixTableProps): ReactNode {
  const { compiled, matrix, chosen, onColumn } = props;
  const { design: words } = useMessages();
  const say = words.schedule;
  const label = say.label(matrix.title);
  return (
    <Box className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={styles["matrix"]} aria-label={label}>
        <thead>
          <tr className={styles["epochs"]}>
            <th rowSpan={2} scope="col" className={styles["corner"]}>
              {say.activity}
            </th>
            {epochSpans(matrix.columns).map(({ epoch, span, at }) => (
              <th key={at} colSpan={span} scope="colgroup">
                {epoch ? (
                  <span className={styles["epoch"]}>{epoch}</span>
                ) : (
                  <VisuallyHidden>{say.noEpoch}</VisuallyHidden>
                )}
              </th>
            ))}
          </tr>
          <tr className={styles["visits"]}>
            {matrix.columns.map((column) => (
              <VisitHead
                key={column.instanceId}
                column={column}
                isChosen={column.instanceId === chosen}
                onColumn={onColumn}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.activityId}>
              <th
                scope="row"
                style={{ "--depth": row.depth } as CSSProperties}
                data-group={row.marks.includes(true) ? undefined : true}
              >
                {row.label}
                {row.timelineId ? (
                  <Anchor href={`#timeline-${row.timelineId}`} className={styles["profile"]} size="xs">
                    {say.showProfile(compiled.timelines.get(row.timelineId)?.name ?? row.timelineId)}
                  </Anchor>
                ) : null}
              </th>
              {row.marks.map((isDone, index) => {
                const column = matrix.columns[index];
                return (
                  <td
                    key={column?.instanceId}
                    data-chosen={column?.instanceId === chosen ? true : undefined}
                    data-done={isDone ? true : undefined}
                  >
                    {isDone ? (
                      <>
                        <span aria-hidden="true">×</span>
                        <VisuallyHidden>{say.done}</VisuallyHidden>
                      </>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

type VisitHeadProps = {
  readonly column: MatrixColumn;
  readonly isChosen: boolean;
  readonly onColumn: (column: MatrixColumn) => void;
};

/** A visit's head, written upwards, so that many stand side by side. */
function VisitHead({ column, isChosen, onColumn }: VisitHeadProps): ReactNode {
  const { label, point, window, timing } = column;
  return (
    <th scope="col" data-chosen={isChosen ? true : undefined}>
      <UnstyledButton
        className={styles["visit"]}
        title={[label, timing, window].filter(Boolean).join(", ")}
        onClick={() => onColumn(column)}
      >
        <span className={styles["label"]}>{label}</span>
        {point ? <span className={styles["point"]}>{point}</span> : null}
        {window ? <span className={styles["window"]}>{window}</span> : null}
        {timing ? <span className={styles["timing"]}>{timing}</span> : null}
      </UnstyledButton>
    </th>
  );
}

type Span = { readonly epoch: string | undefined; readonly span: number; readonly at: number };

/** Columns of one epoch next to each other share a head. */
function epochSpans(columns: readonly MatrixColumn[]): readonly Span[] {
  const spans: Span[] = [];
  columns.forEach(({ epoch }, at) => {
    const last = spans.at(-1);
    if (last && last.epoch === epoch) spans[spans.length - 1] = { ...last, span: last.span + 1 };
    else spans.push({ epoch, span: 1, at });
  });
  return spans;
}
