import type { StudyDesignInput } from "#design";
import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";
import { titleOf } from "./named.ts";

type StudyInput = Pick<
  StudyDesignInput,
  "format" | "id" | "version" | "versionDate" | "name" | "title" | "rationale" | "phase" | "studyType"
> & { readonly identifiers: { text: string; organization?: string }[]; readonly indications: string[] };

/** What a design says of the study as a whole. */
export function readStudy(reading: Reading, design: UsdmObject): StudyInput {
  const { study, version } = reading.document;
  const identifiers = readIdentifiers(reading, version);
  const indications = reading.parts(design, "indications").map((each) => titleOf(reading, each));
  return {
    format: "vigil-study-design/1",
    id: designIdOf(reading, design, identifiers[0]?.text),
    version: reading.line(version, "versionIdentifier", 40) ?? "1",
    name: reading.line(study, "name") ?? reading.ids.of(design.id),
    title: readTitle(reading, version) ?? "",
    identifiers,
    indications: [...new Set(indications)],
    ...given({
      versionDate: readVersionDate(reading, version),
      rationale: readRationale(reading, version, design),
      phase: reading.words(design, "studyPhase"),
      studyType: reading.words(design, "studyType"),
    }),
  };
}

/** The study's first identifier names the design; of several designs the further ones add their own id. */
function designIdOf(reading: Reading, design: UsdmObject, identifier: string | undefined): string {
  const [first] = reading.parts(reading.document.version, "studyDesigns");
  const own = reading.ids.of(design.id);
  const study = identifier ?? String(reading.document.study.values["name"]);
  return reading.ids.made(first?.id === design.id ? study : `${study}-${own}`, design.id);
}

function readIdentifiers(reading: Reading, version: UsdmObject): { text: string; organization?: string }[] {
  return reading.parts(version, "studyIdentifiers").flatMap((identifier) => {
    const text = reading.line(identifier, "text");
    const organization = reading.ref(identifier, "scopeId");
    if (text === undefined) return [];
    return [{ text, ...given({ organization: organization && titleOf(reading, organization) }) }];
  });
}

/** The official title, or the first where none is called so; another of the same words is said with it. */
function readTitle(reading: Reading, version: UsdmObject): string | undefined {
  const titles = reading.parts(version, "titles");
  const isOfficial = (title: UsdmObject): boolean =>
    reading.codes(title, "type").some(({ values }) => /official/i.test(String(values["decode"])));
  const chosen = titles.find(isOfficial) ?? titles[0];
  if (!chosen) return undefined;
  for (const title of titles) {
    if (title.values["text"] === chosen.values["text"]) reading.carry(title, "text");
  }
  return reading.prose(chosen, "text");
}

/** The date of approval, or the first date where none is called so. */
function readVersionDate(reading: Reading, version: UsdmObject): string | undefined {
  const dates = reading.parts(version, "dateValues");
  const isApproval = (date: UsdmObject): boolean =>
    reading.codes(date, "type").some(({ values }) => /approval/i.test(String(values["decode"])));
  const chosen = dates.find(isApproval) ?? dates[0];
  return chosen && reading.line(chosen, "dateValue");
}

/** The design's own rationale, or the version's; where both say the same it is said once. */
function readRationale(reading: Reading, version: UsdmObject, design: UsdmObject): string | undefined {
  const own = reading.prose(design, "rationale");
  if (own === undefined || version.values["rationale"] === design.values["rationale"]) {
    return reading.prose(version, "rationale");
  }
  return own;
}
