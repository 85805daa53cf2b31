import { expect, test } from "vitest";
import { ApiError } from "../../api/call.ts";
import { type SessionSending, sendQueue } from "./send-queue.ts";

const offline = new ApiError({ title: "offline", status: 0, detail: "offline", code: "offline" });
const refused = new ApiError({ title: "no", status: 422, detail: "No.", code: "no-such-effect" });

function sending(commandId: string, more: Partial<SessionSending> = {}): SessionSending {
  return { commandId, type: "take-note", data: {}, occurredAt: "", zone: "UTC", ...more };
}

/** A server that answers what the test says, and keeps what it took, in its order. */
function aServer() {
  const taken: string[] = [];
  let answer: Error | undefined;
  const post = async ({ commandId }: SessionSending): Promise<{ version: number }> => {
    await Promise.resolve();
    if (answer) throw answer;
    if (!taken.includes(commandId)) taken.push(commandId);
    return { version: taken.length };
  };
  return {
    taken,
    post,
    fail: (error?: Error) => {
      answer = error;
    },
  };
}

test("what meets no network waits, and is sent again in its order with the same id", async () => {
  const server = aServer();
  const queue = sendQueue(server.post);
  server.fail(offline);
  await Promise.all([queue.add(sending("a")), queue.add(sending("b"))]);
  expect(queue.entries().map(({ commandId, state }) => [commandId, state])).toEqual([
    ["a", "waiting"],
    ["b", "sending"],
  ]);
  server.fail();
  await queue.add(sending("c"));
  expect(server.taken).toEqual(["a", "b", "c"]);
  expect(queue.entries().map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
});

test("a refused entry stays with its problem until it is forgotten, and holds nobody up", async () => {
  const server = aServer();
  const queue = sendQueue(server.post);
  server.fail(refused);
  const entry = await queue.add(sending("a"));
  expect(entry).toMatchObject({ state: "refused", problem: { code: "no-such-effect" } });
  server.fail();
  await queue.add(sending("b"));
  expect(server.taken).toEqual(["b"]);
  queue.forget(({ state }) => state === "refused");
  expect(queue.entries().map(({ commandId }) => commandId)).toEqual(["b"]);
});

test("what carries a proof is never kept for later", async () => {
  const server = aServer();
  const queue = sendQueue(server.post);
  server.fail(offline);
  const entry = await queue.add(sending("a", { witness: { username: "w", password: "p" } }));
  expect(entry).toMatchObject({ state: "refused", problem: { code: "offline" } });
});
