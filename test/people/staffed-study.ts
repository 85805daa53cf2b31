import type { Role, StudyDesignInput } from "#design";
import { aConsentingDesign, aConsentVersion, aSignedConsent } from "../builders/design.ts";
import { aPerson, type Door, expectDone, type Person, type Visitor } from "../builders/door.ts";

/** A study with one open site, founded and staffed by the routes that people use. */
export type StaffedStudy = {
  readonly base: string;
  readonly site: string;
  readonly administrator: Person;
  readonly command: (who: Visitor, path: string, data: unknown, more?: object) => ReturnType<Visitor["post"]>;
  /** Somebody with the role, at the site where it belongs to one. */
  readonly member: (username: string, role: Role) => Promise<Person>;
};

export async function aStaffedStudy(
  door: Door,
  design: Partial<StudyDesignInput>,
  administrator: Person,
): Promise<StaffedStudy> {
  const { randomness } = door.instance.ports;
  const founding = { name: "A small study", protocolId: "S-1" };
  const { studyId } = await expectDone(administrator.visitor.post("/api/studies", founding));
  const base = `/api/studies/${studyId}`;
  const command: StaffedStudy["command"] = (who, path, data, more = {}) =>
    who.post(`${base}${path}`, { commandId: randomness.timedId(), zone: "UTC", data, ...more });
  const byAdministrator = (path: string, data: unknown) =>
    expectDone(command(administrator.visitor, path, data));
  await byAdministrator("/commands/publish-design", { design: aConsentingDesign(design), summary: "first" });
  const site = randomness.randomId();
  const place = { number: "01", name: "North", country: "US", zone: "America/New_York", languages: ["en"] };
  await byAdministrator(`/sites/${site}/commands/open-site`, place);
  const today = door.clock.now().slice(0, 10);
  const approval = { committee: "Ethics", approvedOn: "2026-01-02", effectiveFrom: "2026-01-02" };
  await byAdministrator(`/sites/${site}/commands/approve-design-version`, { version: "1.0", ...approval });
  await byAdministrator(`/sites/${site}/commands/approve-consent-version`, {
    ...aConsentVersion,
    ...approval,
  });
  return {
    base,
    site,
    administrator,
    command,
    member: async (username, role) => {
      const person = await aPerson(door, username);
      const staff = `/staff/${person.account.userId}/commands`;
      await byAdministrator(`${staff}/add-staff-member`, { name: person.account.name });
      await byAdministrator(`${staff}/grant-role`, { role, siteId: site, from: today });
      return person;
    },
  };
}

/** Somebody who called the site and signed its consent form. */
export async function aConsented(
  { base, site, command }: StaffedStudy,
  participant: string,
  coordinator: Visitor,
): Promise<string> {
  const contact = {
    siteId: site,
    channel: "telephone",
    recruitmentSource: "poster",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
  };
  const commands = `/participants/${participant}/commands`;
  await expectDone(command(coordinator, `${commands}/log-contact`, contact));
  await expectDone(command(coordinator, `${commands}/sign-consent`, aSignedConsent("2026-01-05")));
  return `${base}/participants/${participant}`;
}
