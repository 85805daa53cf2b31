import { z } from "zod";
import {
  canonicalJson,
  failed,
  type InvalidInput,
  invalidInput,
  isUuid,
  ok,
  type Refusal,
  type Result,
  refusal,
  type SiteId,
  type StudyId,
  type UserId,
} from "#kernel";
import { type CommandDefinition, commands, roleFor } from "#trial";
import { type CommandAnswer, execute } from "../command/execute.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import type { Principal } from "../command/principal.ts";
import { rolesIn } from "../people/principal-in-study.ts";
import type { StaffDirectory } from "../ports/staff-directory.ts";
import { provenOffline } from "./proven-offline.ts";

const uuid = z.string().refine(isUuid, "expected a UUID in lower case");

/** An entry of a device's outbox as anybody may carry it: what it says is for the server's key alone. */
export const sealedEntrySchema = z.strictObject({
  header: z.strictObject({
    commandId: uuid,
    study: uuid,
    user: uuid,
    device: uuid,
    sequence: z.int().min(1),
  }),
  content: z.string().max(1_000_000),
  ephemeral: z.string().max(200),
  keys: z.record(z.string().max(64), z.string().max(200)),
  signature: z.string().max(200),
});
export type SealedEntry = z.infer<typeof sealedEntrySchema>;

/** What is sealed: the command with its envelope, as the device's outbox had it. */
const queuedSchema = z.object({
  commandId: uuid,
  study: uuid,
  user: uuid,
  device: uuid,
  sequence: z.int(),
  type: z.string(),
  subjectId: uuid,
  data: z.unknown(),
});

type HandIn = {
  readonly study: StudyId;
  readonly by: Principal;
  /** The browser from which it is handed in. */
  readonly browser: string;
  readonly after: number;
  /** Commands that do more than append, and are not queued. */
  readonly excluded: readonly string[];
};

const cites = "21 CFR 11.10(d), 11.10(e)";

/**
 * Opens an entry of a device's outbox and carries it out as whoever queued it, judged by what they were entitled to when it happened. Where
 * somebody else hands it in, the ledger says who, and its author has to confirm it: no lost password loses a session.
 */
export async function handIn(
  ports: CommandPorts & { readonly staff: StaffDirectory },
  entry: SealedEntry,
  { study, by, browser, after, excluded }: HandIn,
): Promise<CommandAnswer> {
  const opened = await openEntry(ports, study, entry);
  if (!opened.ok) return opened;
  const { type, subjectId, ...queued } = opened.value;
  const definition = commands.find((command) => command.type === type);
  if (!definition || excluded.includes(type))
    return failed(refusedEntry(`${type} is no command that is queued.`));
  const author = queued.user as UserId;
  const isOwn = author === by.user;
  const stranger = isOwn ? undefined : await refuseStranger(ports, study, by, definition, opened.value);
  if (stranger) return failed(stranger);
  const principal = isOwn ? by : await principalOf(ports, author, study);
  if (!principal) return failed(refusedEntry("Its author has no account here."));
  const body = envelopeOf(queued, after);
  const proven = await provenOffline(ports, { definition, study, subjectId, body, author });
  if (!proven.ok) return proven;
  const { offline, ...proof } = proven.value;
  const rests = isOwn ? offline : { signatures: offline?.signatures ?? [], handedInBy: by };
  return execute(ports, {
    definition,
    study,
    subjectId,
    body,
    principal,
    source: { kind: "offline", device: browser, ...(isOwn ? {} : { handedInBy: by.user }) },
    ...proof,
    ...(rests ? { offline: rests } : {}),
  });
}

type Queued = z.infer<typeof queuedSchema> & Readonly<Record<string, unknown>>;

async function openEntry(
  { devices, deviceKeys }: CommandPorts,
  study: StudyId,
  { signature, ...entry }: SealedEntry,
): Promise<Result<Queued, Refusal | InvalidInput>> {
  const { header } = entry;
  if (header.study !== study) return failed(refusedEntry("It belongs to another study."));
  const device = await devices.device(header.device);
  const text = canonicalJson({ purpose: "vigil queued command v1", ...entry });
  if (!device || !deviceKeys.isSigned(device.publicKey, text, signature))
    return failed(refusedEntry("It does not come from a device that is enrolled here, or was altered."));
  const signers = await devices.signersOn(header.device);
  if (!signers.some(({ user }) => user === header.user))
    return failed(refusedEntry("Its author was never enrolled on its device."));
  const content = deviceKeys.open({ ...entry, boundTo: canonicalJson(header) });
  if (content === undefined)
    return failed(refusedEntry("It was sealed to a key that this server does not have."));
  const queued = queuedSchema.loose().safeParse(JSON.parse(content));
  if (!queued.success)
    return failed(invalidInput({ path: "content", message: "expected a command as a device queues it" }));
  const { commandId, user, sequence } = queued.data;
  const isBound =
    canonicalJson({ commandId, study: queued.data.study, user, device: queued.data.device, sequence }) ===
    canonicalJson(header);
  return isBound ? ok(queued.data) : failed(refusedEntry("It does not say what its header says."));
}

/**
 * Whoever hands in what another has queued works at the site that it is about. That is asked before the command is: a refusal of theirs is
 * no answer to its author.
 */
async function refuseStranger(
  ports: CommandPorts,
  study: StudyId,
  { standings }: Principal,
  { subject }: CommandDefinition,
  { subjectId, data }: Queued,
): Promise<Refusal | undefined> {
  const { siteId } = (data ?? {}) as { readonly siteId?: SiteId };
  const scope = { study, sites: "all" } as const;
  const { facts } = await loadFacts(ports, scope, subject, subjectId, siteId ? { site: siteId } : {});
  if (roleFor("hand-in-outbox", standings, facts.siteId)) return undefined;
  const message = "You have no role at the site that this is about, and cannot hand it in.";
  return refusal("not-at-this-site", message, cites, { because: "forbidden" });
}

/** The envelope as the device would post it. */
function envelopeOf(queued: Omit<Queued, "type" | "subjectId">, after: number): unknown {
  const {
    device,
    sequence,
    study: _study,
    user: _user,
    subject: _subject,
    chain: _chain,
    ...envelope
  } = queued as Readonly<Record<string, unknown>>;
  return { ...envelope, device: { id: device, sequence, after } };
}

async function principalOf(
  ports: CommandPorts & { readonly staff: StaffDirectory },
  user: UserId,
  study: StudyId,
): Promise<Principal | undefined> {
  const account = await ports.accounts.byId(user);
  if (!account) return undefined;
  const roles = await rolesIn(ports, user, study);
  return { user, name: account.name, isInstanceAdministrator: account.isAdministrator, ...roles };
}

function refusedEntry(why: string): Refusal {
  return refusal("entry-not-taken", `This entry cannot be taken: ${why}`, cites, { because: "forbidden" });
}
