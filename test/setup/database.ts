import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "../../src/adapters/postgres/database.ts";
import { startCluster } from "../../src/adapters/postgres/embedded/cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseHost: string;
    /** A folder for what the test files of one run share beside the database. */
    sharedFolder: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that each test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-test-"));
  const cluster = await startCluster(path.join(folder, "database"), {
    // Many instances are open at once, each with three logins.
    settings: { max_connections: "300" },
  });
  await prepareDatabase(cluster.socketFolder, "vigil_template");
  project.provide("databaseHost", cluster.socketFolder);
  project.provide("sharedFolder", folder);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
