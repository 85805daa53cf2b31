import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutFlow } from "./flow-layout.ts";
import type { FlowStep } from "./flow-steps.ts";

const more = (count: number): string => `${count} more`;
const step = (key: string, branches: FlowStep["branches"] = []): FlowStep => ({
  key,
  title: key,
  count: 10,
  note: "",
  branches,
});
const lost = (key: string, reasons: number) => ({
  key,
  title: key,
  count: reasons,
  reasons: Array.from({ length: reasons }, (_, index) => ({ text: `Reason ${index}`, count: 1 })),
});

test("the steps stand below each other, each joined to the next, and who left stands beside the way down", () => {
  const { boxes, arrows } = layOutFlow([step("asked", [lost("failed", 2)]), step("enrolled")], more);
  const [asked, failed, enrolled] = boxes;
  expect(boxes.map(({ key }) => key)).toEqual(["asked", "failed", "enrolled"]);
  expect(failed?.y).toBeGreaterThan((asked?.y ?? 0) + (asked?.height ?? 0));
  expect(enrolled?.y).toBeGreaterThan((failed?.y ?? 0) + (failed?.height ?? 0));
  expect(arrows).toHaveLength(2);
  expect(arrows.at(-1)?.to[1]).toBe(enrolled?.y);
});

test("many reasons are summed up in a last line, and long ones shortened", () => {
  const reasons = lost("failed", 12);
  const long = { ...reasons, reasons: [{ text: "x".repeat(200), count: 3 }, ...reasons.reasons] };
  const lines = layOutFlow([step("asked", [long])], more).boxes[1]?.lines.map(({ text }) => text) ?? [];
  expect(lines).toHaveLength(1 + 6 + 1);
  expect(lines[1]?.length).toBeLessThan(70);
  expect(lines.at(-1)).toBe("7 more");
});

test("whatever is counted, no box lies over another and all lie in the picture", () => {
  const steps = fc.array(fc.array(fc.nat(12), { maxLength: 3 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(steps, (drawn) => {
      const layout = layOutFlow(
        drawn.map((branches, at) =>
          step(
            `s${at}`,
            branches.map((reasons, index) => lost(`b${at}.${index}`, reasons)),
          ),
        ),
        more,
      );
      for (const [index, box] of layout.boxes.entries()) {
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
        for (const other of layout.boxes.slice(index + 1)) {
          const isApart = box.y + box.height <= other.y || box.x + box.width <= other.x;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});
