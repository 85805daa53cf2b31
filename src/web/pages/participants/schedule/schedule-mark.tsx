import type { KeyboardEvent, ReactNode } from "react";
import { CourseShape } from "./course-shape.tsx";
import type { Mark } from "./schedule-layout.ts";
import type { Course } from "./visit-course.ts";

export const headHeight = 50;

type ScheduleMarkProps = {
  readonly mark: Mark;
  /** Read out when the mark is reached. */
  readonly name: string;
  readonly isSelected: boolean;
  readonly isReachable: boolean;
  readonly laneHeight: number;
  readonly onSelect: () => void;
};

/** A visit: its window as a bar, its target as a tick, what was arranged as a ring, what took place as the shape of its verdict. */
export function ScheduleMark(props: ScheduleMarkProps): ReactNode {
  const { mark, name, isSelected, isReachable, laneHeight, onSelect } = props;
  const { course, visit, window, target, arranged, actual, left, right } = mark;
  const y = headHeight + mark.lane * laneHeight + laneHeight / 2;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onSelect();
  };
  const shapeAt = actual ?? (course === "arranged" ? arranged : undefined) ?? target ?? arranged;
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button inside a picture
    <g
      role="button"
      aria-label={name}
      aria-pressed={isSelected}
      tabIndex={isReachable ? 0 : -1}
      data-visit={visit.visitId}
      className="vigil-mark"
      onClick={onSelect}
      onKeyDown={press}
    >
      <rect
        className="vigil-mark-hit"
        x={left - 4}
        y={y - laneHeight / 2}
        width={right - left + 8}
        height={laneHeight}
        rx={4}
      />
      {window ? (
        <rect
          className={`vigil-window${visit.isFirm && !visit.isOver ? "" : " vigil-projected"}${visit.session === "dosing" ? " vigil-dosing" : ""}`}
          x={window.x}
          y={y - 6}
          width={window.width}
          height={12}
          rx={3}
        />
      ) : null}
      {target === undefined ? null : <path className="vigil-target" d={`M${target} ${y - 8}V${y + 8}`} />}
      {arranged === undefined || shapeAt === arranged ? null : (
        <circle
          className="vigil-course vigil-course-arranged vigil-was-arranged"
          cx={arranged}
          cy={y}
          r={4}
        />
      )}
      {shapeAt === undefined || hasNoShape(course) ? null : <CourseShape course={course} x={shapeAt} y={y} />}
      <text
        className={visit.session === "dosing" ? "vigil-mark-label vigil-dosing" : "vigil-mark-label"}
        x={mark.labelAt}
        y={y + 4}
      >
        {mark.label}
      </text>
    </g>
  );
}

/** Nothing has become of it: its window says all there is to see. */
function hasNoShape(course: Course): boolean {
  return course === "open" || course === "not-held";
}
