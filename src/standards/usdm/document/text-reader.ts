import { quoted } from "../schema/describe.ts";
import { plainText } from "../text/plain-text.ts";
import { templateResolver } from "../text/syntax-template.ts";
import type { UsdmDocument } from "./read-document.ts";
import type { Reading } from "./reading.ts";
import { partsOf, type UsdmObject } from "./usdm-object.ts";

/** As many characters as a design allows a label and a longer text. */
export const longestLine = 500;
export const longestProse = 20_000;
/** Elements whose meaning the plain text keeps. */
const laidOut: ReadonlySet<string> = new Set(
  "a br dd div dl dt h1 h2 h3 h4 h5 h6 html body li ol p section span sub sup table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

type TextNotes = Pick<Reading, "carry" | "lose" | "refs"> & { readonly use: (path: string) => void };
type ReadText = (
  object: UsdmObject,
  attribute: string,
  longest: number,
  isLine: boolean,
) => string | undefined;

/**
 * Reads a text as plain text, its tags written out. Markup that carried a meaning of its own, tags that nothing
 * explains and what does not fit are noted as lost.
 */
export function textReader(document: UsdmDocument, { carry, lose, refs, use }: TextNotes): ReadText {
  return (object, attribute, longest, isLine) => {
    const source = object.values[attribute];
    carry(object, attribute);
    if (typeof source !== "string" || source === "") return undefined;
    const dictionary = refs(object, "dictionaryId")[0];
    const { text, elements } = plainText(
      source,
      templateResolver({
        byId: document.byId,
        parameters: dictionary ? partsOf(dictionary, "parameterMaps") : [],
        use,
        unexplained: (name) =>
          lose(object, attribute, `the tag ${quoted(name)}`, "nothing in the file says what it stands for"),
      }),
    );
    const markup = [...elements].filter((element) => !laidOut.has(element));
    if (markup.length > 0) {
      lose(object, attribute, `markup (${markup.join(", ")})`, "a design holds plain text");
    }
    const written = isLine ? text.replaceAll(/\s+/g, " ") : text;
    if (written === "") lose(object, attribute, "the whole value", "it holds no text that can be shown");
    return fitted(lose, object, attribute, written, longest);
  };
}

/** The text, cut where it is longer than a design allows; none where it is empty. */
export function fitted(
  lose: Reading["lose"],
  object: UsdmObject,
  attribute: string,
  text: string,
  longest: number,
): string | undefined {
  if (text.length > longest) {
    const what = `what follows the first ${longest} of ${text.length} characters`;
    lose(object, attribute, what, `the text of a design is at most ${longest} characters long here`);
  }
  return text === "" ? undefined : text.slice(0, longest).toWellFormed();
}
