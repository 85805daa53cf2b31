import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import type { Action } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import type { Visit } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { ArrangeVisitDialog } from "./arrange-visit-dialog.tsx";
import { BeginVisitDialog } from "./begin-visit-dialog.tsx";
import { CompleteVisitDialog } from "./complete-visit-dialog.tsx";
import { WhyVisitDialog } from "./why-visit-dialog.tsx";

type Act = "arrange" | "move" | "cancel" | "start" | "record" | "complete" | "miss";

const needed: Readonly<Record<Act, Action>> = {
  arrange: "schedule-visit",
  move: "reschedule-visit",
  cancel: "cancel-visit",
  start: "start-visit",
  record: "record-held-visit",
  complete: "complete-visit",
  miss: "miss-visit",
};

/** What can come next, the likeliest first. */
const possible: Readonly<Record<Visit["status"], readonly Act[]>> = {
  open: ["arrange", "start", "record", "miss"],
  canceled: ["arrange", "start", "record", "miss"],
  scheduled: ["start", "record", "move", "cancel", "miss"],
  "in-progress": ["complete"],
  completed: [],
  missed: [],
};

/** What this person may do with the visit as it stands. */
export function VisitActions({ visit }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { may } = useStudy();
  const dialog = useDialog<Act>();
  const acts = (visit.isOver ? [] : possible[visit.status]).filter(
    (act) => may(needed[act]) && isSensible(act, visit),
  );
  if (acts.length === 0) return null;
  const shared = { visit, opened: dialog.isOpen, onClose: dialog.close };
  const act = dialog.subject;
  return (
    <>
      <Group gap="xs" className="vigil-no-print">
        {acts.map((one, index) => (
          <Button
            key={one}
            size="sm"
            variant={index === 0 ? "filled" : "default"}
            onClick={() => dialog.open(one)}
          >
            {texts.act[one]}
          </Button>
        ))}
      </Group>
      {act === "arrange" || act === "move" ? (
        <ArrangeVisitDialog key={dialog.turn} {...shared} isMove={act === "move"} />
      ) : null}
      {act === "start" || act === "record" ? (
        <BeginVisitDialog key={dialog.turn} {...shared} isNow={act === "start"} />
      ) : null}
      {act === "complete" ? <CompleteVisitDialog key={dialog.turn} {...shared} /> : null}
      {act === "cancel" || act === "miss" ? <WhyVisitDialog key={dialog.turn} {...shared} act={act} /> : null}
    </>
  );
}

/** An appointment is made for a visit of the schedule; extra visits are arranged by their own kind. */
function isSensible(act: Act, { instanceId }: Visit): boolean {
  return act !== "arrange" || instanceId !== null;
}
