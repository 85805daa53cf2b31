import type { Action } from "#trial";
import { staff } from "../../src/trial/testing/people.ts";
import { type Meadow, principalOf } from "../../test/builders/meadow.ts";
import type { Room } from "../../test/builders/session-rooms.ts";

/** Brings every session past its initial dose: both there, the gate open, the kit opened and the dose given by two. */
export async function doseAll(meadow: Meadow, rooms: readonly Room[]): Promise<void> {
  for (const room of rooms) for (const [type, data] of untilDose(room)) await act(meadow, room, type, data);
}

function untilDose({ lead, assistant, kits }: Room): readonly (readonly [Action, object])[] {
  const kit = { kind: "initial", code: kits.initial };
  const reach = { user: staff.investigator.user, telephone: "+1 212 555 0100", minutes: 10 };
  return [
    ["enter-session", { user: lead.user, capacity: "lead" }],
    ["enter-session", { user: assistant.user, capacity: "assistant" }],
    ["confirm-physician-reach", reach],
    ["confirm-session-identity", { particulars: ["name", "birth-date"] }],
    ["record-vitals", { values: { systolic: 121, "heart-rate": 68 }, pointId: "s-baseline" }],
    ["open-gate", {}],
    ["open-session-kit", kit],
    ["record-dose", { ...kit, capsules: 2 }],
  ];
}

async function act(
  meadow: Meadow,
  { sessionId: about, lead, assistant }: Room,
  type: Action,
  data: object,
): Promise<void> {
  const witness = { principal: principalOf(assistant), method: "password" as const };
  await meadow.act({ type, about, by: lead, data }, { request: { witness } });
}
