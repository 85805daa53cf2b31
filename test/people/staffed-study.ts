import type { Role, StudyDesignInput } from "#design";
import { aDesign } from "../builders/design.ts";
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
  await byAdministrator("/commands/publish-design", { design: aDesign(design), summary: "first" });
  const site = randomness.randomId();
  const place = { number: "01", name: "North", country: "US", zone: "America/New_York", languages: ["en"] };
  await byAdministrator(`/sites/${site}/commands/open-site`, place);
  const today = door.clock.now().slice(0, 10);
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

/** Somebody who called the site. */
export async function aCaller(
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
  await expectDone(command(coordinator, `/participants/${participant}/commands/log-contact`, contact));
  return `${base}/participants/${participant}`;
}
