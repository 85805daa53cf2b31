import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Adapter } from "./adapter.ts";
import type { TruthFunctions } from "./truth-points.ts";

const here = import.meta.dirname;

/** All adapters of the folder `adapters`, in the order of their files' names. */
export async function loadAdapters(): Promise<readonly Adapter[]> {
  const files = readdirSync(path.join(here, "adapters"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort();
  const loaded = await Promise.all(files.map((name) => load(path.join(here, "adapters", name))));
  return loaded.flatMap((module) => (module["adapters"] as readonly Adapter[] | undefined) ?? []);
}

/** Our distribution functions by R's names. */
export async function loadTruthFunctions(): Promise<TruthFunctions> {
  const file = path.join(here, "truth-functions.ts");
  return existsSync(file) ? ((await load(file))["truthFunctions"] as TruthFunctions) : {};
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
}
