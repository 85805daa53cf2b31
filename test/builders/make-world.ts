import { type Role, roles } from "#design";
import type { ParticipantId, SiteId, StudyId } from "#kernel";
import { siteRoles } from "#trial";
import { carryOut } from "./command-call.ts";
import type { ServedApp } from "./served-app.ts";
import { aPerson, expectDone, type Person } from "./signed-in.ts";
import { aWallStudy } from "./wall-study.ts";

/** Roles that somebody is granted; a participant's comes with a handed-over device. */
const grantedRoles = roles.filter((role) => role !== "participant");
export type GrantedRole = Exclude<Role, "participant">;

export type WorldParticipant = {
  readonly participantId: ParticipantId;
  /** The session of their first visit. */
  readonly sessionId: string;
  readonly queryId: string;
  readonly deviationId: string;
  readonly unblindingId: string;
  /** The assessment of this participant that each rater was given, by the rater's id. */
  readonly handles: Readonly<Record<string, string>>;
};

/** A site with two participants, each with something of every kind, and a word that stands in all of its texts. */
export type WorldSite = {
  readonly siteId: SiteId;
  readonly marker: string;
  /** Whom a test acts on. */
  readonly participant: WorldParticipant;
  /** Another one of the same site, with an unscheduled visit `extra` that the first has not. */
  readonly neighbor: WorldParticipant;
  /** Coordinator and investigator here. */
  readonly team: Person;
  /** Somebody who works here and nowhere else, with a grant, a delegation and a credential. */
  readonly colleague: Person & { readonly grantId: string; readonly delegationId: string };
};

export type WorldStudy = {
  readonly studyId: StudyId;
  readonly sites: readonly [WorldSite, WorldSite];
  /** Founded it: its administrator, monitor and medical monitor. */
  readonly maker: Person;
  readonly raters: readonly [Person, Person];
};

/** Two studies with two sites each, and people of every role in the first study. */
export type World = {
  readonly studies: readonly [WorldStudy, WorldStudy];
  /** One person for each role, who has it at the first site of the first study alone; the rater has none there. */
  readonly siteBound: Readonly<Partial<Record<GrantedRole, Person>>>;
  /** One person for each role that is granted for a whole study. */
  readonly studyWide: Readonly<Partial<Record<GrantedRole, Person>>>;
  /** Looks after the accounts of the instance and has no role in any study. */
  readonly keeper: Person;
};

/** Who has the role at the first site of the first study alone. */
export function siteBoundAs({ siteBound }: World, role: GrantedRole): Person {
  const person = siteBound[role];
  if (!person) throw new Error(`Nobody is ${role} for one site.`);
  return person;
}

/** Who has the role as it is usually granted: for the whole study where it may be, else for the first site. */
export function usuallyAs({ studyWide, siteBound }: World, role: GrantedRole): Person {
  const person = studyWide[role] ?? siteBound[role];
  if (!person) throw new Error(`Nobody is ${role}.`);
  return person;
}

export const today = "2026-11-20";

/** Makes all of it, by real requests. */
export async function makeWorld(app: ServedApp): Promise<World> {
  const keeper = await aPerson(app, "keeper", { isAdministrator: true });
  const first = await aStudy(app, "one", ["Aldgate", "Brixton"]);
  const second = await aStudy(app, "two", ["Camden", "Dalston"]);
  const [here] = first.sites;
  const siteBound: Partial<Record<GrantedRole, Person>> = {};
  const studyWide: Partial<Record<GrantedRole, Person>> = { "independent-rater": first.raters[0] };
  const others = (grantedRoles as readonly GrantedRole[]).filter((role) => role !== "independent-rater");
  for (const role of others) {
    const near = await aPerson(app, `${role}-of-aldgate`);
    await grant(app, first, near, role, here.siteId);
    siteBound[role] = near;
    if (siteRoles.includes(role)) continue;
    const far = await aPerson(app, `${role}-of-one`);
    await grant(app, first, far, role);
    studyWide[role] = far;
  }
  return { studies: [first, second], siteBound, studyWide, keeper };
}

type Beginning = Pick<WorldStudy, "studyId" | "maker">;

async function aStudy(app: ServedApp, name: string, markers: readonly [string, string]): Promise<WorldStudy> {
  const maker = await aPerson(app, `maker-of-${name}`, { isAdministrator: true });
  const body = { name: `Study ${name}`, protocolId: `P-${name}` };
  const founded = await expectDone(
    app.call({ method: "POST", url: "/api/studies", cookie: maker.cookie, body }),
  );
  const { studyId } = founded.json as { studyId: StudyId };
  const study = { studyId, maker };
  for (const version of ["1.0", "2.0", `of-study-${name}`]) {
    const data = { design: aWallStudy(version), summary: `Version ${version}` };
    await carryOut(app, maker, "publish-design", { study: studyId, subject: studyId }, data);
  }
  await grantAgain(app, study, maker, "monitor");
  await grantAgain(app, study, maker, "medical-monitor");
  const raters = [
    await aPerson(app, `rater-1-of-${name}`),
    await aPerson(app, `rater-2-of-${name}`),
  ] as const;
  for (const rater of raters) await grant(app, study, rater, "independent-rater");
  const sites = [
    await aSite(app, study, "01", markers[0], raters),
    await aSite(app, study, "02", markers[1], raters),
  ] as const;
  return { ...study, sites, raters };
}

/** Takes somebody into the study and gives them a role there, at one site or in the whole study. */
export async function grant(
  app: ServedApp,
  study: Beginning,
  person: Person,
  role: Role,
  siteId?: SiteId,
): Promise<void> {
  const target = { study: study.studyId, subject: person.userId };
  await carryOut(app, study.maker, "add-staff-member", target, { name: person.name });
  await grantAgain(app, study, person, role, siteId);
}

async function grantAgain(
  app: ServedApp,
  { studyId, maker }: Beginning,
  person: Person,
  role: Role,
  siteId?: SiteId,
): Promise<void> {
  const data = { role, from: "2020-01-01", ...(siteId === undefined ? {} : { siteId }) };
  await carryOut(app, maker, "grant-role", { study: studyId, subject: person.userId }, data);
}

async function aSite(
  app: ServedApp,
  study: Beginning,
  number: string,
  marker: string,
  raters: readonly [Person, Person],
): Promise<WorldSite> {
  const { studyId, maker } = study;
  const siteId = app.instance.ports.randomness.randomId() as SiteId;
  const site = { study: studyId, subject: siteId };
  const opening = { number, name: marker, country: "GB", zone: "Europe/London", languages: ["en"] };
  await carryOut(app, maker, "open-site", site, opening);
  const team = await aPerson(app, `${marker.toLowerCase()}-team`, { name: `${marker} Team` });
  await grant(app, study, team, "site-coordinator", siteId);
  await grantAgain(app, study, team, "investigator", siteId);
  const here = { ...study, siteId, marker, team };
  const approval = { committee: marker, approvedOn: "2026-01-01", effectiveFrom: "2026-01-01" };
  await carryOut(app, maker, "approve-design-version", site, { ...approval, version: "1.0" });
  const consent = { ...approval, documentId: "main-consent", version: "1", language: "en" };
  await carryOut(app, maker, "approve-consent-version", site, consent);
  const colleague = await aColleague(app, here);
  const day = Number(number) * 4;
  const participant = await aParticipant(app, here, raters, day);
  const neighbor = await aParticipant(app, here, raters, day + 2);
  const extra = { encounterId: "extra", plannedFor: `${today}T15:00:00.000Z`, mode: "in-person" };
  const next = { study: studyId, subject: neighbor.participantId };
  await carryOut(app, team, "schedule-visit", next, extra);
  return { siteId, marker, team, participant, neighbor, colleague };
}

type Here = Beginning & Pick<WorldSite, "siteId" | "marker" | "team">;

type StaffPage = {
  readonly userId: string;
  readonly grants: readonly { readonly grantId: string }[];
  readonly delegations: readonly { readonly delegationId: string }[];
};

async function aColleague(app: ServedApp, here: Here): Promise<WorldSite["colleague"]> {
  const { studyId, maker, siteId, marker, team } = here;
  const person = await aPerson(app, `${marker.toLowerCase()}-colleague`, { name: `${marker} Colleague` });
  await grant(app, here, person, "site-coordinator", siteId);
  const target = { study: studyId, subject: person.userId };
  const delegation = { siteId, tasks: [`Telephone in ${marker}`], from: "2026-01-01" };
  await carryOut(app, team, "delegate-tasks", target, delegation);
  const credential = {
    kind: "training",
    name: `Course in ${marker}`,
    issuer: marker,
    validFrom: "2026-01-01",
  };
  await carryOut(app, team, "record-credential", target, credential);
  const pages = await expectDone(
    app.call({ method: "GET", url: `/api/studies/${studyId}/staff`, cookie: maker.cookie }),
  );
  const page = (pages.json as readonly StaffPage[]).find(({ userId }) => userId === person.userId);
  const [grantId, delegationId] = [page?.grants[0]?.grantId, page?.delegations[0]?.delegationId];
  if (!grantId || !delegationId) throw new Error("The colleague has no grant or delegation.");
  return { ...person, grantId, delegationId };
}

async function aParticipant(
  app: ServedApp,
  { studyId, maker, siteId, marker, team }: Here,
  raters: readonly [Person, Person],
  day: number,
): Promise<WorldParticipant> {
  const participantId = app.instance.ports.randomness.randomId() as ParticipantId;
  const target = { study: studyId, subject: participantId };
  const act = (type: string, data: unknown) => carryOut(app, team, type, target, data);
  await act("log-contact", aContact(siteId, marker));
  await act("record-identity", { "given-name": `Ada of ${marker}`, "family-name": "Lind" });
  await act("sign-consent", aConsent(marker));
  await act("start-visit", { visitId: "at-intake", mode: "in-person" });
  const sessionId = app.instance.ports.randomness.randomId();
  const room = { study: studyId, subject: sessionId };
  await carryOut(app, team, "open-session", room, { participantId, visitId: "at-intake" });
  await carryOut(app, team, "take-note", room, { note: { freeText: `A quiet room in ${marker}` } });
  const entries = [
    { path: "weight", value: 70 },
    { path: "note", value: { freeText: `Seen in ${marker}` } },
  ];
  await act("submit-form", { formKey: "at-intake/vitals/1", entries });
  await act("draft-items", {
    formKey: "log/remarks/1",
    entries: [{ path: "note", value: { freeText: marker } }],
  });
  const question = { freeText: `Is this the scale of ${marker}?` };
  const query = { formKey: "at-intake/vitals/1", itemPath: "weight", question };
  await carryOut(app, maker, "open-query", target, query);
  const deviation = {
    category: "procedure",
    rule: "scale-not-calibrated",
    description: { freeText: marker },
  };
  await act("record-deviation", deviation);
  const circumstances = { freeText: `Overheard in ${marker}` };
  const learned = { learned: ["therapist"], how: "told-by-participant", circumstances };
  await act("record-inadvertent-unblinding", learned);
  for (const [index, instanceId] of ["at-interview-1", "at-interview-2"].entries()) {
    const startsAt = `2026-12-${String(day + index).padStart(2, "0")}T10:00:00.000Z`;
    await act("schedule-visit", { instanceId, plannedFor: startsAt, mode: "in-person" });
    const trauma = { freeText: `What happened in ${marker}` };
    const asked = { formKey: `${instanceId}/rating/1`, startsAt, language: "en", indexTrauma: trauma };
    await act("request-rating", asked);
  }
  return { participantId, sessionId, ...(await idsOf(app, studyId, participantId, raters)) };
}

export function aContact(siteId: string, marker: string) {
  return {
    siteId,
    channel: "telephone",
    recruitmentSource: `Poster in ${marker}`,
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
    note: { freeText: `Called from ${marker}` },
  };
}

export function aConsent(marker: string) {
  return {
    documentId: "main-consent",
    version: "1",
    language: "en",
    scopes: ["visits"],
    signedOn: today,
    signedBy: "ink-on-paper",
    discussedWith: `Dr ${marker}`,
    copyGiven: true,
  };
}

/** The ids that the server gave to what belongs to a participant. */
async function idsOf(
  { instance }: ServedApp,
  study: StudyId,
  participant: ParticipantId,
  raters: readonly [Person, Person],
): Promise<Omit<WorldParticipant, "participantId" | "sessionId">> {
  const find = async (text: string): Promise<readonly Record<string, string>[]> =>
    (await instance.maintenance.query<Record<string, string>>(text, [study, participant])).rows;
  const where = "WHERE study_id = $1 AND participant_id = $2";
  const [query] = await find(`SELECT query_id AS id FROM projection.query ${where}`);
  const [deviation] = await find(`SELECT deviation_id AS id FROM projection.deviation ${where}`);
  const [unblinding] = await find(`SELECT unblinding_id AS id FROM projection.unblinding ${where}`);
  const links = await find(
    `SELECT handle, rater_id FROM projection.rating_link JOIN projection.rating USING (study_id, handle) ${where}`,
  );
  const handles = new Map(links.map(({ handle, rater_id }) => [rater_id, handle]));
  const [queryId, deviationId, unblindingId] = [query?.["id"], deviation?.["id"], unblinding?.["id"]];
  if (!queryId || !deviationId || !unblindingId || !raters.every(({ userId }) => handles.has(userId)))
    throw new Error(
      "The participant lacks a query, a deviation, an unblinding or an assessment by each rater.",
    );
  return { queryId, deviationId, unblindingId, handles: Object.fromEntries(handles) };
}
