import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import type { CodeListInput } from "./input.ts";

/** The code lists of a design; properties of one name with the same answers share one. */
export type CodeLists = {
  /** The id of the list of a property's answers; undefined where it has none that is enabled. */
  readonly idFor: (property: UsdmObject, label: string) => string | undefined;
  readonly all: () => CodeListInput[];
};

type CodeInput = CodeListInput["codes"][number];

const mostCodes = 500;
const longestCode = 80;

/** The code lists of one design, as they come to be asked for. */
export function createCodeLists(reading: Reading): CodeLists {
  const lists = new Map<string, CodeListInput>();
  return {
    all: () => [...lists.values()],
    idFor: (property, label) => {
      const codes = readCodes(reading, property);
      if (codes.length === 0) return undefined;
      const name = reading.line(property, "name") ?? property.id;
      const key = JSON.stringify([name, codes]);
      const known = lists.get(key);
      if (known) return known.id;
      const id = reading.ids.made(`${name}-codes`, property.id);
      lists.set(key, { id, label, codes });
      return id;
    },
  };
}

/** The answers that are enabled. */
function readCodes(reading: Reading, property: UsdmObject): CodeInput[] {
  const codes = new Map<string, CodeInput>();
  for (const response of reading.parts(property, "responseCodes")) {
    if (response.values["isEnabled"] !== true) continue;
    const answer = readAnswer(reading, response, codes);
    if (answer && codes.size < mostCodes) codes.set(answer.code, answer);
    else
      reading.lose(response, "code", "an answer", "it has no code of its own, or 500 others come before it");
  }
  return [...codes.values()];
}

/** An answer whose code is empty or taken goes by its words, or by its name. */
function readAnswer(
  reading: Reading,
  response: UsdmObject,
  taken: ReadonlyMap<string, CodeInput>,
): CodeInput | undefined {
  const [standard] = reading.codes(response, "code");
  const isFree = (code: string | undefined): code is string => code !== undefined && !taken.has(code);
  const words = standard && reading.line(standard, "decode");
  const symbol = standard && reading.line(standard, "code", longestCode);
  reading.carry(response, "isEnabled");
  if (isFree(symbol)) return { code: symbol, label: words ?? symbol };
  const name = reading.line(response, "name", longestCode);
  const code = [words?.slice(0, longestCode), name].find(isFree);
  return code === undefined ? undefined : { code, label: words ?? code };
}
