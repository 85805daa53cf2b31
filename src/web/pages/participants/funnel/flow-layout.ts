import type { Branch, FlowStep } from "./flow-steps.ts";

export type Line = { readonly text: string; readonly isTitle: boolean };

/** A box of the diagram, in pixels of its own measure. */
export type FlowBox = {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
};

/** From one point to another, straight, with a head at its end. */
export type FlowArrow = {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
};

export type FlowLayout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly FlowBox[];
  readonly arrows: readonly FlowArrow[];
};

const mainWidth = 250;
const sideX = 320;
const sideWidth = 440;
const lineHeight = 18;
const padding = 10;
const gap = 14;
const longestLine = 62;
const mostReasons = 7;

/** CONSORT's flow: the steps below each other, those who left beside the way down from the step that they left. */
export function layOutFlow(steps: readonly FlowStep[], moreReasons: (count: number) => string): FlowLayout {
  const boxes: FlowBox[] = [];
  const arrows: FlowArrow[] = [];
  const middle = mainWidth / 2;
  let y = 0;
  for (const [index, step] of steps.entries()) {
    const main = boxAt(step.key, 0, y, mainWidth, mainLines(step));
    boxes.push(main);
    const down = y + main.height;
    let sideY = down + gap;
    for (const branch of step.branches) {
      const side = boxAt(branch.key, sideX, sideY, sideWidth, sideLines(branch, moreReasons));
      boxes.push(side);
      const center = sideY + side.height / 2;
      arrows.push({ from: [middle, center], to: [sideX, center] });
      sideY += side.height + gap;
    }
    y = Math.max(sideY, down + 2 * gap);
    if (index < steps.length - 1) arrows.push({ from: [middle, down], to: [middle, y] });
  }
  return {
    width: sideX + sideWidth,
    height: Math.max(...boxes.map((box) => box.y + box.height)),
    boxes,
    arrows,
  };
}

function boxAt(key: string, x: number, y: number, width: number, lines: readonly Line[]): FlowBox {
  return { key, x, y, width, lines, height: lines.length * lineHeight + 2 * padding - 4 };
}

function mainLines({ title, count, note }: FlowStep): readonly Line[] {
  return [
    { text: title, isTitle: false },
    { text: [String(count), note].filter(Boolean).join(" "), isTitle: true },
  ];
}

function sideLines(
  { title, count, reasons }: Branch,
  moreReasons: (count: number) => string,
): readonly Line[] {
  const shown = reasons.length > mostReasons ? reasons.slice(0, mostReasons - 1) : reasons;
  const rest = reasons.length - shown.length;
  return [
    { text: `${title}: ${count}`, isTitle: true },
    ...shown.map((reason) => ({ text: `${shortened(reason.text)}: ${reason.count}`, isTitle: false })),
    ...(rest > 0 ? [{ text: moreReasons(rest), isTitle: false }] : []),
  ];
}

function shortened(text: string): string {
  return text.length > longestLine ? `${text.slice(0, longestLine - 1).trimEnd()}…` : text;
}
