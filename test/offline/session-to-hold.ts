import { randomUUID } from "node:crypto";
import type { Instance } from "../../src/cli/instance.ts";
import { getAt, signInAt } from "../browser/shown-demonstration.ts";

type Visit = {
  readonly visitId: string;
  readonly encounterId: string;
  readonly session: string | null;
  readonly status: string;
};

/** Opens the session of somebody in the demonstration whose treatment visit can begin, with the pair in the room. @returns its id */
export async function openSessionToHold(
  origin: string,
  study: string,
  lead: string,
  now: number,
  userIdOf: (username: string) => Promise<string>,
  assistant: string,
): Promise<string> {
  const cookie = await signInAt(origin, lead);
  const base = `/api/studies/${study}`;
  const act = async (path: string, data: object, minute: number): Promise<string | undefined> => {
    const occurredAt = new Date(now + minute * 60_000).toISOString();
    const response = await fetch(`${origin}${base}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ commandId: randomUUID(), zone: "UTC", data, occurredAt }),
    });
    return response.ok ? undefined : `${path}: ${await response.text()}`;
  };
  const must = async (...asked: Parameters<typeof act>): Promise<void> => {
    const no = await act(...asked);
    if (no) throw new Error(no);
  };
  const participants = await getAt<readonly { readonly participantId: string }[]>(
    origin,
    `${base}/participants`,
    cookie,
  );
  const refusals: string[] = [];
  for (const { participantId } of participants) {
    const { visits } = await getAt<{ readonly visits: readonly Visit[] }>(
      origin,
      `${base}/participants/${participantId}`,
      cookie,
    );
    const visit = visits.find(
      ({ session, status }) => session === "dosing" && (status === "open" || status === "scheduled"),
    );
    if (!visit) continue;
    const { visitId, encounterId } = visit;
    const no = await act(
      `/participants/${participantId}/commands/start-visit`,
      { visitId, encounterId, mode: "in-person" },
      -20,
    );
    if (no) {
      refusals.push(no);
      continue;
    }
    const sessionId = randomUUID();
    const commands = `/sessions/${sessionId}/commands`;
    await must(`${commands}/open-session`, { participantId, visitId }, -19);
    await must(`${commands}/enter-session`, { user: await userIdOf(lead), capacity: "lead-monitor" }, -18);
    await must(
      `${commands}/enter-session`,
      { user: await userIdOf(assistant), capacity: "assistant-monitor" },
      -17,
    );
    return sessionId;
  }
  throw new Error(`Nobody's dosing visit can begin. ${refusals.join(" ")}`);
}

export async function accountId({ ports }: Instance, username: string): Promise<string> {
  const account = await ports.accounts.byUsername(username);
  if (!account) throw new Error(`There is no account ${username}.`);
  return account.userId;
}
