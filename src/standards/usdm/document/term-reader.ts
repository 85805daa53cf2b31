import { quoted } from "../schema/describe.ts";
import type { Reading } from "./reading.ts";
import type { UsdmObject } from "./usdm-object.ts";
import { findTerm, type Vocabulary } from "./vocabulary.ts";

/** Reads codes as the words of a design; what the design has no word for is noted as lost. */
export function termReaders({
  carry,
  lose,
  codes,
}: Pick<Reading, "carry" | "lose" | "codes">): Pick<Reading, "term" | "terms"> {
  const find = <Value>(code: UsdmObject, known: Vocabulary<Value>, taken: string): Value | undefined => {
    const [symbol, words] = [String(code.values["code"]), String(code.values["decode"])];
    const { byCode, byWords } = findTerm(known, symbol, words);
    const found = byCode ?? byWords;
    if (found === undefined || byCode === found) carry(code, "code");
    if (found === undefined || byWords === found) carry(code, "decode");
    if (found === undefined) {
      const why = `a design knows ${known.values.map(String).join(", ")} here; it is ${taken}`;
      lose(code, "decode", `${quoted(words)} (${symbol})`, why);
    }
    return found;
  };
  return {
    term: (object, attribute, known, otherwise) => {
      const code = codes(object, attribute)[0];
      const taken = otherwise === undefined ? "left out" : `taken as ${String(otherwise)}`;
      return (code && find(code, known, taken)) ?? otherwise;
    },
    terms: (object, attribute, known) =>
      codes(object, attribute).flatMap((code) => find(code, known, "left out") ?? []),
  };
}
