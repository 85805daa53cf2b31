import { expect, test } from "vitest";
import { isUuid } from "#kernel";
import { idsOfCommand } from "./ids-of-command.ts";

const first = "018f4d2e-1111-7abc-8def-0123456789ab";
const second = "018f4d2e-1111-7abc-8def-0123456789ac";

function three(commandId: string): readonly string[] {
  const next = idsOfCommand(commandId);
  return [next(), next(), next()];
}

test("a device and the server give the same ids to what one command records", () => {
  expect(three(first)).toEqual(three(first));
  expect(three(first).every(isUuid)).toBe(true);
});

test("no two ids are alike, within a command or between two", () => {
  expect(new Set([...three(first), ...three(second)]).size).toBe(6);
});
