import { literalText, mapTexts, parseStudyDesign, type StudyDesign, type StudyDesignInput } from "#design";
import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { conditionNotes, lossNote, notesToComplete, originNote } from "./design/notes.ts";
import { readDesign } from "./design/read-design.ts";
import { readDocument } from "./document/read-document.ts";
import { createReading, type Loss, type Reading } from "./document/reading.ts";
import { findLeftovers } from "./leftovers/find-leftovers.ts";
import { groupNotRepresented } from "./leftovers/group.ts";
import type { NotRepresented } from "./not-represented.ts";

/** How many of each there are in the designs, all designs taken together. */
export type UsdmCounts = {
  readonly arms: number;
  readonly epochs: number;
  readonly encounters: number;
  readonly activities: number;
  readonly scheduleTimelines: number;
  readonly timings: number;
  readonly eligibilityCriteria: number;
};

/** What an import gives: designs, and the account of what they do not hold. */
export type UsdmImport = {
  /** One for each study design of the study version, in the order of the file. */
  readonly designs: readonly StudyDesign[];
  /** Counted on the designs, not on the file. */
  readonly counts: UsdmCounts;
  /** Everything of the file that the designs do not carry, or carry otherwise. */
  readonly notRepresented: readonly NotRepresented[];
  /** What is to be added to the designs before anybody is enrolled: USDM has no place for it. */
  readonly toComplete: readonly string[];
  /** For each id in the designs, the id in the file from which it comes. */
  readonly sourceIds: Readonly<Record<string, string>>;
};

/**
 * Reads a study from the JSON of CDISC USDM v4 (the API's `Wrapper`), whose schema, ids and references are
 * checked first. Every text becomes plain text: tags of USDM are resolved, markup is gone.
 *
 * @param json the parsed document, from whomever it comes
 * @param choice which version of the study, by its version identifier; the first where none is named
 * @returns the designs, or each place where the document is not USDM v4
 * @see CDISC DDF Reference Architecture, USDM v4.0, `USDM_API.json`
 */
export function importUsdm(
  json: unknown,
  choice: { readonly version?: string } = {},
): Result<UsdmImport, InvalidInput> {
  const document = readDocument(json, choice.version);
  if (!document.ok) return document;
  const reading = createReading(document.value);
  const inputs = reading
    .parts(document.value.version, "studyDesigns")
    .map((each) => readDesign(reading, each));
  const said = [originNote(reading), ...conditionNotes(reading)];
  if (reading.issues.length > 0) return failed(invalidInput(...reading.issues));
  const notRepresented = notRepresentedIn(reading);
  const toComplete = notesToComplete(inputs);
  const notes = [...said, ...toComplete, ...notRepresented.map(lossNote)];
  const designs = parseAll(inputs.map((input) => ({ ...input, notes })));
  if (!designs.ok) return designs;
  return ok({
    designs: designs.value,
    counts: countIn(designs.value),
    notRepresented,
    toComplete,
    sourceIds: Object.fromEntries(reading.ids.sources),
  });
}

function notRepresentedIn({ document, losses, carried }: Reading): readonly NotRepresented[] {
  const broken: readonly Loss[] = document.brokenReferences.map(({ path, message }) => ({
    path,
    what: "a reference",
    why: message,
  }));
  return groupNotRepresented([...broken, ...losses], findLeftovers(document.wrapper.values, carried));
}

function parseAll(inputs: readonly StudyDesignInput[]): Result<readonly StudyDesign[], InvalidInput> {
  const designs: StudyDesign[] = [];
  for (const [index, input] of inputs.entries()) {
    const design = parseStudyDesign(input);
    if (!design.ok) {
      const issues = design.error.issues.map(({ path, message }) => ({
        path: `designs.${index}.${path}`,
        message,
      }));
      return failed(invalidInput(...issues));
    }
    // A brace in a text of the file is a brace: its own tags are written out already.
    designs.push(mapTexts(design.value, literalText));
  }
  return ok(designs);
}

function countIn(designs: readonly StudyDesign[]): UsdmCounts {
  const total = (count: (design: StudyDesign) => number): number =>
    designs.reduce((sum, design) => sum + count(design), 0);
  return {
    arms: total(({ arms }) => arms.length),
    epochs: total(({ epochs }) => epochs.length),
    encounters: total(({ encounters }) => encounters.length),
    activities: total(({ activities }) => activities.length),
    scheduleTimelines: total(({ scheduleTimelines }) => scheduleTimelines.length),
    timings: total(timingsIn),
    eligibilityCriteria: total(({ eligibilityCriteria }) => eligibilityCriteria.length),
  };
}

function timingsIn({ scheduleTimelines }: StudyDesign): number {
  return scheduleTimelines
    .flatMap(({ instances }) => instances)
    .reduce((sum, { timing, furtherTimings = [] }) => sum + (timing ? 1 : 0) + furtherTimings.length, 0);
}
