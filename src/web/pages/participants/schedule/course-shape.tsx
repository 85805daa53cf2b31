import type { ReactNode } from "react";
import type { Course } from "./visit-course.ts";

const r = 6;

/** The shape of a course, round x and y: each is known without its color. */
export function CourseShape({
  course,
  x,
  y,
}: {
  readonly course: Course;
  readonly x: number;
  readonly y: number;
}): ReactNode {
  const className = `vigil-course vigil-course-${course}`;
  switch (course) {
    case "in-window":
      return <circle className={className} cx={x} cy={y} r={r} />;
    case "early":
      return (
        <path className={className} d={`M${x - r - 1} ${y}L${x + r - 1} ${y - r}L${x + r - 1} ${y + r}Z`} />
      );
    case "late":
      return (
        <path className={className} d={`M${x + r + 1} ${y}L${x - r + 1} ${y - r}L${x - r + 1} ${y + r}Z`} />
      );
    case "no-verdict":
      return <rect className={className} x={x - r + 1} y={y - r + 1} width={2 * r - 2} height={2 * r - 2} />;
    case "missed":
      return (
        <path
          className={className}
          d={`M${x - r + 1} ${y - r + 1}L${x + r - 1} ${y + r - 1}M${x + r - 1} ${y - r + 1}L${x - r + 1} ${y + r - 1}`}
        />
      );
    case "arranged":
      return <circle className={className} cx={x} cy={y} r={r - 1} />;
    case "overdue":
      return (
        <path
          className={className}
          d={`M${x} ${y - r - 1}L${x + r + 1} ${y}L${x} ${y + r + 1}L${x - r - 1} ${y}Z`}
        />
      );
    case "canceled":
      return (
        <path
          className={className}
          d={`M${x - r + 1} ${y}a${r - 1} ${r - 1} 0 1 0 ${2 * r - 2} 0a${r - 1} ${r - 1} 0 1 0 ${-2 * r + 2} 0M${x - r + 1} ${y + r - 1}L${x + r - 1} ${y - r + 1}`}
        />
      );
    case "not-held":
      return <path className={className} d={`M${x - r + 1} ${y}H${x + r - 1}`} />;
    case "open":
      return <circle className={className} cx={x} cy={y} r={r - 1} strokeDasharray="2 2" />;
  }
}

/** The shape beside a visit in a table. */
export function CourseIcon({ course }: { readonly course: Course }): ReactNode {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" style={{ flexShrink: 0 }}>
      <CourseShape course={course} x={9} y={9} />
    </svg>
  );
}
