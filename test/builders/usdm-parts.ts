import type { JsonObject } from "./json.ts";

export function code(id: string, symbol: string, decode: string): JsonObject {
  return {
    id,
    code: symbol,
    codeSystem: "http://www.cdisc.org",
    codeSystemVersion: "2024-09-27",
    decode,
    instanceType: "Code",
  };
}

export function alias(id: string, symbol: string, decode: string): JsonObject {
  return {
    id,
    standardCode: code(`${id}-Code`, symbol, decode),
    standardCodeAliases: [],
    instanceType: "AliasCode",
  };
}

export function quantity(id: string, value: number, unit: JsonObject | null = null): JsonObject {
  return { id, value, unit, instanceType: "Quantity" };
}

export function rule(id: string, text: string): JsonObject {
  return { id, name: id, text, instanceType: "TransitionRule" };
}
