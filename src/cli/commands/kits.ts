import { z } from "zod";
import type { SiteId, StudyId } from "#kernel";
import { renderPath } from "#kernel";
import { commands as trialCommands } from "#trial";
import { execute, proveWitness, type WitnessCredentials } from "#usecases";
import { chooseStudy, siteOf } from "../choose-study.ts";
import { type CliCommand, done, notDone, type Options, type Outcome, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

const person = z.strictObject({
  username: z.string().min(1),
  password: z.string().min(1),
  code: z.string().optional(),
});

/** What is read from standard input: who does it, who stands by, and what is done. Passwords stand in no argument. */
const act = z.strictObject({ by: person, witness: person.optional(), data: z.unknown() });

const where = { study: { type: "string" }, site: { type: "string" } } as const;
const whereHelp = {
  study: "id of the study (needed where there are several)",
  site: "number of the site",
};

/** The kits of a site from the shell: seen as everybody at the site sees them, received and counted by people who prove who they are. */
export const kits: readonly CliCommand[] = [
  {
    name: "kits list",
    summary: "List kits by their codes: kind, level, expiry and where each is; never an arm.",
    operands: "",
    leastOperands: 0,
    mostOperands: 0,
    options: where,
    optionHelp: whereHelp,
    examples: ["vigil kits list --site 01 --json"],
    run: (_operands, options, around) => withSite(around.environment, options, listKits),
  },
  writing(
    "receive",
    "receive-shipment",
    "Receive a shipment kit by kit; what was received is read from standard input.",
    "vigil kits receive --site 01 < receipt.json",
  ),
  writing(
    "count",
    "count-stock",
    "Record a count of the stock by two persons; the codes found are read from standard input.",
    "vigil kits count --site 01 < count.json",
  ),
];

type At = { readonly instance: Instance; readonly study: StudyId; readonly site: SiteId | undefined };

async function listKits({ instance, study, site }: At): Promise<Outcome> {
  const all = await instance.ports.lists.kits({ study, sites: "all" });
  const shown = all.filter(({ siteId }) => site === undefined || siteId === site);
  const lines = shown.map(({ code, kind, level, expiresOn, state, number }) =>
    [code, kind.padEnd(12), level.padEnd(6), expiresOn, state.padEnd(11), number ?? ""].join("  ").trimEnd(),
  );
  return done(shown, lines.length === 0 ? "There are no kits." : lines.join("\n"));
}

function writing(name: string, type: string, summary: string, example: string): CliCommand {
  return {
    name: `kits ${name}`,
    summary,
    operands: "",
    leastOperands: 0,
    mostOperands: 0,
    options: where,
    optionHelp: whereHelp,
    examples: [example],
    run: async (_operands, options, around) => {
      if (options["site"] === undefined) return wrongUse("Name the site with --site.");
      return withSite(around.environment, options, async (at) => {
        const read = readAct(await around.readInput());
        return typeof read === "string" ? wrongUse(read) : carryOut(at, type, read);
      });
    },
  };
}

function readAct(input: string): z.output<typeof act> | string {
  try {
    const parsed = act.safeParse(JSON.parse(input));
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map(({ path, message }) => `${renderPath(path)}: ${message}`).join("; ");
  } catch {
    return "Standard input is no JSON: give { by, witness, data }.";
  }
}

async function carryOut(
  { instance: { ports }, study, site }: At,
  type: string,
  { by, witness, data }: z.output<typeof act>,
): Promise<Outcome> {
  const definition = trialCommands.find((one) => one.type === type);
  if (!definition || site === undefined) throw new Error(`There is no command ${type}.`);
  const acting = await proveWitness(ports, study, by as WitnessCredentials);
  if (!acting.ok)
    return notDone({ ...acting.error, message: acting.error.message.replace("the witness's", "your") });
  const standing = witness && (await proveWitness(ports, study, witness as WitnessCredentials));
  if (standing && !standing.ok) return notDone({ ...standing.error });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const answer = await execute(ports, {
    definition,
    study,
    subjectId: site,
    body: { commandId: ports.randomness.timedId(), zone, data },
    principal: acting.value.principal,
    source: { kind: "cli" },
    signatureMethod: acting.value.method,
    ...(standing ? { witness: standing.value } : {}),
  });
  if (answer.ok) return done({ done: type }, "Done.");
  if (answer.error.kind === "refusal") return notDone({ ...answer.error });
  return wrongUse(answer.error.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
}

async function withSite(
  environment: NodeJS.ProcessEnv,
  options: Options,
  use: (at: At) => Promise<Outcome>,
): Promise<Outcome> {
  const instance = await openInstance(placeFromEnvironment(environment));
  try {
    const study = await chooseStudy(instance, options["study"]);
    if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
    const number = options["site"];
    const site = number === undefined ? undefined : await siteOf(instance, study.studyId, String(number));
    if (number !== undefined && !site)
      return notDone({ code: "no-such-site", message: `The study has no site ${String(number)}.` });
    return await use({ instance, study: study.studyId, site });
  } finally {
    await instance.close();
  }
}
