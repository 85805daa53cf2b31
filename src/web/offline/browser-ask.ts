import { actingHeader } from "../api/acting-person.ts";
import { noteContact, noteProblem, type Problem } from "../api/call.ts";
import { noteUnanswered } from "../api/contact.ts";
import type { Ask } from "./http-delivery.ts";

/** An entry that hangs would hold up all after it; it is sent again. */
const patience = 20_000;

/** Requests of the outbox, each in the name of whose command it carries: under anybody else's sign-in the server refuses it. */
export const browserAsk: Ask = async (method, path, body, person) => {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    signal: AbortSignal.timeout(patience),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(person === undefined ? {} : { [actingHeader]: person }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error) => {
    noteUnanswered();
    throw error;
  });
  noteContact(response);
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok && answer !== null) noteProblem(answer as Problem);
  return { status: response.status, body: answer };
};
