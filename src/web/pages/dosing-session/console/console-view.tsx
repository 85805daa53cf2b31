import { Box } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { SupplementalPanel } from "../doses/supplemental-panel.tsx";
import { Ladders } from "../emergency/ladders.tsx";
import { EntryArea } from "../entry/entry-area.tsx";
import { useHeld } from "../held-session.tsx";
import { People } from "../room/people.tsx";
import { Curves } from "./curves.tsx";
import { DistressLine } from "./distress-line.tsx";
import { EventTasks } from "./event-tasks.tsx";
import { GridStrip } from "./grid-strip.tsx";
import { Log } from "./log.tsx";
import { RunningEffects } from "./running-effects.tsx";

/** The console: what to see, what to know of the room, where to enter. */
export function ConsoleView(): ReactNode {
  const { console: say } = useMessages().dosingSession;
  const { plan, session } = useHeld();
  return (
    <Box className="vigil-console">
      {plan.grid.without.length > 0 ? <GridStrip /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard too */}
      <section className="vigil-console-see" aria-label={say.seen} tabIndex={0}>
        {plan.measures.length > 0 ? <Curves /> : null}
        <DistressLine />
        <Log />
      </section>
      <Box className="vigil-console-room">
        <Ladders />
        <People />
        <SupplementalPanel />
        <RunningEffects />
        <EventTasks />
      </Box>
      {session.ended ? null : <EntryArea />}
    </Box>
  );
}
