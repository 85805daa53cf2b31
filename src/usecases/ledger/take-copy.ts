import {
  failed,
  type InvalidInput,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  refusal,
  type SiteId,
  type StudyId,
  type ZoneId,
} from "#kernel";
import type { BundledIdentity, Source } from "#ledger";
import { type Action, isKeptFromCopies, roleFor, type Standing, seesWholeForm, sitesFor } from "#trial";
import { type Principal, systemRole } from "../command/principal.ts";
import { readIdentity } from "../identity/identity.ts";
import type { IdentityVault } from "../ports/identity-vault.ts";
import type { Lists } from "../ports/lists.ts";
import { viewerAt } from "../query/asking.ts";
import type { BundleScope } from "./export.ts";
import { type CopyPorts, prepareCopy, publishedDesigns } from "./prepare-copy.ts";

export type TakingPorts = CopyPorts & {
  readonly lists: Pick<Lists, "studies" | "sites" | "participants">;
  readonly vault: IdentityVault;
};

/** Somebody asks for a copy of the ledger. */
export type CopyRequest = {
  readonly study: StudyId;
  readonly site?: SiteId;
  readonly contents: "sealed" | "readable";
  readonly withIdentities: boolean;
  readonly principal: Principal;
  readonly source: Source;
  readonly zone: ZoneId;
};

/**
 * Takes a copy for a person: of the whole study only for those who reach it whole, of a site's part for that site; readable for those
 * who may read its participants' records; with identities for the site's own staff, each reading an event of its own.
 */
export async function takeCopy(
  ports: TakingPorts,
  request: CopyRequest,
): Promise<Result<BundleScope, Refusal | InvalidInput>> {
  const { study, site, contents, withIdentities, principal, source } = request;
  const no = (await isNowhere(ports, request)) ? nothingThere() : refuseTaker(request);
  if (no) return failed(no);
  const blinded = await refuseBlinded(ports, request);
  if (blinded) return failed(blinded);
  const identities = withIdentities && site ? await identitiesAt(ports, request, site) : ok([]);
  if (!identities.ok) return identities;
  const [row] = await ports.lists.studies([study]);
  const { roles } = viewerAt({ study, principal }, site ?? null);
  const wanted = {
    study,
    contents,
    roles,
    name: row?.name ?? "",
    identities: identities.value,
    ...(site ? { site } : {}),
  };
  const agent = { user: principal.user, name: principal.name, role: roles[0] ?? systemRole, source };
  return ok(await prepareCopy(ports, wanted, agent));
}

/** A site that the study does not have. */
async function isNowhere({ lists }: TakingPorts, { study, site }: CopyRequest): Promise<boolean> {
  return (
    site !== undefined && !(await lists.sites({ study, sites: "all" })).some(({ siteId }) => siteId === site)
  );
}

function refuseTaker({ site, contents, withIdentities, principal }: CopyRequest): Refusal | undefined {
  const { standings } = principal;
  const may = (action: Action): boolean => reachesFor(action, standings, site);
  if (!may("export-ledger")) return nothingThere();
  if (contents === "sealed" && !withIdentities) return undefined;
  if (!may("see-participant")) {
    return refusal(
      "not-readable-for-you",
      "Your roles do not read participants' records: you can take a sealed copy, which proves the ledger without showing what is sealed.",
      "ICH E6(R3) 4.2.4; 21 CFR 11.10(d)",
      { because: "forbidden", path: "contents" },
    );
  }
  if (!withIdentities || (site && contents === "readable" && roleFor("read-identity", standings, site)))
    return undefined;
  return refusal(
    "identities-are-the-sites",
    "Identities leave only with a site's own readable copy, taken by that site's staff.",
    "ICH E6(R3) 2.12.7; GDPR Art. 5(1)(c)",
    { because: "forbidden", path: "withIdentities" },
  );
}

/**
 * Answers that are kept from no role that takes copies lie open in them. Somebody from whom another of their roles keeps such answers
 * takes none.
 */
async function refuseBlinded(
  ports: TakingPorts,
  { study, site, principal }: CopyRequest,
): Promise<Refusal | undefined> {
  const viewer = viewerAt({ study, principal }, site ?? null);
  const designs = await publishedDesigns(ports, study);
  const isBlinded = designs.some((design) =>
    [...design.forms.keys()].some(
      (formId) => !isKeptFromCopies(design, formId) && !seesWholeForm(design, viewer, formId),
    ),
  );
  if (!isBlinded) return undefined;
  return refusal(
    "copy-shows-too-much",
    "One of your roles keeps answers from you that lie open in a copy. Let somebody take it who does not have that role.",
    "ICH E9 2.3.1",
    { because: "forbidden" },
  );
}

function reachesFor(action: Action, standings: readonly Standing[], site: SiteId | undefined): boolean {
  return site ? roleFor(action, standings, site) !== undefined : sitesFor(action, standings) === "all";
}

/** Each identity is read by a command of its own, which is an event in the participant's record. */
async function identitiesAt(
  ports: TakingPorts,
  { study, principal, source, zone }: CopyRequest,
  site: SiteId,
): Promise<Result<readonly BundledIdentity[], Refusal | InvalidInput>> {
  const scope = { study, sites: sitesFor("read-identity", principal.standings) };
  const identities: BundledIdentity[] = [];
  for (const { participantId, siteId } of await ports.lists.participants(scope)) {
    if (siteId !== site || !(await hasIdentity(ports, scope, participantId))) continue;
    const body = {
      commandId: ports.randomness.timedId(),
      zone,
      data: { purpose: "The site's readable copy of its records" },
    };
    const read = await readIdentity(ports, { study, principal, source, subjectId: participantId, body });
    if (!read.ok) return read;
    identities.push({ participant: participantId, fields: read.value as Readonly<Record<string, string>> });
  }
  return ok(identities);
}

async function hasIdentity(
  { vault, keys }: TakingPorts,
  scope: Parameters<IdentityVault["latest"]>[0],
  participant: ParticipantId,
): Promise<boolean> {
  if ((await vault.latest(scope, participant)) === undefined) return false;
  return (await keys.sealerOf(scope.study, participant)) !== "destroyed";
}

function nothingThere(): Refusal {
  return refusal("not-found", "There is no such part of a ledger for you.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}
