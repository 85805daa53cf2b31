import type { Timing } from "../model/schedule.ts";
import { roundKey } from "./happenings.ts";
import { findInstance } from "./plan-target.ts";
import { type Planning, roundOf, spanOf } from "./planning.ts";
import { reversed } from "./time-span.ts";

/** Between which days an instance may take place; `firm` unless a limit is projected or unknown. */
export type Limits<Point extends string> = {
  readonly earliest: Point | undefined;
  readonly latest: Point | undefined;
  readonly firm: boolean;
  readonly waitsFor: readonly string[];
};

/** The window around the target, narrowed by the limits to other instances. */
export function limitsAt<Point extends string>(
  planning: Planning<Point>,
  index: number,
  timing: Timing | undefined,
  target: Point,
): Limits<Point> {
  const { scale } = planning;
  const before = timing?.window && spanOf(planning, timing.window.before);
  const after = timing?.window && spanOf(planning, timing.window.after);
  const notBefore = (timing?.notBefore ?? []).map((one) => limitOf(planning, index, one, "preceding"));
  const notAfter = (timing?.notAfter ?? []).map((one) => limitOf(planning, index, one, "following"));
  const all = [...notBefore, ...notAfter];
  return {
    earliest: latestOf([
      before && scale.shift(target, reversed(before)),
      ...notBefore.map(({ point }) => point),
    ]),
    latest: earliestOf([after && scale.shift(target, after), ...notAfter.map(({ point }) => point)]),
    firm: all.every(({ firm }) => firm),
    waitsFor: all.flatMap(({ waitsFor }) => waitsFor),
  };
}

type Limit<Point extends string> = {
  readonly point: Point | undefined;
  readonly firm: boolean;
  readonly waitsFor: readonly string[];
};

/** A limit counts from what happened or is planned there; to a visit that was missed or is off the path, there is none. */
function limitOf<Point extends string>(
  planning: Planning<Point>,
  index: number,
  { instanceId, value }: Timing["notBefore"][number],
  direction: "preceding" | "following",
): Limit<Point> {
  const occurrence = roundOf(planning, instanceId, index, direction);
  const outcome = planning.matched.outcomes.get(roundKey(instanceId, occurrence));
  if (outcome && outcome.status !== "done") return { point: undefined, firm: true, waitsFor: [] };
  const found = findInstance(planning, instanceId, occurrence, "start");
  const span = spanOf(planning, value);
  if (!found.ok || !span) {
    const isVoid = !found.ok && found.because === "anchor-not-on-path";
    return { point: undefined, firm: isVoid, waitsFor: isVoid ? [] : [instanceId] };
  }
  return { point: planning.scale.shift(found.point, span), firm: found.happened, waitsFor: [] };
}

function latestOf<Point extends string>(points: readonly (Point | undefined)[]): Point | undefined {
  return points
    .filter((point) => point !== undefined)
    .reduce<Point | undefined>((a, b) => (a && a > b ? a : b), undefined);
}

function earliestOf<Point extends string>(points: readonly (Point | undefined)[]): Point | undefined {
  return points
    .filter((point) => point !== undefined)
    .reduce<Point | undefined>((a, b) => (a && a < b ? a : b), undefined);
}
