import { expect, test } from "vitest";
import { findCircles } from "./find-circles.ts";

const steps = (...ways: readonly string[]) =>
  ways.map((way) => ({ from: way.charAt(0), to: way.charAt(1), path: way }));

test("a tree and two ways to one place are no circles", () => {
  expect(findCircles(steps("ab", "ac", "bd", "cd"))).toEqual([]);
});

test("a circle is told by the step that closes it, with the way round", () => {
  expect(findCircles(steps("ab", "bc", "cb", "cd"))).toEqual([{ nodes: ["b", "c", "b"], path: "cb" }]);
  expect(findCircles(steps("aa"))).toEqual([{ nodes: ["a", "a"], path: "aa" }]);
});

test("each circle is told once", () => {
  expect(findCircles(steps("ab", "ba", "cd", "dc")).map(({ path }) => path)).toEqual(["ba", "dc"]);
});

test("a hundred thousand steps in a row are walked", () => {
  const row = Array.from({ length: 100_000 }, (_, index) => ({
    from: `${index}`,
    to: `${index + 1}`,
    path: "",
  }));
  expect(findCircles(row)).toEqual([]);
});
