import { writeFileSync } from "node:fs";
import { readStudyDesign } from "#adapters";
import {
  checkStudyDesign,
  compareDesigns,
  type DesignFault,
  renderScheduleMatrix,
  type ScheduleMatrix,
  type StudyDesign,
  withFilledTexts,
} from "#design";
import { type InvalidInput, renderIssue } from "#kernel";
import { importUsdm, type UsdmImport } from "#standards";
import { publishedInstruments } from "#trial";
import { type CliCommand, done, notDone, type Outcome } from "../command.ts";
import { readInputFile } from "../input-file.ts";

const checkDesign: CliCommand = {
  name: "design check",
  summary: "Explain every fault of a study design, with its place and what to do.",
  operands: "FILE",
  leastOperands: 1,
  mostOperands: 1,
  options: {},
  optionHelp: {},
  examples: ["vigil design check studies/mdma-ptsd-phase3", "vigil design check my-study.json --json"],
  run: async ([place = ""]) => {
    const read = readStudyDesign(place);
    if (!read.ok) return unreadable(place, read.error);
    const { design, locate } = read.value;
    const faults = checkStudyDesign(design, publishedInstruments).map((fault) => ({
      ...fault,
      place: locate(fault.path),
    }));
    const errors = faults.filter(({ severity }) => severity === "error").length;
    const json = {
      design: design.id,
      version: design.version,
      errors,
      warnings: faults.length - errors,
      faults,
    };
    const text = renderFaults(design, faults);
    return errors === 0 ? done(json, text) : { code: 1, json, text };
  },
};

const importUsdmDesign: CliCommand = {
  name: "design import-usdm",
  summary: "Turn a CDISC USDM v4 study into a study design, and list what it cannot represent.",
  operands: "FILE",
  leastOperands: 1,
  mostOperands: 1,
  options: { output: { type: "string" }, version: { type: "string" } },
  optionHelp: {
    output: "write the design to this file (of several, the first)",
    version: "which version of the study, where the file holds several",
  },
  examples: [
    "vigil design import-usdm study.json --output design.json",
    "vigil design import-usdm study.json --json",
  ],
  run: async ([file = ""], options) => {
    const text = readInputFile(file);
    if (!text.ok) return text.error;
    const json = parseJson(text.value);
    if (!json)
      return unreadable(file, { kind: "invalid-input", issues: [{ path: "", message: "expected JSON" }] });
    const version = options["version"];
    const imported = importUsdm(json.value, typeof version === "string" ? { version } : {});
    if (!imported.ok) return unreadable(file, imported.error);
    const [design] = imported.value.designs;
    if (typeof options["output"] === "string" && design)
      writeFileSync(options["output"], `${JSON.stringify(design, null, 2)}\n`);
    return done({ design, ...imported.value }, renderImport(imported.value));
  },
};

const showMatrix: CliCommand = {
  name: "design matrix",
  summary: "Print the schedule of activities of a study design.",
  operands: "FILE",
  leastOperands: 1,
  mostOperands: 1,
  options: { timeline: { type: "string" } },
  optionHelp: { timeline: "id of a timeline (default: the main one)" },
  examples: ["vigil design matrix studies/mdma-ptsd-phase3"],
  run: async ([place = ""], options) => {
    const read = readStudyDesign(place);
    if (!read.ok) return unreadable(place, read.error);
    const timeline = options["timeline"];
    const matrix = renderScheduleMatrix(
      withFilledTexts(read.value.design),
      typeof timeline === "string" ? timeline : undefined,
    );
    return matrix
      ? done(matrix, renderMatrix(matrix))
      : notDone({ code: "no-timeline", message: "The design has no such timeline." });
  },
};

const compareVersions: CliCommand = {
  name: "design compare",
  summary: "Tell what an amendment changes, from one design to another.",
  operands: "FROM TO",
  leastOperands: 2,
  mostOperands: 2,
  options: {},
  optionHelp: {},
  examples: ["vigil design compare version-1.json version-2.json"],
  run: async ([from = "", to = ""]) => {
    const [before, after] = [readStudyDesign(from), readStudyDesign(to)];
    if (!before.ok) return unreadable(from, before.error);
    if (!after.ok) return unreadable(to, after.error);
    const comparison = compareDesigns(before.value.design, after.value.design);
    const lines = comparison.changes.flatMap(({ sentence, hazards }) => [
      sentence,
      ...hazards.map((hazard) => `  ! ${hazard}`),
    ]);
    return done(comparison, lines.length === 0 ? "Nothing changes." : lines.join("\n"));
  },
};

export const designCommands: readonly CliCommand[] = [
  checkDesign,
  importUsdmDesign,
  showMatrix,
  compareVersions,
];

function unreadable(place: string, { issues }: InvalidInput): Outcome {
  const message = [`Cannot read ${place}:`, ...issues.map((issue) => `  ${renderIssue(issue)}`)].join("\n");
  return notDone({ code: "invalid-input", message, issues });
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function renderFaults(
  design: StudyDesign,
  faults: readonly (DesignFault & { readonly place: string })[],
): string {
  const lines = faults.map(
    ({ severity, place, message, remedy }) => `${severity}: ${place}\n  ${message}\n  ${remedy}`,
  );
  const errors = faults.filter(({ severity }) => severity === "error").length;
  const sum = `${design.id} ${design.version}: ${errors} errors, ${faults.length - errors} warnings`;
  return [...lines, sum].join("\n");
}

function renderImport({ designs, counts, notRepresented, toComplete }: UsdmImport): string {
  return [
    ...designs
      .map(withFilledTexts)
      .map(({ id, version, name }) => `Imported ${name} (${id}, version ${version}).`),
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    "To be added before the study opens:",
    ...toComplete.map((note) => `  ${note}`),
    notRepresented.length === 0 ? "Everything in the file is represented." : "Not represented:",
    ...notRepresented.map(({ path, what, why }) => `  ${path}: ${what} (${why})`),
  ].join("\n");
}

/** A row for each activity, a letter for each visit; the visits are named below. */
function renderMatrix({ title, columns, rows }: ScheduleMatrix): string {
  const width = Math.min(48, Math.max(...rows.map(({ label, depth }) => label.length + depth * 2)));
  const heads = columns.map((_, index) => String(index + 1).padStart(3));
  const lines = rows.map(({ label, depth, marks }) => {
    const name = `${"  ".repeat(depth)}${label}`.slice(0, width).padEnd(width);
    return `${name} ${marks.map((mark) => (mark ? "  ×" : "  ·")).join("")}`;
  });
  const key = columns.map(
    ({ label, timing, window }, index) =>
      `${String(index + 1).padStart(3)} ${label}${timing ? `, ${timing}` : ""}${window ? ` (${window})` : ""}`,
  );
  return [title, `${" ".repeat(width)} ${heads.join("")}`, ...lines, "", ...key].join("\n");
}
