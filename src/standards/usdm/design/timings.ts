import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { quoted } from "../schema/describe.ts";
import { type ReadDuration, readDuration } from "./duration.ts";
import { given } from "./given.ts";
import type { TimingInput } from "./input.ts";
import { timingRelations, timingTypes } from "./terms.ts";

/** The timings of a design by the instance that each is about, a fixed reference first, else in their order. */
export function readTimings(
  reading: Reading,
  design: UsdmObject,
): ReadonlyMap<string, readonly TimingInput[]> {
  const timings = reading
    .parts(design, "scheduleTimelines")
    .flatMap((timeline) => reading.parts(timeline, "timings"))
    .map((timing) => ({
      instanceId: reading.ref(timing, "relativeFromScheduledInstanceId")?.id ?? "",
      timing: readTiming(reading, timing),
    }));
  const byInstance = new Map<string, TimingInput[]>();
  for (const { instanceId, timing } of timings) {
    const others = byInstance.get(instanceId) ?? [];
    const isFixed = timing.type === "fixed-reference";
    byInstance.set(instanceId, isFixed ? [timing, ...others] : [...others, timing]);
  }
  return byInstance;
}

function readTiming(reading: Reading, timing: UsdmObject): TimingInput {
  const type = readType(reading, timing);
  return {
    id: reading.ids.of(timing.id),
    type,
    relativeToFrom: reading.term(timing, "relativeToFrom", timingRelations, "start-to-start"),
    ...given({
      name: reading.line(timing, "name"),
      label: reading.line(timing, "label"),
      description: reading.prose(timing, "description"),
      relativeTo: readAnchor(reading, timing, type),
      value: readValue(reading, timing, type),
      valueLabel: reading.line(timing, "valueLabel"),
      window: readWindow(reading, timing),
      windowLabel: reading.line(timing, "windowLabel"),
    }),
  };
}

/** Taken for "after", a "before" would plan a visit on the wrong side of its anchor: what is neither is refused. */
function readType(reading: Reading, timing: UsdmObject): TimingInput["type"] {
  const type = reading.term(timing, "type", timingTypes, undefined);
  if (type !== undefined) return type;
  const words = quoted(String(reading.codes(timing, "type")[0]?.values["decode"]));
  reading.refuse(
    timing,
    "type",
    `expected After (C201356), Before (C201357) or Fixed Reference (C201358), got ${words}`,
  );
  return "after";
}

/** A fixed reference is its own anchor, which USDM writes as relative to itself. */
function readAnchor(
  reading: Reading,
  timing: UsdmObject,
  type: TimingInput["type"],
): TimingInput["relativeTo"] {
  const anchor = reading.ref(timing, "relativeToScheduledInstanceId");
  const from = timing.values["relativeFromScheduledInstanceId"];
  if (type === "fixed-reference" && anchor?.id === from) return undefined;
  if (!anchor) {
    if (type !== "fixed-reference") {
      const why = "it names no instance; the visit has no target until somebody says which it is";
      reading.lose(timing, "relativeToScheduledInstanceId", "what the timing is relative to", why);
    }
    return undefined;
  }
  if (anchor.id === from) {
    const why = "a timing before or after its own instance has no anchor";
    reading.lose(timing, "relativeToScheduledInstanceId", "what the timing is relative to", why);
    return undefined;
  }
  return { instanceId: reading.ids.of(anchor.id) };
}

/** "Before" says the direction already; a negative span beside it would turn it round. */
function readValue(reading: Reading, timing: UsdmObject, type: TimingInput["type"]): TimingInput["value"] {
  const span = readSpan(reading, timing, "value");
  if (!span?.isNegative) return span?.text;
  if (type !== "before") return `-${span.text}`;
  reading.lose(
    timing,
    "value",
    `the sign of "-${span.text}"`,
    "the timing is a Before, which says the direction",
  );
  return span.text;
}

type Window = NonNullable<TimingInput["window"]>;

/** A limit that is not given beside one that is allows nothing on its side. */
function readWindow(reading: Reading, timing: UsdmObject): Window | undefined {
  const before = readLimit(reading, timing, "windowLower");
  const after = readLimit(reading, timing, "windowUpper");
  if (before === undefined && after === undefined) return undefined;
  return {
    before: before ?? noLimit(reading, timing, "windowLower"),
    after: after ?? noLimit(reading, timing, "windowUpper"),
  };
}

function noLimit(reading: Reading, timing: UsdmObject, attribute: string): string {
  const why = "the file gives the other limit alone; on this side nothing is allowed";
  reading.lose(timing, attribute, "the limit of the window", why);
  return "P0D";
}

function readLimit(reading: Reading, timing: UsdmObject, attribute: string): string | undefined {
  const span = readSpan(reading, timing, attribute);
  const isNothing = span !== undefined && !/[1-9]/.test(span.text);
  if (!span?.isNegative || isNothing) return span?.text;
  if (attribute === "windowLower") {
    const why = "a limit is a positive span of time; this one is taken as that much earlier";
    reading.lose(timing, attribute, `the sign of "-${span.text}"`, why);
    return span.text;
  }
  const why = "a limit is a positive span of time; a window that ends before its target is left out";
  reading.lose(timing, attribute, `"-${span.text}"`, why);
  return undefined;
}

function readSpan(reading: Reading, timing: UsdmObject, attribute: string): ReadDuration | undefined {
  const source = reading.line(timing, attribute);
  if (source === undefined) return undefined;
  const span = readDuration(source);
  if (!span) {
    const why = "it is no duration of ISO 8601 in whole numbers (P21D, PT90M)";
    reading.lose(timing, attribute, quoted(source), why);
    return undefined;
  }
  return span;
}
