import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.join(import.meta.dirname, "../..");
export const sources = path.join(root, "src");

/** Layers that see no platform, read no clock, draw no chance and import no package outside the allow-list. */
export const pureLayers = [
  "kernel",
  "ledger",
  "instruments",
  "design",
  "trial",
  "stats",
  "standards",
] as const;

const pure: readonly string[] = pureLayers;

/** Which layer may see which: the arrows of the design. What is not here is forbidden. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  ledger: ["kernel"],
  instruments: ["kernel"],
  design: ["kernel", "instruments"],
  trial: ["kernel", "ledger", "instruments", "design"],
  stats: ["kernel"],
  standards: ["kernel", "instruments", "design", "trial"],
  usecases: pure,
  adapters: [...pure, "usecases"],
  demonstration: [...pure, "usecases"],
  server: [...pure, "usecases", "adapters"],
  cli: [...pure, "usecases", "adapters", "demonstration", "server"],
  web: pure,
};

export const layers = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Layers that nobody imports: programs, and the app. */
export const doorless: readonly string[] = ["cli", "web"];

export type SourceFile = { readonly layer: string; readonly file: string; readonly text: string };

/** All sources of the product, tests and what is generated apart. */
export function sourceFiles(): readonly SourceFile[] {
  return layers.flatMap((layer) =>
    readdirSync(path.join(sources, layer), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|generated)\.tsx?$/.test(name))
      .map((name) => ({
        layer,
        file: path.join("src", layer, name),
        text: readFileSync(path.join(sources, layer, name), "utf8"),
      })),
  );
}

/** Everything that a file imports or re-exports, dynamic imports too. */
export function importsOf(text: string): readonly string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)["']([^"']+)["']/g;
  return [...text.matchAll(pattern)].map(([, specifier = ""]) => specifier);
}
