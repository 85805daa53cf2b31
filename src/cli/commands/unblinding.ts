import { existsSync, writeFileSync } from "node:fs";
import { type InvalidInput, isUuid, type Refusal, renderIssue, type StudyId, type ZoneId } from "#kernel";
import {
  type Account,
  type IssuedEnvelopes,
  issueEnvelopes,
  listUnblindings,
  type Principal,
  principalInStudy,
  type SiteRow,
} from "#usecases";
import { type CliCommand, done, notDone, type Options, type Outcome, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

const common = {
  study: { type: "string" },
  by: { type: "string" },
} as const;
const commonHelp = {
  study: "id of the study, or its protocol's number",
  by: "username of who asks, in whose role in the study it is done and recorded",
};

/** Prints the sealed sheets with which a code is broken when neither server nor network is there. */
export const emergencyEnvelopes: CliCommand = {
  name: "emergency-envelopes",
  summary:
    "Write sealed sheets, one for each randomized participant without one, to an HTML file to be printed.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: { ...common, site: { type: "string" }, out: { type: "string" } },
  optionHelp: {
    ...commonHelp,
    site: "number of one site; all of them where it is left out",
    out: "the file to write: it holds the arms. Print it, and destroy it",
  },
  examples: ["vigil emergency-envelopes --study MDMA-P3 --site 01 --by ulf --out sheets.html"],
  run: async (_operands, options, around) => {
    const out = options["out"];
    if (typeof out !== "string") return wrongUse("--out is missing: name the file to write.");
    if (existsSync(out)) return wrongUse(`${out} is there already. Choose another name.`);
    return within(around.environment, options, async (instance, asking) => {
      const sites = await sitesOf(instance, asking, options["site"]);
      if (sites.length === 0)
        return notDone({ code: "no-such-site", message: "There is no such site in this study." });
      return issueAt(instance, asking, sites, out);
    });
  },
};

/** Lists every unblinding: when, of whom, by whom, why; never an arm. */
export const unblindings: CliCommand = {
  name: "unblindings",
  summary:
    "List all unblindings of a study that somebody may see: when, of whom, by whom and why; never an arm.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: common,
  optionHelp: commonHelp,
  examples: ["vigil unblindings --study MDMA-P3 --by ivy --json"],
  run: (_operands, options, around) =>
    within(around.environment, options, async ({ ports }, asking) => {
      if (asking.principal.standings.length === 0) return notDone(noRole());
      const lines = await listUnblindings(ports, asking);
      const text = lines.map(
        ({ occurredAt, number, kind, reason, how, reportNumber, byName, role }) =>
          `${occurredAt}  ${number}  ${kind}  ${reason ?? how ?? reportNumber ?? ""}  ${byName} (${role})`,
      );
      return done(lines, text.length === 0 ? "No code was broken." : text.join("\n"));
    }),
};

type Asking = { readonly study: StudyId; readonly principal: Principal };

async function within(
  environment: NodeJS.ProcessEnv,
  { study, by }: Options,
  run: (instance: Instance, asking: Asking) => Promise<Outcome>,
): Promise<Outcome> {
  if (typeof study !== "string") return wrongUse("--study is missing.");
  if (typeof by !== "string") return wrongUse("--by is missing: say in whose name this is done.");
  const instance = await openInstance(placeFromEnvironment(environment));
  try {
    const account = await instance.ports.accounts.byUsername(by);
    if (account?.status !== "active")
      return notDone({ code: "no-such-account", message: `There is no account “${by}” in use.` });
    const studyId = await studyNamed(instance, account, study);
    if (!studyId) return notDone(noRole());
    const session = { handedOver: null };
    const principal = await principalInStudy(instance.ports, { account, session }, studyId);
    return await run(instance, { study: studyId, principal });
  } finally {
    await instance.close();
  }
}

/** A study in which the account has a role, by its id or its protocol's number. */
async function studyNamed(
  { ports }: Instance,
  { userId }: Account,
  named: string,
): Promise<StudyId | undefined> {
  const grants = await ports.staff.grantsOf(userId);
  const studies = await ports.lists.studies([...new Set(grants.map(({ study }) => study))]);
  return studies.find(({ studyId, protocolId }) => (isUuid(named) ? studyId : protocolId) === named)?.studyId;
}

async function sitesOf(
  { ports }: Instance,
  { study }: Asking,
  number: Options[string],
): Promise<readonly SiteRow[]> {
  const sites = await ports.lists.sites({ study, sites: "all" });
  return typeof number === "string" ? sites.filter((site) => site.number === number) : sites;
}

/** Every site in turn; one where nobody needs a sheet is passed over. What was issued is written whatever fails after it. */
async function issueAt(
  { ports }: Instance,
  { study, principal }: Asking,
  sites: readonly SiteRow[],
  out: string,
): Promise<Outcome> {
  const issued: IssuedEnvelopes[] = [];
  let failure: Refusal | InvalidInput | undefined;
  for (const { siteId } of sites) {
    const answer = await issueEnvelopes(ports, {
      study,
      subjectId: siteId,
      principal,
      body: { commandId: ports.randomness.timedId(), zone: "UTC" as ZoneId },
      source: { kind: "cli" },
      // Whoever works on the machine that holds the keys has proved it to the machine.
      signatureMethod: "password",
    });
    if (answer.ok) issued.push(answer.value);
    else if (!isNobody(answer.error)) failure ??= answer.error;
  }
  const serials = issued.flatMap((one) => one.serials);
  if (issued.length > 0)
    writeFileSync(out, joined(issued.map(({ html }) => html)), { flag: "wx", mode: 0o600 });
  if (failure) return notDone(problemOf(failure, serials));
  if (issued.length === 0) {
    const message = "Nobody needs a sheet: everybody who was randomized has one that is out and unopened.";
    return notDone({ code: "no-envelopes-needed", message });
  }
  const text = `Wrote ${serials.length} sheets to ${out}: ${serials.join(", ")}. The file holds the arms: print it, and destroy it.`;
  return done({ serials, out }, text);
}

function isNobody(error: Refusal | InvalidInput): boolean {
  return error.kind === "refusal" && error.code === "not-randomized";
}

function problemOf(error: Refusal | InvalidInput, serials: readonly string[]) {
  const [code, why] =
    error.kind === "refusal"
      ? [error.code, error.message]
      : ["invalid-input", error.issues.map(renderIssue).join("; ")];
  const before = serials.length > 0 ? ` Written all the same: ${serials.join(", ")}.` : "";
  return { code, message: `${why}${before}`, serials };
}

/** The leaves of several files in one. */
function joined([first = "", ...more]: readonly string[]): string {
  const bodyOf = (page: string): string => /<body>([\s\S]*)<\/body>/.exec(page)?.[1] ?? "";
  return first.replace("</body>", () => `${more.map(bodyOf).join("\n")}</body>`);
}

function noRole() {
  return { code: "not-found", message: "There is no such study in which this account has a role." };
}
