import { expect, test } from "vitest";
import { commands } from "#trial";
import { parseEnvelope } from "./envelope.ts";

const definition = commands.find(({ type }) => type === "read-identity");
const body = (more: object) => ({
  commandId: "0197c3a0-0000-7000-8000-000000000001",
  zone: "Europe/Berlin",
  data: { purpose: "To call." },
  ...more,
});

function parsed(more: object) {
  if (!definition) throw new Error("There is no such command.");
  return parseEnvelope(definition, body(more));
}

test("the moment of a command is kept in one way of writing, so that moments sort as text", () => {
  expect(parsed({ occurredAt: "2026-03-10T15:00:00+01:00" })).toMatchObject({
    ok: true,
    value: { occurredAt: "2026-03-10T14:00:00.000Z" },
  });
});

test("what is wrong is told with its path, in the envelope and in the data, all at once", () => {
  const answer = parsed({ occurredAt: "2026-03-10", zone: "Mars/Olympus", data: { purpose: "", why: 1 } });
  expect(answer.ok ? [] : answer.error.issues.map(({ path }) => path)).toEqual([
    "occurredAt",
    "zone",
    "data.purpose",
    "data",
  ]);
});
