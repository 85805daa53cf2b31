import { randomUUID } from "node:crypto";
import type { SiteId, StudyId } from "#kernel";
import { commands } from "#trial";
import {
  acceptInvitation,
  execute,
  foundStudy,
  invite,
  type Principal,
  principalInStudy,
  systemUser,
} from "#usecases";
import { type Instance, openInstance, placeFromEnvironment } from "../../src/cli/instance.ts";
import { aDesign } from "./design.ts";

const password = "the heron stands still";
const source = { kind: "cli" } as const;
const ownIds = "0197c3a0-0000-7000-8000-";

/** A study with one site and one person who may log contacts there, in a home folder of its own; to be worked on over HTTP. */
export type SmallStudy = {
  readonly id: StudyId;
  readonly site: SiteId;
  readonly contact: unknown;
  readonly deviation: unknown;
  /** A version-7 UUID of a row that never repeats. */
  readonly newId: () => string;
  readonly isOwnId: (id: string) => boolean;
  readonly newParticipant: () => string;
  /** Signs the person in; returns the session's cookie. */
  readonly signIn: (origin: string) => Promise<string>;
  /** Logs a contact with somebody new; returns the participant's id. */
  readonly logContact: (origin: string, cookie: string) => Promise<string>;
};

/** @param server the variables that name a server of one's own; without them the database is the embedded one */
export async function aSmallStudy(home: string, server: NodeJS.ProcessEnv = {}): Promise<SmallStudy> {
  const instance = await openInstance(placeFromEnvironment({ ...server, VIGIL_HOME: home }));
  try {
    return aboutStudy(await foundSmallStudy(instance));
  } finally {
    await instance.close();
  }
}

/** A small study where it lies: commands go past HTTP. */
export type SmallStudyAt = {
  readonly id: StudyId;
  readonly site: SiteId;
  readonly contact: unknown;
  readonly deviation: unknown;
  readonly run: (type: string, subjectId: string, data: unknown) => Promise<void>;
  /** Ada, as the study knows her. */
  readonly principal: () => Promise<Principal>;
};

/** Ada founds the study, opens a site and gives herself the roles of a coordinator there. */
export async function foundSmallStudy({ ports }: Instance): Promise<SmallStudyAt> {
  const person = { username: "ada", name: "Ada", isAdministrator: true, isDemonstration: true };
  const invited = await invite(ports, person, { by: systemUser, source });
  if (!invited.ok) throw new Error(invited.error.message);
  const accepted = await acceptInvitation(ports, { token: invited.value.token, password, source });
  if (!accepted.ok) throw new Error(accepted.error.message);
  const account = accepted.value;
  const about = { name: "A small study", protocolId: "SMALL", isDemonstration: true };
  const id = await foundStudy(ports, account, about, source);
  const signedIn = { account, session: { handedOver: null } as never };
  const principalOfAda = (): Promise<Principal> => principalInStudy(ports, signedIn, id);
  const run = async (type: string, subjectId: string, data: unknown): Promise<void> => {
    const principal = await principalOfAda();
    const definition = commands.find((command) => command.type === type);
    if (!definition) throw new Error(`There is no command ${type}.`);
    const body = { commandId: ports.randomness.timedId(), zone: "UTC", data };
    const request = {
      definition,
      study: id,
      subjectId,
      principal,
      source,
      body,
      signatureMethod: "password",
    } as const;
    const answer = await execute(ports, request);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  };
  const site = ports.randomness.randomId() as SiteId;
  await run("publish-design", id, { design: aDesign(), summary: "first" });
  await run("open-site", site, {
    number: "01",
    name: "North",
    country: "US",
    zone: "UTC",
    languages: ["en"],
  });
  await run("grant-role", account.userId, { role: "site-coordinator", siteId: site, from: "2020-01-01" });
  return { id, site, contact: aContact(site), deviation: aDeviation, run, principal: principalOfAda };
}

function aboutStudy({ id, site, contact, deviation }: SmallStudyAt): SmallStudy {
  let serial = 0;
  const newId = (): string => ownIds + (++serial).toString(16).padStart(12, "0");
  return {
    id,
    site,
    contact,
    deviation,
    newId,
    isOwnId: (id) => id.startsWith(ownIds),
    newParticipant: randomUUID,
    signIn,
    logContact: async (origin, cookie) => {
      const participant = randomUUID();
      const url = `${origin}/api/studies/${id}/participants/${participant}/commands/log-contact`;
      const body = { commandId: randomUUID(), zone: "UTC", data: contact };
      await post(url, body, cookie);
      return participant;
    },
  };
}

async function signIn(origin: string): Promise<string> {
  const response = await post(`${origin}/api/sign-in`, { username: "ada", password });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error("Signing in gave no cookie.");
  return cookie;
}

async function post(url: string, body: unknown, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/json", cookie };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

function aContact(siteId: SiteId): unknown {
  return {
    siteId,
    channel: "telephone",
    recruitmentSource: "web site",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
  };
}

const aDeviation = {
  category: "procedure",
  rule: "weight before height",
  description: { freeText: "The order of two measurements was changed." },
};
