import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { siteStream } from "../streams.ts";
import { sessionContactEvents } from "./events.ts";

/** The site's numbers to dial from the session room, all of them, each time anew. Every contact that the protocol names has one. */
export const recordSessionContacts = defineCommand({
  type: "record-session-contacts",
  subject: "site",
  merge: "replaces",
  data: sessionContactEvents.SessionContactsRecorded.data,
  decide: ({ design }, data, context) => {
    const wanted = (design?.design.sessions ?? []).flatMap(({ contacts }) => contacts);
    const missing = wanted.filter(({ id }) => !data.contacts.some((one) => one.id === id));
    if (missing.length > 0) {
      const names = [...new Set(missing.map(({ label }) => label))].join(", ");
      const message = `A number is missing for: ${names}. In an emergency nobody looks for one.`;
      return failed(
        refusal("number-missing", message, "Protocol, dosing sessions", { path: "data.contacts" }),
      );
    }
    return ok([{ type: "SessionContactsRecorded", stream: siteStream(context.subjectId), data }]);
  },
});
