/** What an attribute holds: `text` is a string that is not empty. */
const primitives = ["string", "text", "boolean", "number", "integer", "date", "uuid"] as const;
export type UsdmPrimitive = (typeof primitives)[number];

/** One attribute of a class of USDM. */
export type UsdmAttribute = {
  readonly name: string;
  readonly required: boolean;
  /** A list; `maximum` is its greatest length, where there is one. */
  readonly many: boolean;
  readonly maximum?: number;
  /** One primitive, or the classes of which the value is one. */
  readonly holds: UsdmPrimitive | readonly string[];
  /** The classes whose ids it may hold, `*` for any; empty for an attribute that is no reference. */
  readonly targets: readonly string[];
};

/** A class of USDM with its attributes by name. */
export type UsdmClass = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, UsdmAttribute>;
  /** The attributes that hold objects. */
  readonly parts: readonly UsdmAttribute[];
  /** The attributes that hold ids of other objects. */
  readonly references: readonly UsdmAttribute[];
};

const named = ["name:text", "label?", "description?"];
const notes = ["notes*:CommentAnnotation"];
const tokenPattern =
  /^(?<name>\w+)(?<presence>[?*+]?)(?<maximum>\d*)(?::(?<holds>[\w|]+))?(?:>(?<targets>[\w|*]+))?$/;

/**
 * Reads the notation of `usdm-classes.ts`: a class, a colon and its attributes, the lines that follow
 * being indented. An attribute is its name, then how often it is there (nothing: once; `?` once or null;
 * `*` a list; `+` a list that may not be left out; a number after it is the greatest length), then `:`
 * and what it holds (nothing: a string), then `>` and the classes whose ids it holds. `named` stands for
 * name, label and description, `notes` for the comments. Every class but `Wrapper` also has an id,
 * extension attributes and its instanceType; what the line says of these goes before.
 *
 * @throws Error for a line that is not of this notation, which is a fault of the table.
 */
export function parseClasses(notation: string): ReadonlyMap<string, UsdmClass> {
  const classes = notation.trim().split(/\n(?! )/);
  return new Map(classes.map(parseClass).map((usdmClass) => [usdmClass.name, usdmClass]));
}

function parseClass(line: string): UsdmClass {
  const [name = "", rest = ""] = line.split(/:(.*)/s);
  const own = rest.split(/\s+/).filter((token) => token !== "");
  const tokens = own.flatMap((token) => (token === "named" ? named : token === "notes" ? notes : [token]));
  const attributes = [...inherited(name, own), ...tokens].map((token) => parseAttribute(name, token));
  return {
    name,
    attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
    parts: attributes.filter(({ holds }) => typeof holds !== "string"),
    references: attributes.filter(({ targets }) => targets.length > 0),
  };
}

function inherited(className: string, own: readonly string[]): readonly string[] {
  if (className === "Wrapper") return [];
  return ["id:text", "extensionAttributes*:ExtensionAttribute", "instanceType"].filter(
    (token) => !own.some((ownToken) => attributeName(ownToken) === attributeName(token)),
  );
}

function attributeName(token: string): string | undefined {
  return /^\w+/.exec(token)?.[0];
}

function parseAttribute(className: string, token: string): UsdmAttribute {
  const parts = tokenPattern.exec(token)?.groups;
  if (!parts) throw new Error(`Cannot read "${token}" in the table of the class ${className}.`);
  const { name = "", presence = "", maximum = "", holds = "string", targets = "" } = parts;
  return {
    name,
    required: presence === "" || presence === "+",
    many: presence === "*" || presence === "+",
    ...(maximum === "" ? {} : { maximum: Number(maximum) }),
    holds: primitives.find((primitive) => primitive === holds) ?? holds.split("|"),
    targets: targets === "" ? [] : targets.split("|"),
  };
}
