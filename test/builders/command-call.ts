import { commands } from "#trial";
import type { Answer, Call, ServedApp } from "./served-app.ts";
import { expectDone, type Person } from "./signed-in.ts";

/** Where a command goes: the study, and whom or what it is about; the study itself for a command about the study. */
export type Target = { readonly study: string; readonly subject: string };

export type Envelope = {
  readonly basedOn?: number;
  readonly reason?: string;
  readonly actingAs?: string;
  readonly occurredAt?: string;
  readonly proof?: unknown;
  readonly witness?: unknown;
  readonly pin?: string;
};

const folders: Readonly<Record<string, string>> = {
  site: "sites/",
  staff: "staff/",
  participant: "participants/",
  rating: "ratings/",
  session: "sessions/",
};

/** Commands with an address of their own, below their participant. */
const ownPlaces: Readonly<Record<string, string>> = {
  "record-identity": "identity",
  "read-identity": "identity/read",
  "hand-over-device": "hand-over",
  "open-kit-map": "open-kit-map",
  "confirm-whereabouts": "whereabouts",
  "declare-danger": "danger",
};

/** A command as the app posts it. */
export function commandCall(
  { instance }: ServedApp,
  type: string,
  { study, subject }: Target,
  data: unknown,
  more: Envelope = {},
): Call {
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  const about = definition.subject === "study" ? "" : `${folders[definition.subject]}${subject}/`;
  const place = ownPlaces[type] ?? `commands/${type}`;
  const commandId = instance.ports.randomness.timedId();
  return {
    method: "POST",
    url: `/api/studies/${study}/${about}${place}`,
    body: { commandId, zone: "UTC", data, ...more },
  };
}

/** Posts a command that must be carried out. */
export async function carryOut(
  app: ServedApp,
  { cookie }: Pick<Person, "cookie">,
  type: string,
  target: Target,
  data: unknown,
  more: Envelope = {},
): Promise<Answer> {
  return expectDone(app.call({ ...commandCall(app, type, target, data, more), cookie }));
}
