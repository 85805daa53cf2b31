import { findInstrument, type Instrument, instruments, jsonSchemaOf, type Scored, score } from "#instruments";
import { ok, renderIssue } from "#kernel";
import { type CliCommand, done, notDone, type Outcome, type Surroundings, wrongUse } from "../command.ts";
import { readInputFile } from "../input-file.ts";

/** Scores one filled form of a published scale. */
export const scoreInstrument: CliCommand = {
  name: "score",
  summary: "Score one filled form of a published scale, or print what it takes.",
  operands: "INSTRUMENT [FILE]",
  leastOperands: 0,
  mostOperands: 2,
  options: { schema: { type: "boolean" }, list: { type: "boolean" } },
  optionHelp: {
    schema: "print the JSON Schema of the responses instead",
    list: "list all instruments",
  },
  examples: [
    'echo \'{"item1":3,"item2":2}\' | vigil score PHQ-9 --json',
    "vigil score caps-5-past-month responses.json",
    "vigil score PCL-5 --schema",
    "vigil score --list",
  ],
  run: async ([name, file], options, around) => {
    if (options["list"] === true) return listInstruments();
    if (name === undefined) return wrongUse("INSTRUMENT is missing. `vigil score --list` names them all.");
    const found = findInstrument(name);
    if (!found.ok) return wrongUse(found.error.issues.map(renderIssue).join(" "));
    if (options["schema"] === true) {
      const schema = jsonSchemaOf(found.value);
      return done(schema, JSON.stringify(schema, null, 2));
    }
    return scoreResponses(found.value, file, around);
  },
};

async function scoreResponses(
  instrument: Instrument,
  file: string | undefined,
  around: Surroundings,
): Promise<Outcome> {
  const text = file === undefined ? ok(await around.readInput()) : readInputFile(file);
  if (!text.ok) return text.error;
  const responses = parseJson(text.value);
  if (responses === undefined) {
    return notDone({
      code: "invalid-input",
      message: `Cannot score: ${file ?? "standard input"} is not JSON.`,
      issues: [{ path: "", message: "expected JSON" }],
    });
  }
  const scored = score(instrument, responses.value);
  if (scored.ok) return done(scored.value, renderScored(scored.value));
  const { issues } = scored.error;
  return notDone({
    code: "invalid-input",
    message: `Cannot score: ${issues.map(renderIssue).join("; ")}`,
    issues,
  });
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function renderScored({ instrument, version, scores, reasons, missing, rules, notes }: Scored): string {
  const width = Math.max(...Object.keys(scores).map((id) => id.length));
  return [
    `${instrument}, version ${version}`,
    ...Object.entries(scores).map(
      ([id, value]) => `  ${id.padEnd(width)}  ${value === null ? `not computed: ${reasons[id]}` : value}`,
    ),
    ...(missing.length > 0 ? [`Missing: ${missing.join(", ")}`] : []),
    ...rules,
    ...notes,
  ].join("\n");
}

function listInstruments(): Outcome {
  const list = [...instruments.values()].map(({ definition }) => ({
    id: definition.id,
    title: definition.title,
    version: definition.version,
  }));
  const width = Math.max(...list.map(({ id }) => id.length));
  return done(list, list.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join("\n"));
}
