import type {
  ChangeThreshold,
  Confidence,
  Instrument,
  InstrumentDefinition,
  ScoreDefinition,
  Source,
} from "./definition.ts";
import { describeItemKind, type ItemDefinition } from "./item.ts";
import { instruments } from "./registry.ts";

/** The reference page of all instruments, in Markdown; docs/reference/instruments.md is its output. */
export function renderInstrumentReference(): string {
  const all = [...instruments.values()];
  return `${[introduction, contents(all), ...all.map(({ definition }) => chapter(definition))].join("\n\n")}\n`;
}

const introduction = `# Instruments

Generated from the definitions in \`src/instruments\` by \`node --import tsx -C source tools/write-instrument-reference.ts\`; do not edit.

Responses are an object of item ids and answers; an item that was not answered is left out. Every result names the
rules that gave it, and every score that is null has its reason. Scores belong to one instrument and version: a change
between different ones is refused. A boolean score is null where it is unknown. How sure a source is stands in brackets.`;

function contents(all: readonly Instrument[]): string {
  const rows = all.map(({ definition }) => [
    `\`${definition.id}\``,
    definition.abbreviation,
    definition.recallPeriod,
    definition.mode,
    definition.licence.mayShipItemText ? "may be shipped" : "content pack only",
  ]);
  return table(["id", "instrument", "recall period", "mode", "item text"], rows);
}

function chapter(definition: InstrumentDefinition): string {
  return [
    `## ${definition.abbreviation}`,
    `${definition.title}. Id \`${definition.id}\`, version \`${definition.version}\`.`,
    ...(definition.remarks.length > 0 ? [list(definition.remarks)] : []),
    `**Missing items** (${definition.missingRule.kind}): ${definition.missingRule.statement} ${cite(definition.missingRule.source)}`,
    table(["item", "answer", "about", "text"], itemRows(definition.items)),
    table(["score", "type", "meaning"], scoreRows(definition.scores)),
    ...definition.bandScales.map(
      ({ of, as, bands, source }) =>
        `**Bands** of \`${of}\`, score \`${as}\`: ${bands.map(({ code, from, to }) => `${code} ${from}–${to}`).join(", ")}. ${cite(source)}`,
    ),
    ...(definition.changeThresholds.length > 0
      ? [`**Change**\n\n${list(definition.changeThresholds.map(renderThreshold))}`]
      : []),
    `**Licence**: ${definition.licence.holder}. ${definition.licence.terms} ${cite(definition.licence.source)}`,
    ...(definition.loinc.length > 0
      ? [`**LOINC**: ${definition.loinc.map(({ code, names }) => `${code} (${names})`).join(", ")}.`]
      : []),
    `**Sources**\n\n${list(definition.sources.map((source) => `${source.citation} ${mark(source.confidence)}`))}`,
  ].join("\n\n");
}

/** Items whose ids differ only in their number and that accept the same answers share one row. */
function itemRows(items: readonly ItemDefinition[]): readonly (readonly string[])[] {
  const answer = (item: ItemDefinition): string =>
    `${describeItemKind(item)}${item.optional ? " (optional)" : ""}`;
  return rows(
    items.map((item) => ({ id: item.id, what: answer(item), label: item.label, more: [item.text.source] })),
  );
}

function scoreRows(scores: readonly ScoreDefinition[]): readonly (readonly string[])[] {
  return rows(
    scores.map((score) => ({ id: score.id, what: describeScoreType(score), label: score.label, more: [] })),
  );
}

type Entry = {
  readonly id: string;
  readonly what: string;
  readonly label: string;
  readonly more: readonly string[];
};

function rows(entries: readonly Entry[]): readonly (readonly string[])[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.id.replace(/\d+/, "#"), entry.what, entry.more]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map(row);
}

function row(group: readonly Entry[]): readonly string[] {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return [];
  if (first === last) return [`\`${first.id}\``, first.what, first.label, ...first.more];
  const id = `\`${first.id}\` … \`${last.id}\` (${group.length})`;
  return [id, first.what, `${first.label} … ${last.label}`, ...first.more];
}

function describeScoreType(score: ScoreDefinition): string {
  switch (score.type) {
    case "integer":
    case "number":
      return `${score.type} ${score.range.minimum}–${score.range.maximum}, \`${score.unit}\``;
    case "boolean":
      return "boolean";
    case "code":
      return "codes" in score
        ? `code: ${score.codes.map(({ value }) => value).join(", ")}`
        : `code \`${score.pattern}\``;
  }
}

function renderThreshold({ score, label, kind, points, source }: ChangeThreshold): string {
  const size = kind === "level" ? `at or below ${points}` : `a fall of ${points} or more`;
  return `\`${score}\`, ${size}: ${label}. ${cite(source)}`;
}

function cite({ citation, confidence }: Source): string {
  return `*${citation}* ${mark(confidence)}`;
}

function mark(confidence: Confidence): string {
  return `[${confidence.replace("-", ", ")}]`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
