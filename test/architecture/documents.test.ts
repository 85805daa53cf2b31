import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkStudyDesign, parseStudyDesign } from "#design";
import { renderIssue } from "#kernel";
import { publishedInstruments } from "#trial";
import { commands } from "../../src/cli/commands/index.ts";
import { commandHelp } from "../../src/cli/help.ts";
import { root } from "./layers.ts";

type Document = { readonly file: string; readonly text: string };

function documents(): readonly Document[] {
  const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
  }).stdout;
  const names = listed.split("\n").filter(Boolean);
  const found = names.length > 0 ? names : readdirSync(root).filter((name) => name.endsWith(".md"));
  return found
    .filter((file) => existsSync(path.join(root, file)))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
}

/** Where a document points to within the repository, without the part of the page. */
function linksOf({ text }: Document): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.split("#")[0] ?? "");
}

/** The lines of shell examples that call the command line. */
function vigilLines(text: string): readonly string[] {
  return [...text.matchAll(/```(?:sh|console)\n([\s\S]*?)```/g)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .map((line) =>
      line
        .replace(/^\$ /, "")
        .replace(/\s+#.*$/, "")
        .trim(),
    )
    .filter((line) => /^(npx )?vigil /.test(line))
    .map((line) => line.replace(/^(npx )?vigil /, ""));
}

/** The arguments of a shell line; quotes keep words together. */
function argumentsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** What is wrong with a line that calls the command line, as far as its words go. */
function faultOf(line: string): string | undefined {
  const args = argumentsOf(line).filter((word) => !/^[A-Z_]+=/.test(word));
  const command = commands
    .filter(({ name }) => name.split(" ").every((word, index) => args[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!command) return args[0]?.startsWith("--") ? undefined : `no command: ${line}`;
  const known = [...Object.keys(command.options), "json", "help"];
  const stray = args
    .filter((word) => word.startsWith("--"))
    .map((word) => word.slice(2).split("=")[0] ?? "")
    .filter((name) => !known.includes(name));
  return stray.length > 0 ? `no option ${stray.join(", ")}: ${line}` : undefined;
}

/** The command of ours in a line that feeds it from another. */
function lastOfPipe(line: string): string {
  return line.split(" | ").at(-1) ?? line;
}

describe("the documents", () => {
  const all = documents();

  it("are those that every reader looks for", () => {
    for (const name of [
      "README.md",
      "ARCHITECTURE.md",
      "CONTRIBUTING.md",
      "GLOSSARY.md",
      "CONFORMANCE.md",
      "VALIDATION.md",
      "CHANGELOG.md",
      "LICENSE",
    ]) {
      expect(existsSync(path.join(root, name)), name).toBe(true);
    }
    const architecture = all.find(({ file }) => file === "ARCHITECTURE.md")?.text ?? "";
    expect(architecture.split("\n").length).toBeLessThanOrEqual(120);
  });

  it("point to files that are there", () => {
    const broken = all.flatMap((document) =>
      linksOf(document)
        .filter((target) => !existsSync(path.resolve(root, path.dirname(document.file), target)))
        .map((target) => `${document.file} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("show commands that exist, with options that exist", () => {
    const lines = all.flatMap(({ file, text }) => vigilLines(text).map((line) => ({ file, line })));
    expect(lines.length).toBeGreaterThan(3);
    const faults = lines
      .map(({ file, line }) => ({ file, fault: faultOf(line) }))
      .filter(({ fault }) => fault);
    expect(faults).toEqual([]);
  });

  it("that the command line prints about itself hold as well", () => {
    for (const command of commands) {
      expect(command.examples.length, `examples of ${command.name}`).toBeGreaterThan(0);
      const faults = command.examples
        .map((example) => faultOf(lastOfPipe(example).replace(/^vigil /, "")))
        .filter(Boolean);
      expect(faults, commandHelp(command)).toEqual([]);
      expect(Object.keys(command.options).sort()).toEqual(Object.keys(command.optionHelp).sort());
    }
  });

  it("show study designs without a fault", () => {
    const designs = all.flatMap(({ file, text }) =>
      [...text.matchAll(/```json design\n([\s\S]*?)```/g)].map(([, json = ""]) => ({ file, json })),
    );
    expect(designs.length).toBeGreaterThan(0);
    for (const { file, json } of designs) {
      const parsed = parseStudyDesign(JSON.parse(json));
      if (!parsed.ok) throw new Error(`${file}: ${parsed.error.issues.map(renderIssue).join("; ")}`);
      expect(checkStudyDesign(parsed.value, publishedInstruments), file).toEqual([]);
    }
  });

  it("number their decisions once each", () => {
    const numbers = readdirSync(path.join(root, "docs/decisions")).map((name) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe("the project speaks of itself alone", () => {
  it("without a path of a machine in what is tracked", () => {
    const listed = spawnSync("git", ["grep", "-lIE", "(/work/(main|shared|wt)|/root/|/home/[a-z]+/)"], {
      cwd: root,
      encoding: "utf8",
    }).stdout;
    const found = listed.split("\n").filter((file) => file !== "" && !file.startsWith("test/architecture/"));
    expect(found).toEqual([]);
  });
});
