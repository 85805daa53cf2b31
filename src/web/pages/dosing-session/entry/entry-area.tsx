import { Box, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { DistressEntry } from "./distress-entry.tsx";
import { EffectsEntry } from "./effects-entry.tsx";
import { EntryTimeBar } from "./entry-time-bar.tsx";
import { MedicationEntry } from "./medication-entry.tsx";
import { NoteEntry } from "./note-entry.tsx";
import { ProbesEntry } from "./probes-entry.tsx";
import { RoomEntry } from "./room-entry.tsx";
import { VitalsEntry } from "./vitals-entry.tsx";

const entries = {
  vitals: VitalsEntry,
  effects: EffectsEntry,
  probes: ProbesEntry,
  distress: DistressEntry,
  note: NoteEntry,
  room: RoomEntry,
  medication: MedicationEntry,
} as const;
type Entry = keyof typeof entries;

/** Where a thumb enters things: always in the same place, always as high, the choice of what at the bottom. */
export function EntryArea({ first = "vitals" }: { readonly first?: Entry }): ReactNode {
  const { entry } = useMessages().dosingSession;
  const { plan } = useHeld();
  const there = (Object.keys(entries) as readonly Entry[]).filter(
    (one) =>
      (one !== "vitals" || plan.measures.length > 0) &&
      (one !== "probes" || plan.probes.length > 0) &&
      (one !== "effects" || plan.effects.length > 0) &&
      (one !== "medication" || plan.rescueMedications.length > 0),
  );
  const [picked, setPicked] = useState<Entry>(first);
  const open = there.includes(picked) ? picked : (there[0] ?? "note");
  const Open = entries[open];
  return (
    <section className="vigil-room-enter" aria-label={entry.label}>
      <EntryTimeBar />
      <Box className="vigil-entry-body" role="tabpanel" aria-label={entry.tabs[open]}>
        <Open />
      </Box>
      <Box className="vigil-entry-tabs" role="tablist" aria-label={entry.label}>
        {there.map((one) => (
          <UnstyledButton
            key={one}
            role="tab"
            aria-selected={one === open}
            className="vigil-entry-tab"
            onClick={() => setPicked(one)}
          >
            {entry.tabs[one]}
          </UnstyledButton>
        ))}
      </Box>
    </section>
  );
}
