import type { LedgerEvent } from "./event.ts";

/** What verification needs to know of an event's text: where it says that it stands, and on what. */
export type EventFrame = Pick<
  LedgerEvent,
  "study" | "stream" | "version" | "type" | "schemaVersion" | "previousHash"
> &
  Partial<Pick<LedgerEvent, "commandId" | "commandHash">>;

// The members of an event stand in the order of their names (RFC 8785), these behind its data. No string in the pattern holds a quote
// or an escape, and it reaches to the text's end, so that nothing inside the data can pass for what stands outside it.
const behindData =
  /"previousHash":"([^"\\]*)",(?:"reason":\{(?:"commitment":"[^"\\]*",)?"(?:freeText|sealedText)":"[^"\\]*"\},)?"recordedAt":"[^"\\]*","schemaVersion":(\d+),(?:"signatureMeaning":"[^"\\]*",)?"source":\{[^{}\\]*\},"stream":"([^"\\]*)","study":"([^"\\]*)","type":"([^"\\]*)","version":(\d+),"zone":"[^"\\]*"\}$/;

/** Reads the frame without reading the data, where the text is as `storeEvent` writes it; else the whole text. Undefined: it is no event. */
export function readFrame(canonical: string): EventFrame | undefined {
  const found = behindData.exec(canonical);
  if (!found) return parseFrame(canonical);
  return {
    previousHash: found[1],
    schemaVersion: Number(found[2]),
    stream: found[3],
    study: found[4],
    type: found[5],
    version: Number(found[6]),
  } as EventFrame;
}

/** Reads the whole text. Undefined: it is no event. */
export function parseFrame(canonical: string): EventFrame | undefined {
  try {
    const event = JSON.parse(canonical) as LedgerEvent | null;
    return event !== null && typeof event === "object" ? event : undefined;
  } catch {
    return undefined;
  }
}
