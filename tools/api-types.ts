import { z } from "zod";
import { listRoutes } from "#server";

type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | false;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly propertyNames?: JsonSchema;
};

/** The generated file: one type that maps `METHOD /path` to what it takes and answers. */
export function renderApiTypes(): string {
  const routes = listRoutes().map(({ method, url, params, query, body, answer }) => {
    const members = [
      ["params", params && render(params, "input")],
      ["query", query && render(query, "input")],
      ["body", body && render(body, "input")],
      ["answer", answer ? render(answer, "output") : "unknown"],
    ].filter(([, type]) => type !== undefined);
    return `  ${JSON.stringify(`${method} ${url}`)}: {\n${members.map(([name, type]) => `    ${name}: ${type};`).join("\n")}\n  };`;
  });
  return [
    "// Generated from the server's schemas by tools/generate-api-client.ts; a test compares. Do not edit.",
    "",
    "export type Routes = {",
    ...routes,
    "};",
    "",
  ].join("\n");
}

function render(schema: z.ZodType, io: "input" | "output"): string {
  return typeOf(z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema);
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts) return [...new Set(parts.map(typeOf))].join(" | ");
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(" & ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(" | ");
  switch (schema.type) {
    case "string":
      return "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return schema.items ? `readonly (${typeOf(schema.items)})[]` : "readonly unknown[]";
    case "object":
      return objectType(schema);
    default:
      return "unknown";
  }
}

function objectType({ properties, required, additionalProperties, propertyNames }: JsonSchema): string {
  if (!properties) {
    const value = typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown";
    const keys = propertyNames?.enum
      ? propertyNames.enum.map((key) => JSON.stringify(key)).join(" | ")
      : "string";
    return propertyNames?.enum
      ? `{ readonly [Key in ${keys}]?: ${value} }`
      : `Readonly<Record<string, ${value}>>`;
  }
  const members = Object.entries(properties).map(([name, schema]) => {
    const isOptional = !required?.includes(name);
    return `readonly ${JSON.stringify(name)}${isOptional ? "?" : ""}: ${typeOf(schema)}${isOptional ? " | undefined" : ""}`;
  });
  return members.length === 0 ? "Readonly<Record<string, never>>" : `{ ${members.join("; ")} }`;
}
