import type { BenchOptions, Result } from "../result.ts";
import { benchAppends } from "./appends.ts";
import { aBenchCluster } from "./bench-cluster.ts";
import { benchReading } from "./reading.ts";
import { benchBundles } from "./verification.ts";

/** The ledger: appends beside bare INSERTs, reading one participant of few and of many, verification of a bundle and of a database. */
export async function* ledgerBench(options: BenchOptions): AsyncIterable<Result> {
  const cluster = await aBenchCluster();
  try {
    options.say("Appends …");
    yield* benchAppends(cluster, options);
    options.say("Reading …");
    yield* benchReading(cluster, options);
  } finally {
    await cluster.close();
  }
  options.say("Bundles …");
  yield* benchBundles(options);
}
