import { z } from "zod";
import type { UserId } from "#kernel";
import {
  type Account,
  changeAccount,
  invite,
  inviteAgain,
  issueBreakGlassCode,
  personNameSchema,
  systemUser,
  usernameSchema,
} from "#usecases";
import { type CliCommand, done, notDone, type Options, type Outcome, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

const personSchema = z.object({ username: usernameSchema, name: personNameSchema });
const changer = { by: systemUser, source: { kind: "cli" } } as const;

/** Looks after accounts from the shell of the machine that holds the keys. */
export const users: readonly CliCommand[] = [
  command("user list", "List all accounts.", "", {}, {}, ["vigil user list --json"], async ({ ports }) => {
    const accounts = (await ports.accounts.list()).map(shown);
    const lines = accounts.map(
      ({ username, name, status, isAdministrator }) =>
        `${username}  ${name}  ${status}${isAdministrator ? "  administrator" : ""}`,
    );
    return done(accounts, lines.join("\n"));
  }),
  command(
    "user invite",
    "Make an account, and print the invitation with which the person sets a password.",
    "USERNAME",
    { name: { type: "string" }, administrator: { type: "boolean" } },
    {
      name: "the person's name, as it is printed beside a signature",
      administrator: "may look after accounts and found studies",
    },
    ['vigil user invite ada --name "Ada Lind"'],
    async ({ ports }, [username = ""], options) => {
      const person = personSchema.safeParse({ username, name: options["name"] ?? username });
      if (!person.success)
        return wrongUse(
          person.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
        );
      const isAdministrator = options["administrator"] === true;
      const invited = await invite(ports, { ...person.data, isAdministrator }, changer);
      if (!invited.ok) return notDone(invited.error);
      return done(
        invited.value,
        `Invited ${username}. They set their password at /invitation?token=${invited.value.token}`,
      );
    },
  ),
  command(
    "user reset",
    "Take away password and second factor, and invite the person again.",
    "USERNAME",
    {},
    {},
    ["vigil user reset ada"],
    async (instance, [username = ""]) =>
      withAccount(instance, username, async ({ userId }) => {
        const invited = await inviteAgain(instance.ports, userId, changer);
        return invited.ok
          ? done(invited.value, `Invited ${username} again: /invitation?token=${invited.value.token}`)
          : notDone(invited.error);
      }),
  ),
  command(
    "user break-glass",
    "Make somebody's printed one-time code for breaking a code in an emergency, in the place of any before.",
    "USERNAME",
    {},
    {},
    ["vigil user break-glass ada"],
    async (instance, [username = ""]) =>
      withAccount(instance, username, async (account) => {
        const issued = await issueBreakGlassCode(instance.ports, account, changer);
        if (!issued.ok) return notDone(issued.error);
        const { code } = issued.value;
        const text = `The emergency code of ${username}, shown this once: ${code}\nPrint it, and keep it on the person. It works once, at /emergency.`;
        return done({ username, ...issued.value }, text);
      }),
  ),
  ...(["disable", "enable", "unlock"] as const).map((act) =>
    command(
      `user ${act}`,
      `${act.charAt(0).toUpperCase()}${act.slice(1)} an account.`,
      "USERNAME",
      { reason: { type: "string" } },
      { reason: "why; it is kept" },
      [`vigil user ${act} ada --reason "left the site"`],
      async (instance, [username = ""], options) =>
        withAccount(instance, username, async ({ userId }) => {
          const why = String(options["reason"] ?? "from the command line");
          const changed = await changeAccount(instance.ports, userId, { act, why }, changer);
          return changed.ok ? done({ username, act }, `Done: ${act} ${username}.`) : notDone(changed.error);
        }),
    ),
  ),
];

function command(
  name: string,
  summary: string,
  operands: string,
  options: CliCommand["options"],
  optionHelp: CliCommand["optionHelp"],
  examples: readonly string[],
  run: (instance: Instance, operands: readonly string[], options: Options) => Promise<Outcome>,
): CliCommand {
  const count = operands === "" ? 0 : 1;
  return {
    name,
    summary,
    operands,
    options,
    optionHelp,
    examples,
    leastOperands: count,
    mostOperands: count,
    run: async (given, chosen, around) => {
      const instance = await openInstance(placeFromEnvironment(around.environment));
      try {
        return await run(instance, given, chosen);
      } finally {
        await instance.close();
      }
    },
  };
}

async function withAccount(
  { ports }: Instance,
  username: string,
  use: (account: Account) => Promise<Outcome>,
): Promise<Outcome> {
  const account = await ports.accounts.byUsername(username);
  return account
    ? use(account)
    : notDone({ code: "no-such-account", message: `There is no account “${username}”.` });
}

/** What may be shown of an account: nothing secret. */
function shown({ userId, username, name, status, isAdministrator, isDemonstration, lockedUntil }: Account) {
  return { userId: userId as UserId, username, name, status, isAdministrator, isDemonstration, lockedUntil };
}
