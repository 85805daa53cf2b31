import type { CommandTopic } from "#trial";
import type { Problem } from "../api/call.ts";
import type { Delivery, DeliveryAnswer, OutboxPorts } from "./outbox-ports.ts";
import type { QueuedCommand } from "./queued-command.ts";
import type { SealedEntry } from "./stored-entry.ts";

/** One request to the server, in somebody's name. It throws where no answer came. */
export type Ask = (
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  person?: string,
) => Promise<{ readonly status: number; readonly body: unknown }>;

type Answered = Awaited<ReturnType<Ask>>;

/**
 * Delivers entries over HTTP: as commands at their own address while the device is unlocked, and sealed, as they lie, while it is not. The
 * server opens those with its own key, so that signing in is enough.
 */
export function httpDelivery(ask: Ask, now: () => number): OutboxPorts["send"] {
  return async (delivery) => {
    const { header } = delivery.sealed;
    try {
      const answered = delivery.command
        ? await postCommand(ask, delivery.command, delivery.after, now())
        : await postSealed(ask, delivery);
      const answer = readAnswer(answered);
      if (answer !== "predecessor-missing") return answer;
      const { body } = await ask("GET", `/api/devices/${header.device}/progress`);
      return { kind: "predecessor-missing", last: (body as { readonly last: number }).last };
    } catch {
      return { kind: "undelivered", because: "unreached" };
    }
  };
}

/** Where the commands about a subject are posted. */
function commandPath({
  study,
  subject,
  subjectId,
  type,
}: Pick<QueuedCommand, "study" | "subject" | "subjectId" | "type">): string {
  const folders: Partial<Readonly<Record<CommandTopic, string>>> = {
    study: "",
    staff: `staff/${subjectId}/`,
  };
  return `/api/studies/${study}/${folders[subject] ?? `${subject}s/${subjectId}/`}commands/${type}`;
}

function postCommand(ask: Ask, queued: QueuedCommand, after: number, now: number): Promise<Answered> {
  const { study: _study, type: _type, subject: _subject, subjectId: _id, chain: _chain, ...rest } = queued;
  const { device, sequence, user, ...envelope } = rest;
  const sentAt = new Date(now).toISOString();
  const body = { ...envelope, sentAt, device: { id: device, sequence, after } };
  return ask("POST", commandPath(queued), body, user);
}

async function postSealed(ask: Ask, { sealed, after }: Delivery): Promise<Answered> {
  const { study, user } = sealed.header;
  const entries = [{ entry: sealed, after }];
  const answered = await ask("POST", `/api/studies/${study}/sealed-outbox`, { entries }, user);
  if (answered.status !== 200) return answered;
  const [first] = (answered.body as { readonly answers: readonly HandedIn[] }).answers;
  return first ? answerOf(first) : { status: 500, body: null };
}

type HandedIn = {
  readonly commandId: string;
  readonly version: number | null;
  readonly problem: Problem | null;
};

function answerOf({ version, problem }: HandedIn): Answered {
  return problem ? { status: problem.status, body: problem } : { status: 200, body: { version } };
}

/** Hands in what somebody else queued. @returns what came of each, by its command's id. @throws where no answer came */
export async function handInFor(
  ask: Ask,
  study: string,
  entries: readonly { readonly entry: SealedEntry; readonly after: number }[],
): Promise<ReadonlyMap<string, DeliveryAnswer>> {
  const answers = new Map<string, DeliveryAnswer>();
  for (const one of entries) {
    const answered = await ask("POST", `/api/studies/${study}/sealed-outbox`, { entries: [one] });
    const [first] =
      answered.status === 200 ? (answered.body as { readonly answers: readonly HandedIn[] }).answers : [];
    const answer = readAnswer(first ? answerOf(first) : answered);
    if (answer === "predecessor-missing" || answer.kind === "undelivered") return answers;
    answers.set(one.entry.header.commandId, answer);
  }
  return answers;
}

/** Answers of what stands before the command, not of the command: it is sent again. */
const mayComeAgain = [408, 425, 429];

function readAnswer({ status, body }: Answered): DeliveryAnswer | "predecessor-missing" {
  if (status >= 200 && status < 300) {
    return { kind: "acknowledged", version: (body as { readonly version: number }).version };
  }
  const problem = body as Problem | null;
  if (status === 502 || status === 503 || status === 504 || mayComeAgain.includes(status))
    return { kind: "undelivered", because: "unreached" };
  if (status >= 500 || !problem?.code) return { kind: "undelivered", because: "fault" };
  if (problem.code === "predecessor-missing") return "predecessor-missing";
  if (problem.code === "another-person") return { kind: "undelivered", because: "another-person" };
  if (status === 401 || problem.code === "device-handed-over" || problem.code === "foreign-origin")
    return { kind: "undelivered", because: "not-signed-in" };
  const isConflict = status === 409 && problem.code !== "command-id-reused";
  return { kind: isConflict ? "conflict" : "refused", problem };
}
