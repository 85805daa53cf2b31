import type { UsdmImport } from "#standards";

/** Attributes that a design turns into one of its own words: the words of the file are not in it. */
const translated =
  /\.(arms|epochs|encounters|timings|eligibilityCriteria|objectives|roles)\.\d+\.(type|category|level|code|relativeToFrom|contactModes\.\d+)\.(code|decode)$|\.blindingSchema\.standardCode\.(code|decode)$|\.datatype$/;
/** Answers of yes or no that a design has a place for, or that say what is taken over. */
const answered = /\.(mainTimeline|includesHealthySubjects|isRequired|isEnabled|isSubstantial|isMasked)$/;
/** Ids that a design turns into an order, or follows to what it says in words. */
const followed =
  /\.(previousId|nextId|dictionaryId|scopeId|tag|reference|criterionItemId|analysisPopulationId)$|\.(criterionIds|interventionIds|bcSurrogateIds|bcCategoryIds|contextIds|appliesToIds)\.\d+$/;

/**
 * The values of a document that the import neither lists as not represented nor has in its designs. It looks
 * at the document and at the result alone: a text counts as carried where every run of it between tags can be
 * read in a design, a number where it can, an id where the design has what it names.
 */
export function unaccountedFor(document: unknown, result: UsdmImport): string[] {
  const read = textsOf(result);
  const known = new Set(Object.values(result.sourceIds));
  const isCarried = ([path, value]: Leaf): boolean => {
    if (typeof value === "boolean") return answered.test(path);
    if (typeof value === "number") return read.includes(String(value));
    if (translated.test(path) || followed.test(path)) return true;
    if (/(Id|Ids\.\d+)$/.test(path))
      return known.has(value) || value.startsWith("Exit") || /TimelineExit/.test(value);
    return runsOf(value).every((run) => read.includes(run.toLowerCase()));
  };
  return leavesOf(document)
    .filter((leaf) => !isListed(leaf[0], result) && !isCarried(leaf))
    .map(([path, value]) => `${path}: ${value}`);
}

type Leaf = readonly [path: string, value: string | number | boolean];

/** The values that say something, each with its path; an object's id and class only say which object it is. */
export function leavesOf(value: unknown, path = ""): Leaf[] {
  if (typeof value === "string") return value === "" ? [] : [[path, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => Array.isArray(value) || (key !== "id" && key !== "instanceType"))
    .flatMap(([key, member]) => leavesOf(member, path === "" ? key : `${path}.${key}`));
}

/** Whether a path is among what is not represented: a listed path stands for itself and all below it. */
export function isListed(path: string, { notRepresented }: UsdmImport): boolean {
  return notRepresented.some(({ path: pattern }) => {
    const steps = pattern.split(".").map((step) => step.replaceAll(/[^\w*]/g, "\\$&"));
    const expression = steps
      .map((step) => (step === "**" ? ".+" : step === "*" ? "[^.]+" : step))
      .join("\\.");
    return new RegExp(`^${expression}(\\.|$)`).test(path);
  });
}

function runsOf(text: string): string[] {
  return text
    .split(/<[^<>]*>/)
    .map((run) => run.replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&#174;", "®"))
    .map((run) => run.replaceAll(/\s+/g, " ").trim())
    .filter((run) => run !== "");
}

/** All that the designs say, in small letters, without their own list of what was not carried over. */
export function textsOf({ designs }: UsdmImport): string {
  const said = designs.map((design) => ({
    ...design,
    notes: design.notes.filter((note) => !note.startsWith("Not carried over")),
  }));
  return leavesOf(said)
    .map(([, value]) => String(value).replaceAll(/\s+/g, " ").toLowerCase())
    .join("\n");
}
