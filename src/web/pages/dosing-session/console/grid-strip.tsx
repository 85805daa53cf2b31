import { Button, Stack, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Instant } from "#kernel";
import { type GridPointStanding, gridOf, minutesBetween, type PointStatus } from "#trial";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { clockOf } from "../times.ts";
import { useNow } from "../use-now.ts";

const marks: Readonly<Record<PointStatus, string>> = {
  upcoming: "○",
  due: "●",
  overdue: "!",
  "in-time": "✓",
  early: "✓",
  late: "✓",
  missed: "✕",
  omitted: "–",
};

/** The whole grid on one strip: nothing late or missed is ever hidden, and what is due now is in the middle. */
export function GridStrip(): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { facts } = useHeld();
  const now = useNow();
  const [omitted, setOmitted] = useState<GridPointStanding>();
  const present = useRef<HTMLLIElement>(null);
  const grid = gridOf(facts, now);
  const current = grid.findIndex((one) => isOpen(one.vitals) || isOpen(one.probes));
  const currentId = grid[current]?.point.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another point is due
  useEffect(() => {
    present.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [currentId]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard too
    <section className="vigil-grid" aria-label={say.grid} tabIndex={0}>
      <ol className="vigil-grid-points">
        {grid.map((standing, index) => (
          <li key={standing.point.id} ref={index === current ? present : undefined}>
            <Point
              standing={standing}
              now={now}
              isNext={index === current}
              onOmit={() => setOmitted(standing)}
            />
          </li>
        ))}
      </ol>
      {omitted ? <OmitDialog standing={omitted} onClose={() => setOmitted(undefined)} /> : null}
    </section>
  );
}

function isOpen(status: PointStatus | null): boolean {
  return status === "due" || status === "overdue" || status === "upcoming";
}

/** The state that asks for most. */
function worst({ vitals, probes }: GridPointStanding): PointStatus {
  const order: readonly PointStatus[] = [
    "overdue",
    "missed",
    "due",
    "late",
    "omitted",
    "upcoming",
    "early",
    "in-time",
  ];
  return order.find((one) => one === vitals || one === probes) ?? "upcoming";
}

function Point({
  standing,
  now,
  isNext,
  onOmit,
}: {
  readonly standing: GridPointStanding;
  readonly now: Instant;
  readonly isNext: boolean;
  readonly onOmit: () => void;
}): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { point, dueAt, closesAt, vitals, probes } = standing;
  const state = worst(standing);
  const states = [
    ...(vitals ? [`${say.gridVitals} ${say.gridStates[vitals]}`] : []),
    ...(probes ? [`${say.gridProbes} ${say.gridStates[probes]}`] : []),
  ].join(", ");
  const canOmit = state === "due" || state === "overdue" || state === "missed";
  return (
    <UnstyledButton
      className="vigil-point"
      data-state={state}
      data-next={isNext || undefined}
      disabled={!canOmit}
      onClick={onOmit}
    >
      <VisuallyHidden>{say.gridPoint(point.name, states)}</VisuallyHidden>
      <span className="vigil-point-time">
        {`${point.at < 0 ? "−" : "+"}${clockOf(Math.abs(point.at))}${point.anchor === "supplemental" ? "ˢ" : ""}`}
      </span>
      <span className="vigil-point-marks" aria-hidden="true">
        {vitals ? <span data-state={vitals}>{`V${marks[vitals]}`}</span> : null}
        {probes ? <span data-state={probes}>{`P${marks[probes]}`}</span> : null}
      </span>
      <span className="vigil-point-word">
        {isNext && dueAt && closesAt ? dueWord(say, dueAt, closesAt, now, state) : say.gridStates[state]}
      </span>
    </UnstyledButton>
  );
}

type Say = ReturnType<typeof useMessages>["dosingSession"]["console"];

function dueWord(say: Say, dueAt: Instant, closesAt: Instant, now: Instant, state: PointStatus): string {
  const until = minutesBetween(now, dueAt);
  if (state === "overdue") return say.dueFor(minutesBetween(closesAt, now));
  return until > 0.5 ? say.dueIn(until) : say.dueNow;
}

type Why = "refused" | "device" | "not-disturbed" | "emergency" | "other";

function OmitDialog({
  standing: { point },
  onClose,
}: {
  readonly standing: GridPointStanding;
  readonly onClose: () => void;
}): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { enter } = useHeld();
  const [why, setWhy] = useState<Why>();
  const omit = (): void => {
    if (!why) return;
    enter("omit-measurement", { pointId: point.id, why });
    onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.omitTitle(point.name)}
      lead={say.omitLead}
      action={say.omit}
      isSending={false}
      isReady={why !== undefined}
      onSubmit={omit}
    >
      <Stack gap="xs">
        {(Object.keys(say.omitReasons) as readonly Why[]).map((one) => (
          <Button
            key={one}
            variant={one === why ? "filled" : "default"}
            aria-pressed={one === why}
            onClick={() => setWhy(one)}
          >
            {say.omitReasons[one]}
          </Button>
        ))}
      </Stack>
    </ActionDialog>
  );
}
