import type { UsdmObject } from "../document/usdm-object.ts";
import { isRecord } from "../schema/json-record.ts";
import { joinPath } from "../schema/path.ts";
import type { Resolve } from "./lay-out.ts";
import { plainText } from "./plain-text.ts";

/** What the tags of one text may stand for, and how the answer is noted. */
type TemplateContext = {
  readonly byId: ReadonlyMap<string, UsdmObject>;
  /** The parameters that tags of the text name. */
  readonly parameters: readonly UsdmObject[];
  /** Told the place of everything that went into the text. */
  readonly use: (path: string) => void;
  /** Told each tag or reference that nothing explains. */
  readonly unexplained: (name: string) => void;
};

/** What a tag stands for, tags of its own included, and the places that say so. */
type Meaning = { readonly source: string; readonly places: readonly string[] };

/** One text may write out this much, the texts that its tags stand for included. */
const mostTags = 200;
const mostCharacters = 200_000;
const deepestTag = 8;

/**
 * Answers `<usdm:tag name="min_age"/>` from the parameters, and `<usdm:ref klass="Quantity" id="Quantity_9"
 * attribute="value"/>` with what that object says. A tag may stand for a text with tags; one that leads to
 * itself stays unexplained.
 */
export function templateResolver(context: TemplateContext): Resolve {
  const left = { tags: mostTags, characters: mostCharacters };
  const resolverAt =
    (depth: number): Resolve =>
    (element, attributes) => {
      const name = attributes.get(element === "tag" ? "name" : "id") ?? "";
      const meaning =
        element === "tag"
          ? meaningOfTag(name, context)
          : meaningOfReference(name, attributes.get("attribute") ?? "", context);
      left.tags -= 1;
      left.characters -= meaning?.source.length ?? 0;
      if (!meaning || depth >= deepestTag || left.tags < 0 || left.characters < 0) {
        context.unexplained(name);
        return undefined;
      }
      for (const place of meaning.places) context.use(place);
      return plainText(meaning.source, resolverAt(depth + 1)).text;
    };
  return resolverAt(0);
}

function meaningOfTag(name: string, { parameters }: TemplateContext): Meaning | undefined {
  const parameter = parameters.find(({ values }) => values["tag"] === name);
  const source = parameter?.values["reference"];
  if (!parameter || typeof source !== "string") return undefined;
  return { source, places: [joinPath(parameter.path, "tag"), joinPath(parameter.path, "reference")] };
}

function meaningOfReference(id: string, attribute: string, { byId }: TemplateContext): Meaning | undefined {
  const object = byId.get(id);
  if (!object || !Object.hasOwn(object.values, attribute)) return undefined;
  return meaningOfValue(object.values[attribute], joinPath(object.path, attribute));
}

/** A code stands for its words, a quantity for its value and unit. */
function meaningOfValue(value: unknown, path: string): Meaning | undefined {
  if (isRecord(value)) {
    const inside = (attribute: string) => meaningOfValue(value[attribute], joinPath(path, attribute));
    switch (value["instanceType"]) {
      case "Code":
        return inside("decode");
      case "AliasCode":
        return inside("standardCode");
      case "Quantity":
        return both(inside("value"), inside("unit"));
      default:
        return undefined;
    }
  }
  const isSaid = typeof value === "number" || typeof value === "boolean" || typeof value === "string";
  return isSaid && value !== "" ? { source: String(value), places: [path] } : undefined;
}

function both(first: Meaning | undefined, second: Meaning | undefined): Meaning | undefined {
  if (!first || !second) return first;
  return { source: `${first.source} ${second.source}`, places: [...first.places, ...second.places] };
}
