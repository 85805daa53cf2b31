import type { Instant, StudyId, UserId } from "#kernel";
import { commands } from "#trial";
import {
  drawAnew,
  execute,
  type Principal,
  principalInStudy,
  reauthenticate,
  type SignedIn,
  seeRandomization,
  systemRole,
  systemUser,
  tellDifferences,
} from "#usecases";
import { chooseStudy } from "../choose-study.ts";
import {
  type CliCommand,
  done,
  notDone,
  type Options,
  type Outcome,
  type Surroundings,
  wrongUse,
} from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

const source = { kind: "cli" } as const;

/** How randomization stands, opening it, and drawing all of it again. No arm is ever printed. */
export const randomizationCommands: readonly CliCommand[] = [
  command({
    name: "randomization status",
    summary: "Say whether randomization is open, and how many are randomized, against plan and caps.",
    examples: ["vigil randomization status", "vigil randomization status --study ID --json"],
    run: (instance, study) => status(instance, study),
  }),
  command({
    name: "randomization open",
    summary:
      "Draw and seal the seed, or open the plan of a new version of the protocol, as the unblinded statistician.",
    options: { as: { type: "string" }, "block-sizes": { type: "string" } },
    optionHelp: {
      as: "username of the unblinded statistician; the password is read from standard input, a code from its second line",
      "block-sizes": "lengths of permuted blocks, as 4,6: they are sealed (default: those of the protocol)",
    },
    examples: [
      "vigil randomization open --study ID --as ada.unblinded < password.txt",
      "vigil randomization open --study ID --as ada.unblinded --block-sizes 4,6 < password.txt",
    ],
    run: open,
  }),
  command({
    name: "randomization recompute",
    summary: "Draw the whole allocation again from the sealed seed and compare; 0: proven, 1: it differs.",
    examples: ["vigil randomization recompute", "vigil randomization recompute --study ID --json"],
    run: (instance, study) => recompute(instance, study),
  }),
];

type Definition = Pick<CliCommand, "name" | "summary" | "examples"> &
  Partial<Pick<CliCommand, "options" | "optionHelp">> & {
    readonly run: (
      instance: Instance,
      study: StudyId,
      options: Options,
      around: Surroundings,
    ) => Promise<Outcome>;
  };

function command({ options, optionHelp, run, ...definition }: Definition): CliCommand {
  return {
    ...definition,
    operands: "",
    leastOperands: 0,
    mostOperands: 0,
    options: { study: { type: "string" }, ...options },
    optionHelp: { study: "id of the study (needed where there are several)", ...optionHelp },
    run: async (_operands, chosen, around) => {
      const instance = await openInstance(placeFromEnvironment(around.environment));
      try {
        const study = await chooseStudy(instance, chosen["study"]);
        if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
        return await run(instance, study.studyId, chosen, around);
      } finally {
        await instance.close();
      }
    },
  };
}

async function status({ ports }: Instance, study: StudyId): Promise<Outcome> {
  const principal: Principal = {
    user: systemUser,
    name: "Vigil",
    standings: [{ role: "administrator", sites: "all" }],
    isInstanceAdministrator: true,
  };
  const seen = await seeRandomization(ports, { study, principal });
  if (!seen.ok) return notDone(seen.error);
  const { isOpen, designVersion, openedFor, randomized, planned, levels, sites } = seen.value;
  const lines = [
    isOpen
      ? `Open for version ${designVersion} of the protocol.`
      : `Not open for version ${designVersion ?? "–"} of the protocol${openedFor.length > 0 ? ` (opened for ${openedFor.join(", ")})` : ""}.`,
    `${randomized}${planned === null ? "" : ` of ${planned} planned`} randomized.`,
    ...levels.map(
      (level) =>
        `  ${level.factor}, ${level.label}: ${level.randomized}${level.cap === null ? "" : ` of at most ${level.cap}`}`,
    ),
    ...sites.map((site) => `  Site ${site.number} ${site.name}: ${site.randomized}`),
  ];
  return done(seen.value, lines.join("\n"));
}

async function open(
  { ports }: Instance,
  study: StudyId,
  options: Options,
  around: Surroundings,
): Promise<Outcome> {
  const { as, "block-sizes": written } = options;
  if (typeof as !== "string") return wrongUse("Say who opens it: --as USERNAME, the unblinded statistician.");
  const blockSizes = typeof written === "string" ? written.split(",").map(Number) : undefined;
  const account = await ports.accounts.byUsername(as);
  if (!account) return notDone({ code: "no-such-account", message: `There is no account “${as}”.` });
  const [password = "", code] = (await around.readInput()).split(/\r?\n/);
  const signedIn = { account, session: sessionAtTheShell(account.userId, ports.clock.now()) };
  const party = { id: "localhost", name: "Vigil", origin: "http://localhost" };
  const proven = await reauthenticate(ports, signedIn, party, { password, ...(code ? { code } : {}) });
  if (!proven.ok) return notDone(proven.error);
  const definition = commands.find(({ type }) => type === "open-randomization");
  if (!definition) throw new Error("There is no command open-randomization.");
  const principal = await principalInStudy(ports, signedIn, study);
  const data = blockSizes ? { blockSizes } : {};
  const body = { commandId: ports.randomness.timedId(), zone: "UTC", data };
  const request = { definition, study, subjectId: study, body, principal, source };
  const answer = await execute(ports, { ...request, signatureMethod: proven.value });
  if (answer.ok) return done({ study, opened: true }, "Randomization is open; the seed is drawn and sealed.");
  if (answer.error.kind === "refusal") return notDone(answer.error);
  const issues = answer.error.issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return notDone({ code: "invalid-input", message: `Cannot open randomization: ${issues}` });
}

/** Of somebody who proves who they are for one act, at the shell of the machine that holds the keys. */
function sessionAtTheShell(userId: UserId, now: Instant): SignedIn["session"] {
  return {
    tokenHash: "",
    userId,
    createdAt: now,
    seenAt: now,
    expiresAt: now,
    pending: false,
    handedOver: null,
    device: "command line",
  };
}

async function recompute({ ports }: Instance, study: StudyId): Promise<Outcome> {
  const agent = { user: systemUser, name: "Vigil", role: systemRole, source };
  const drawn = await drawAnew(ports, study, agent);
  const differences = tellDifferences(drawn, { withArms: false });
  const { compared } = drawn;
  if (differences.length === 0) {
    const text =
      compared === 0 ? "Nobody is randomized yet." : `Proven: ${compared} places, each as the seed gives it.`;
    return done({ study, outcome: "proven", compared, differences }, text);
  }
  const lines = differences.map(({ number, kind }) => `  ${number}  ${kind}`);
  const text = [`NOT PROVEN: ${differences.length} differences in ${compared} places.`, ...lines].join("\n");
  return { code: 1, json: { study, outcome: "differences", compared, differences }, text };
}
