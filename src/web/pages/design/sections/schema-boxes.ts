import type { StudyDesign } from "#design";

/** A box of the picture: an element of one or several arms next to each other, within an epoch. */
export type SchemaBox = {
  readonly epoch: number;
  readonly firstArm: number;
  readonly lastArm: number;
  readonly text: string;
};

/** Arms that do the same in an epoch share a box, so that the picture shows where they part. */
export function schemaBoxes({ arms, epochs, cells, elements }: StudyDesign): readonly SchemaBox[] {
  const nameOf = new Map(elements.map(({ id, name, label }) => [id, label ?? name]));
  return epochs.flatMap((epoch, epochIndex) => {
    const boxes: { key: string; box: SchemaBox }[] = [];
    arms.forEach((arm, armIndex) => {
      const cell = cells.find(({ armId, epochId }) => armId === arm.id && epochId === epoch.id);
      if (!cell) return;
      const key = cell.elementIds.join(" ");
      const last = boxes.at(-1);
      if (last && last.key === key && last.box.lastArm === armIndex - 1) {
        last.box = { ...last.box, lastArm: armIndex };
        return;
      }
      const text = cell.elementIds.map((id) => nameOf.get(id) ?? id).join(", ");
      boxes.push({ key, box: { epoch: epochIndex, firstArm: armIndex, lastArm: armIndex, text } });
    });
    return boxes.map(({ box }) => box);
  });
}

/** Text in lines of at most so many letters, at most so many lines; what does not fit ends in an ellipsis. */
export function wrapText(text: string, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word.length > width ? `${word.slice(0, width - 1)}…` : word;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? "").slice(0, width - 1)}…`];
}
