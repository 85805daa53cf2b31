import { expect, test } from "vitest";
import type { SiteId, UserId } from "#kernel";
import { commands } from "#trial";
import type { CommandRequest } from "./execute.ts";
import { witnessFor } from "./witness.ts";

const site = "0197c3a0-0000-4000-8000-000000000001" as SiteId;
const [giver, second] = ["0197c3a0-0000-4000-8000-00000000000a", "0197c3a0-0000-4000-8000-00000000000b"];

function principal(user: string): CommandRequest["principal"] {
  const standings = [{ role: "co-therapist", sites: [site] }] as never;
  return { user: user as UserId, name: user, isInstanceAdministrator: false, standings };
}

/** A command by the one, with the other standing by with the key of their device, or nobody. */
function asked(type: string, isWitnessed: boolean): CommandRequest {
  const definition = commands.find((command) => command.type === type);
  const witness = { principal: principal(second ?? ""), method: "device-key-offline" } as const;
  return {
    definition,
    principal: principal(giver ?? ""),
    ...(isWitnessed ? { witness } : {}),
  } as CommandRequest;
}

test("a dose that was given is recorded with whoever stood by, and without where nobody did", () => {
  expect(witnessFor(asked("record-dose", true), site)).toMatchObject({
    ok: true,
    value: { witness: { user: second, method: "device-key-offline" } },
  });
  expect(witnessFor(asked("record-dose", false), site)).toEqual({ ok: true, value: {} });
});

test("a kit is opened by two", () => {
  expect(witnessFor(asked("open-session-kit", false), site)).toMatchObject({
    ok: false,
    error: { code: "witness-needed" },
  });
});
