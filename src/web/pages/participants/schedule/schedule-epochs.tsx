import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { type EpochBand, epochNameAt } from "./schedule-layout.ts";

/** The epochs as bands behind the visits; the name of the one in sight stays in sight. */
export function ScheduleEpochs({
  epochs,
  height,
  box,
}: {
  readonly epochs: readonly EpochBand[];
  readonly height: number;
  /** What scrolls the picture. */
  readonly box: RefObject<HTMLElement | null>;
}): ReactNode {
  const from = useScrolledTo(box);
  return epochs.map((epoch, index) => {
    const { name, x, width } = epoch;
    const at = epochNameAt(epoch, from);
    return (
      <g key={name}>
        <rect className={`vigil-epoch vigil-epoch-${index % 2}`} x={x} y={0} width={width} height={height} />
        {at === undefined ? null : (
          <text className="vigil-epoch-name" x={at} y={16}>
            {name}
          </text>
        )}
      </g>
    );
  });
}

function useScrolledTo(box: RefObject<HTMLElement | null>): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => setLeft(element.scrollLeft);
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [box]);
  return left;
}
