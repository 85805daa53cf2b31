import type { CompiledDesign, StudyDesign } from "#design";
import { addDays, type CalendarDate, type Instant, type SiteId } from "#kernel";
import { definitionsOf } from "#trial";
import {
  type Account,
  acceptInvitation,
  demonstrationPassword,
  foundStudy,
  invite,
  systemUser,
} from "#usecases";
import { administrator, type DemonstrationSite, type Member, members, sites } from "./cast.ts";
import { type Conduct, conductOf, type DemonstrationPorts } from "./conduct.ts";
import { stockSite } from "./kits.ts";
import type { Cast } from "./performers.ts";

type Foundation = {
  readonly design: StudyDesign;
  /** What the first version of the protocol is, in a sentence. */
  readonly summary: string;
  /** When the demonstration ends. */
  readonly end: Instant;
};

/** The demonstration study as it was founded: its accounts by username, and its sites by number. */
export type Founded = Cast & { readonly siteIds: Readonly<Record<string, SiteId>> };

/** Makes accounts, the study, its sites and its staff, and puts the first version of the protocol into effect. */
export async function foundDemonstration(
  ports: DemonstrationPorts,
  { design, summary, end }: Foundation,
): Promise<Founded> {
  const accounts = new Map<string, Account>();
  for (const member of [administrator, ...members]) {
    accounts.set(member.username, await makeAccount(ports, member));
  }
  const founder = accounts.get(administrator.username) as Account;
  const study = await foundStudy(
    ports,
    founder,
    { name: `${design.name} (demonstration)`, protocolId: design.name, isDemonstration: true },
    { kind: "demonstration" },
  );
  const conduct = conductOf(ports, { study, accounts });
  const today = ports.clock.now().slice(0, 10) as CalendarDate;
  await conduct.act({
    as: administrator.username,
    type: "publish-design",
    data: { design, summary },
  });
  const siteIds: Record<string, SiteId> = {};
  for (const site of sites) siteIds[site.number] = await openSite(conduct, site, design, today);
  const days = { today, last: end.slice(0, 10) as CalendarDate };
  for (const member of members) await engage(conduct, member, siteIds, days);
  for (const member of members) await delegate(conduct, member, siteIds, today);
  await confirmParameters(conduct, design);
  const compiled = await conduct.design(design.version);
  for (const member of members) await train(conduct, member, compiled);
  if (design.randomization) await openRandomization(conduct);
  for (const site of sites) {
    const siteId = siteIds[site.number];
    if (!siteId) continue;
    await stockSite(conduct, site, siteId, compiled);
    await recordNumbers(conduct, site, siteId, compiled);
  }
  return { study, accounts, siteIds };
}

/** The medical monitor signs for the numbers of a version that await it: before, nobody can be enrolled under it. */
export async function confirmParameters({ act }: Conduct, design: StudyDesign): Promise<void> {
  const open = design.parameters.filter(({ confirmation }) => confirmation !== "published");
  if (open.length === 0) return;
  const as = members.find(({ roles }) => roles.includes("medical-monitor"))?.username ?? "";
  const data = { version: design.version, parameterIds: open.map(({ id }) => id) };
  await act({ as, type: "confirm-parameters", data });
}

/** Draws and seals the seed; after an amendment that changes the plan, once more. */
async function openRandomization({ act }: Conduct): Promise<void> {
  const as = members.find(({ roles }) => roles.includes("unblinded-statistician"))?.username ?? "";
  await act({ as, type: "open-randomization", data: {} });
}

async function makeAccount(ports: DemonstrationPorts, { username, name, roles }: Member): Promise<Account> {
  const source = { kind: "demonstration" } as const;
  const person = { username, name, isAdministrator: roles.includes("administrator"), isDemonstration: true };
  const invited = await invite(ports, person, { by: systemUser, source });
  if (!invited.ok) throw new Error(invited.error.message);
  const { token } = invited.value;
  const accepted = await acceptInvitation(ports, { token, password: demonstrationPassword, source });
  if (!accepted.ok) throw new Error(accepted.error.message);
  return accepted.value;
}

async function openSite(
  { act, ports }: Conduct,
  site: DemonstrationSite,
  design: StudyDesign,
  today: CalendarDate,
): Promise<SiteId> {
  const siteId = ports.randomness.randomId() as SiteId;
  const { number, name, country, zone, languages, committee } = site;
  const as = administrator.username;
  await act({ as, type: "open-site", about: siteId, data: { number, name, country, zone, languages } });
  const approval = { committee, approvedOn: addDays(today, -3), effectiveFrom: addDays(today, -1) };
  await act({
    as,
    type: "approve-design-version",
    about: siteId,
    data: { version: design.version, ...approval },
  });
  for (const { id: documentId, versions } of design.consents) {
    for (const language of languages) {
      const data = { documentId, version: versions[0]?.version, language, ...approval };
      await act({ as, type: "approve-consent-version", about: siteId, data });
    }
  }
  return siteId;
}

/** Takes somebody into the study: their roles, and what entitles them to these. */
async function engage(
  { act, userIdOf }: Conduct,
  { username, name, roles, site, license, credentials = [], languages }: Member,
  siteIds: Readonly<Record<string, SiteId>>,
  { today, last }: { readonly today: CalendarDate; readonly last: CalendarDate },
): Promise<void> {
  const about = userIdOf(username);
  const as = administrator.username;
  const from = addDays(today, -1);
  const place = site === undefined ? {} : { siteId: siteIds[site] };
  await act({ as, type: "add-staff-member", about, data: { name } });
  for (const role of roles) await act({ as, type: "grant-role", about, data: { role, ...place, from } });
  const training = {
    kind: "training",
    name: "ICH E6(R3) good clinical practice",
    issuer: "Vigil demonstration academy",
  };
  const all = [
    { ...training, validFrom: addDays(today, -60), validUntil: addDays(today, 670) },
    ...(license ? [{ kind: "license", ...license, validFrom: addDays(today, -900) }] : []),
    ...credentials.map(({ endsIn, ...credential }) => {
      const validUntil = addDays(last, endsIn);
      return { ...credential, validFrom: addDays(validUntil, -730), validUntil };
    }),
  ];
  for (const data of all) await act({ as, type: "record-credential", about, data });
  if (languages) await act({ as, type: "record-languages", about, data: { languages } });
}

/** Reads and acknowledges the definitions that the member's roles call for. */
async function train(
  { act, userIdOf }: Conduct,
  { username, roles }: Member,
  design: CompiledDesign,
): Promise<void> {
  for (const { id, sha256, designVersion, trainedRoles } of definitionsOf(design)) {
    if (!roles.some((role) => trainedRoles.includes(role))) continue;
    const data = { definitionId: id, textHash: sha256, designVersion };
    await act({ as: username, type: "acknowledge-definition", about: userIdOf(username), data });
  }
}

/** The line of the delegation log that the site's investigator writes for a member of staff. */
async function delegate(
  { act, userIdOf }: Conduct,
  { username, site, tasks }: Member,
  siteIds: Readonly<Record<string, SiteId>>,
  today: CalendarDate,
): Promise<void> {
  if (!tasks || site === undefined) return;
  const investigator = sites.find(({ number }) => number === site)?.investigator ?? "";
  const data = { siteId: siteIds[site], tasks, from: addDays(today, -1) };
  await act({ as: investigator, type: "delegate-tasks", about: userIdOf(username), data });
}

/** The numbers to dial from a session room: of the kind that nobody has. */
async function recordNumbers(
  { act }: Conduct,
  site: DemonstrationSite,
  siteId: SiteId,
  { design }: CompiledDesign,
): Promise<void> {
  const wanted = new Map(
    (design.sessions ?? []).flatMap(({ contacts }) => contacts.map((one) => [one.id, one])),
  );
  if (wanted.size === 0) return;
  const contacts = [...wanted.values()].map(({ id, label }, index) => ({
    id,
    label,
    telephone: `+1 555 01${site.number.slice(-1)}${index}`,
  }));
  await act({ as: site.coordinator, type: "record-session-contacts", about: siteId, data: { contacts } });
}
