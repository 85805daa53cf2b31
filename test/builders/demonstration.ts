import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { inject } from "vitest";
import { readStudyDesign } from "#adapters";
import { makeDemonstration } from "#demonstration";
import type { StudyDesign } from "#design";
import type { StudyId } from "#kernel";
import { buildServer } from "#server";
import { prepareDatabase, withClient } from "../../src/adapters/postgres/database.ts";
import { assembleInstance, type Instance, instanceInHaste } from "../../src/cli/instance.ts";
import { getAt, signInAt } from "../browser/shown-demonstration.ts";
import { aClock, anInstance, homeOf, type InstanceModel, type TestClock } from "./instance.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const database = "vigil_demonstration";
const lock = 8_417_103;

/** When the demonstration of the tests ends: a Friday on which both sites are at work. */
export const endOfDemonstration = "2026-11-20T14:30:00.000Z";

/** The demonstration behind the real server on a free port, on a copy of its own that a test may do with as it likes. */
export type Demonstration = {
  readonly instance: Instance;
  readonly clock: TestClock;
  readonly study: StudyId;
  readonly origin: string;
  /** Signs one of its people in, as with a click on the sign-in page; returns the session's cookie. */
  readonly signIn: (username: string) => Promise<string>;
  /** What somebody who is signed in is answered. */
  readonly get: <Body = unknown>(path: string, cookie: string) => Promise<Body>;
  readonly close: () => Promise<void>;
};

/**
 * The demonstration at `endOfDemonstration`. The first test file of a run that asks for it makes it, which takes as long as it takes:
 * give `beforeAll` some minutes; every other copies it in a fraction of a second. The built app is served where there is one.
 */
export async function aDemonstration(): Promise<Demonstration> {
  const model = await theModel();
  const clock = aClock(endOfDemonstration);
  const instance = await anInstance(clock, model);
  let origin = "";
  const appFolder = path.join(root, "dist/web-app");
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    ...(existsSync(path.join(appFolder, "index.html")) ? { appFolder } : {}),
  });
  origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  return {
    instance,
    clock,
    origin,
    study: studyOf(model),
    signIn: (username) => signInAt(origin, username),
    get: (place, cookie) => getAt(origin, place, cookie),
    close: async () => {
      await server.close();
      await instance.close();
    },
  };
}

/** The one that all others are copies of; made by whoever is first, while the others wait. */
async function theModel(): Promise<InstanceModel> {
  const host = inject("databaseHost");
  const model = { database, home: path.join(inject("sharedFolder"), "demonstration") };
  await withClient({ host, user: "postgres", database: "postgres" }, async (admin) => {
    await admin.query("SELECT pg_advisory_lock($1)", [lock]);
    const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount !== 0) return;
    const making = `${database}_${process.pid}`;
    await make(host, making, model);
    await admin.query(
      `ALTER DATABASE ${pg.escapeIdentifier(making)} RENAME TO ${pg.escapeIdentifier(database)}`,
    );
  });
  return model;
}

/**
 * A demonstration of its own that ends when it is asked to and tells of a few, by their keys. It is made anew each time, in a few
 * seconds for each.
 */
export async function aShortDemonstration(
  end: string,
  keys: readonly string[],
): Promise<Pick<Demonstration, "instance" | "study">> {
  const clock = aClock(end);
  const instance = await anInstance(clock);
  const hasty = instanceInHaste(instance, { home: homeOf(instance) }, clock);
  const isTold = (key: string): boolean => keys.includes(key);
  const study = await makeDemonstration(hasty.ports, { design: theDesign(), seed: "the tests", isTold });
  await hasty.close();
  if (!study) throw new Error("The demonstration was not made.");
  return { instance, study };
}

async function make(host: string, making: string, model: InstanceModel): Promise<void> {
  const access = await prepareDatabase(host, making);
  const place = { home: model.home };
  const clock = aClock(endOfDemonstration);
  const opened = { ...access, close: async () => {}, ended: new Promise<void>(() => {}) };
  const instance = assembleInstance(place, opened, clock);
  const hasty = instanceInHaste(instance, place, clock);
  const study = await makeDemonstration(hasty.ports, { design: theDesign(), seed: "the tests" });
  if (!study) throw new Error("The demonstration was not made.");
  writeFileSync(path.join(model.home, "study"), study);
  await hasty.close();
  await instance.close();
}

function theDesign(): StudyDesign {
  const read = readStudyDesign(path.join(root, "studies/mdma-ptsd-phase3"));
  if (!read.ok) throw new Error("The reference study cannot be read.");
  return read.value.design;
}

function studyOf({ home }: InstanceModel): StudyId {
  return readFileSync(path.join(home, "study"), "utf8") as StudyId;
}
