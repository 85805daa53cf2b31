import { type ReactNode, useMemo } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { Flow } from "../funnel-page.tsx";
import { type FlowArrow, type FlowBox, layOutFlow } from "./flow-layout.ts";
import "./flow.css";
import type { FlowStep } from "./flow-steps.ts";

/** The flow of participants as a diagram. The table below it says the same in cells. */
export function FlowPicture({
  steps,
  flow,
}: {
  readonly steps: readonly FlowStep[];
  readonly flow: Flow;
}): ReactNode {
  const { funnel: texts } = useMessages().participants;
  const layout = useMemo(() => layOutFlow(steps, texts.moreReasons), [steps, texts]);
  return (
    <svg
      className="vigil-flow"
      role="img"
      aria-label={texts.pictureText(flow.contacted, flow.consented, flow.enrolled)}
      viewBox={`-1 -1 ${layout.width + 2} ${layout.height + 2}`}
      style={{ maxWidth: layout.width }}
    >
      {layout.arrows.map((arrow) => (
        <Arrow key={`${arrow.from} ${arrow.to}`} arrow={arrow} />
      ))}
      {layout.boxes.map((box) => (
        <Box key={box.key} box={box} />
      ))}
    </svg>
  );
}

function Box({ box: { x, y, width, height, lines } }: { readonly box: FlowBox }): ReactNode {
  return (
    <g>
      <rect className="vigil-flow-box" x={x} y={y} width={width} height={height} rx={4} />
      {lines.map(({ text, isTitle }, index) => (
        <text
          key={text}
          className={isTitle ? "vigil-flow-title" : "vigil-flow-text"}
          x={x + 12}
          y={y + 22 + index * 18}
        >
          {text}
        </text>
      ))}
    </g>
  );
}

function Arrow({ arrow: { from, to } }: { readonly arrow: FlowArrow }): ReactNode {
  const [x, y] = to;
  const isDown = from[0] === to[0];
  const head = isDown
    ? `M${x - 5} ${y - 8}L${x} ${y}L${x + 5} ${y - 8}Z`
    : `M${x - 8} ${y - 5}L${x} ${y}L${x - 8} ${y + 5}Z`;
  return (
    <>
      <path className="vigil-flow-line" d={`M${from[0]} ${from[1]}L${x} ${y}`} />
      <path className="vigil-flow-head" d={head} />
    </>
  );
}
