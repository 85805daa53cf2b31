import { z } from "zod";
import { ok } from "#kernel";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { userId } from "../fields.ts";
import { sessionEvents } from "./events.ts";
import { evolveSession } from "./evolve.ts";
import { missingPeople, objectionsTo, presentAt } from "./presence.ts";
import { defineSessionCommand, departure, no, say } from "./session-command.ts";
import type { SessionFacts } from "./session-facts.ts";
import { isUnderInfluence } from "./times.ts";

const basis = z.literal("paper").optional();

/** Somebody comes into the room, in what capacity, and whom they relieve. */
export const enterSession = defineSessionCommand({
  type: "enter-session",
  kind: "observation",
  data: z.strictObject({ user: userId, capacity: z.string().max(120), relieves: userId.optional(), basis }),
  rule: (facts, data, context) => {
    const { pack, session } = facts;
    const member = pack.team.find(({ user }) => user === data.user);
    const capacity = pack.plan.capacities.find(({ id }) => id === data.capacity);
    if (!capacity)
      return no("no-such-capacity", `The protocol has no capacity ${data.capacity} in this session.`, {
        path: "data.capacity",
      });
    if (!member) {
      const message =
        "Nobody of this id has ever had a role at this site. Grant them one first, or take a note of who came in.";
      return no("no-such-person", message, { path: "data.user", because: "not-found" });
    }
    if (presentAt(session, context.occurredAt).some(({ user }) => user === data.user)) {
      return no("in-already", `${member.name} is in the room already.`, {
        path: "data.user",
        because: "conflict",
      });
    }
    const entered = say(context, "PersonEntered", { ...data, name: member.name });
    const objections = objectionsTo(pack, data.user, data.capacity) ?? [`has no role as ${capacity.label}`];
    const unqualified =
      objections.length > 0
        ? [
            departure(
              facts,
              context,
              "not-qualified",
              `${member.name} came in as ${capacity.label}: ${objections.join(", ")}.`,
            ),
          ]
        : [];
    return ok([entered, ...unqualified, ...tooFew(facts, context, entered)]);
  },
});

export const leaveSession = defineSessionCommand({
  type: "leave-session",
  kind: "observation",
  data: sessionEvents.PersonLeft.data,
  rule: (facts, data, context) => {
    const there = presentAt(facts.session, context.occurredAt).find(({ user }) => user === data.user);
    if (!there)
      return no("not-in-room", "This person is not in the room.", { path: "data.user", because: "conflict" });
    const left = say(context, "PersonLeft", data);
    return ok([left, ...tooFew(facts, context, left)]);
  },
});

/** The deviation where a change leaves fewer people in the room than the protocol wants, between dose and end. */
function tooFew(facts: SessionFacts, context: Context, change: NewEvent): readonly NewEvent[] {
  if (!isUnderInfluence(facts.session)) return [];
  const at = context.occurredAt;
  const before = missingPeople(facts, at);
  const after = missingPeople({ ...facts, session: applied(facts, context, change) }, at);
  if (after.length === 0 || (before.length > 0 && after.join() === before.join())) return [];
  return [
    departure(
      facts,
      context,
      "too-few-present",
      `In the room after the dose: ${after.join(", ")}.`,
      "procedure",
    ),
  ];
}

/** The session with an event that is only about to be written. */
function applied({ session }: SessionFacts, context: Context, event: NewEvent): SessionFacts["session"] {
  const meta = {
    occurredAt: context.occurredAt,
    version: 0,
    actor: { user: context.user, role: context.role },
  };
  return evolveSession(session, { type: event.type, data: event.data, meta } as never);
}

export const confirmPhysicianReach = defineSessionCommand({
  type: "confirm-physician-reach",
  kind: "observation",
  data: sessionEvents.PhysicianReachConfirmed.data.omit({ name: true }),
  rule: ({ pack }, data, context) => {
    const member = pack.team.find(({ user }) => user === data.user);
    if (!member?.isPhysician)
      return no(
        "no-physician",
        "Only a physician of this site, whose role covers today, can be the one in reach.",
        { path: "data.user" },
      );
    return ok([say(context, "PhysicianReachConfirmed", { ...data, name: member.name })]);
  },
});

export const confirmSessionIdentity = defineSessionCommand({
  type: "confirm-session-identity",
  kind: "observation",
  data: sessionEvents.IdentityConfirmed.data,
  rule: (_facts, data, context) => ok([say(context, "IdentityConfirmed", data)]),
});
