import { expect, test } from "vitest";
import { turns } from "./turns.ts";

const later = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

test("work on one thing goes one after the other, in the order in which it came", async () => {
  const take = turns();
  const seen: string[] = [];
  const work = (name: string, milliseconds: number) => async (): Promise<string> => {
    seen.push(`${name} begins`);
    await later(milliseconds);
    seen.push(`${name} ends`);
    return name;
  };
  const all = [take("a", work("first", 20)), take("a", work("second", 1)), take("a", work("third", 5))];
  expect(await Promise.all(all)).toEqual(["first", "second", "third"]);
  expect(seen).toEqual([
    "first begins",
    "first ends",
    "second begins",
    "second ends",
    "third begins",
    "third ends",
  ]);
});

test("work on another thing does not wait", async () => {
  const take = turns();
  let isDone = false;
  const slow = take("a", () => later(50).then(() => (isDone = true)));
  await take("b", async () => {});
  expect(isDone).toBe(false);
  await slow;
});

test("work that fails tells whoever asked for it, and the next goes on", async () => {
  const take = turns();
  const failing = take("a", () => Promise.reject(new Error("no")));
  const next = take("a", async () => "yes");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
});
