import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { inChainOrder } from "./chain.ts";
import { given } from "./given.ts";
import type { AmendmentInput } from "./input.ts";

/** The amendments of a version, the oldest first. */
export function readAmendments(reading: Reading, version: UsdmObject): AmendmentInput[] {
  return inChainOrder(reading, reading.parts(version, "amendments")).map((amendment) => {
    const [date] = reading.parts(amendment, "dateValues");
    const reasons = ["primaryReason", "secondaryReasons"]
      .flatMap((attribute) => reading.parts(amendment, attribute))
      .flatMap((reason) => readReason(reading, reason) ?? []);
    return {
      id: reading.ids.of(amendment.id),
      version: reading.line(amendment, "number", 40) ?? amendment.id.slice(0, 40),
      summary: reading.prose(amendment, "summary") ?? "",
      substantial: readSubstantial(reading, amendment),
      ...given({
        date: date && reading.line(date, "dateValue"),
        reason: reading.joined(amendment, "secondaryReasons", reasons, "; "),
      }),
    };
  });
}

/** "Other" gives way to what the other reason is. */
function readReason(reading: Reading, reason: UsdmObject): string | undefined {
  const words = reading.words(reason, "code");
  return reading.line(reason, "otherReason") ?? words;
}

function readSubstantial(reading: Reading, amendment: UsdmObject): boolean {
  const impacts = reading.parts(amendment, "impacts");
  if (impacts.length === 0) {
    const why = "no impact says so; it is taken as not substantial";
    reading.lose(amendment, "impacts", "whether the amendment is substantial", why);
  }
  return impacts.map((impact) => reading.flag(impact, "isSubstantial")).includes(true);
}
