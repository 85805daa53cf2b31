import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "#adapters";
import { prepareDatabase } from "../../src/adapters/postgres/database.ts";
import { startCluster } from "../../src/adapters/postgres/embedded/cluster.ts";
import { assembleInstance, type Instance } from "../../src/cli/instance.ts";

/** A PostgreSQL with the settings of the product, its data on this machine's disk, and instances on databases of their own. */
export type BenchCluster = {
  readonly anInstance: (name: string) => Promise<Instance>;
  /** Where an instance of that name keeps its keys. */
  readonly homeOf: (name: string) => string;
  readonly close: () => Promise<void>;
};

export async function aBenchCluster(): Promise<BenchCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-bench-"));
  const cluster = await startCluster(path.join(folder, "database"));
  const instances: Instance[] = [];
  return {
    anInstance: async (name) => {
      const database = await prepareDatabase(cluster.socketFolder, name);
      const access = { ...database, close: async () => {}, ended: cluster.ended };
      const instance = assembleInstance({ home: path.join(folder, name) }, access, systemClock);
      instances.push(instance);
      return instance;
    },
    homeOf: (name) => path.join(folder, name),
    close: async () => {
      for (const instance of instances) await instance.close();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
