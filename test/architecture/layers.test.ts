import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { arrows, doorless, importsOf, layers, pureLayers, root, sourceFiles, sources } from "./layers.ts";

type Config = { readonly references?: readonly { readonly path: string }[] };

function readJson<Value>(file: string): Value {
  return JSON.parse(readFileSync(path.join(root, file), "utf8")) as Value;
}

describe("the layers", () => {
  it("are those of the design, and each is a project that the build knows", () => {
    expect(layers.filter((layer) => !(layer in arrows))).toEqual([]);
    const known = readJson<Config>("tsconfig.json").references?.map((reference) => reference.path) ?? [];
    expect(layers.filter((layer) => !known.includes(`src/${layer}`))).toEqual([]);
  });

  it("reference no layer that their arrows do not lead to", () => {
    const forbidden = layers.flatMap((layer) => {
      const { references = [] } = readJson<Config>(`src/${layer}/tsconfig.json`);
      const seen = references.map((reference) => path.basename(reference.path));
      return seen.filter((other) => !arrows[layer]?.includes(other)).map((other) => `${layer} → ${other}`);
    });
    expect(forbidden).toEqual([]);
  });

  it("have one door each, reached by a subpath import", () => {
    const { imports } = readJson<{ readonly imports: Record<string, { readonly source: string }> }>(
      "package.json",
    );
    for (const layer of layers.filter((name) => !doorless.includes(name))) {
      expect(existsSync(path.join(sources, layer, "index.ts")), `the door of ${layer}`).toBe(true);
      expect(imports[`#${layer}`]?.source).toBe(`./src/${layer}/index.ts`);
    }
    const stray = Object.keys(imports).filter((name) => !layers.includes(name.slice(1)));
    expect(stray).toEqual([]);
  });

  it("are entered by their doors alone, by no relative path", () => {
    const strays = sourceFiles().flatMap(({ layer, file, text }) =>
      importsOf(text)
        .filter((specifier) => specifier.startsWith("."))
        .filter((specifier) => {
          const target = path.relative(sources, path.resolve(root, path.dirname(file), specifier));
          return target.split(path.sep)[0] !== layer;
        })
        .map((specifier) => `${file}: ${specifier}`),
    );
    expect(strays).toEqual([]);
  });

  it("that are pure take their configuration from the base, with no platform in sight", () => {
    for (const layer of pureLayers) {
      const text = readFileSync(path.join(sources, layer, "tsconfig.json"), "utf8");
      expect(text, layer).not.toMatch(/"(types|lib)"/);
    }
    const base = readJson<{ readonly compilerOptions: Record<string, unknown> }>("tsconfig.base.json");
    expect(base.compilerOptions["types"]).toEqual([]);
    expect(JSON.stringify(base.compilerOptions["lib"])).not.toContain("dom");
  });

  it("that are pure are watched by the linter", () => {
    const { overrides } = readJson<{
      readonly overrides: readonly {
        readonly includes: readonly string[];
        readonly plugins?: readonly string[];
      }[];
    }>("biome.json");
    const watched =
      overrides.find(({ plugins }) => plugins?.includes("./lint/pure-core.grit"))?.includes ?? [];
    expect(pureLayers.filter((layer) => !watched.includes(`src/${layer}/**`))).toEqual([]);
  });
});
