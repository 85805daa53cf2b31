import type { Reading } from "../document/reading.ts";
import { idsOf, type UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";
import type { BlindingInput } from "./input.ts";
import { titleOf } from "./named.ts";
import { blindingSchemas, maskedRoles } from "./terms.ts";

type Rule = NonNullable<BlindingInput["rules"]>[number];

/**
 * How far a design is blinded, and who. A design without a blinding schema, or with one that is not known,
 * has none. What is said of each masked role is kept as text; a rule follows where the design knows the role.
 */
export function readBlinding(
  reading: Reading,
  version: UsdmObject,
  design: UsdmObject,
): BlindingInput | undefined {
  const schema = reading.term(design, "blindingSchema", blindingSchemas, undefined);
  if (schema === undefined) return undefined;
  const masked = reading
    .parts(version, "roles")
    .filter((role) => reading.part(role, "masking") && concerns(role, version, design));
  const said = masked.flatMap((role) => maskingText(reading, role) ?? []);
  return {
    schema,
    rules: distinctRoles(masked.flatMap((role) => readRule(reading, role) ?? [])),
    ...given({ description: reading.joined(version, "roles", said, "\n") }),
  };
}

/** A role that names neither version nor design holds for all. */
function concerns(role: UsdmObject, version: UsdmObject, design: UsdmObject): boolean {
  const ids = idsOf(role, "appliesToIds").map(({ id }) => id);
  return ids.length === 0 || ids.includes(version.id) || ids.includes(design.id);
}

function maskingText(reading: Reading, role: UsdmObject): string | undefined {
  const masking = reading.part(role, "masking");
  const text = masking && reading.prose(masking, "text");
  return text && `${titleOf(reading, role)}: ${text}`;
}

function readRule(reading: Reading, role: UsdmObject): Rule | undefined {
  const known = reading.term(role, "code", maskedRoles, undefined);
  const masking = reading.part(role, "masking");
  if (known === undefined || !masking) return undefined;
  return { role: known, blindedTo: reading.flag(masking, "isMasked") ? ["arm"] : [] };
}

/** Of two rules for one role the stricter holds. */
function distinctRoles(rules: readonly Rule[]): Rule[] {
  const byRole = new Map<Rule["role"], Rule>();
  for (const rule of rules) {
    const known = byRole.get(rule.role);
    if (!known || known.blindedTo.length < rule.blindedTo.length) byRole.set(rule.role, rule);
  }
  return [...byRole.values()];
}
