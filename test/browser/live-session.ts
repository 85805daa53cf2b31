import type { Act, Places } from "./pages.ts";

/** What opening a session for show takes: whose visits can begin, and who is in the room. */
export type SessionPlaces = {
  readonly ended: string;
  readonly night: string;
  readonly toHold: readonly {
    readonly participantId: string;
    readonly visitId: string;
    readonly encounterId: string;
  }[];
  readonly lead: string;
  readonly assistant: string;
  /** The server's now, in milliseconds since 1970. */
  readonly now: number;
};

/** The sessions that are opened for show: one before its dose, one under way. */
export const shownSessions = {
  gate: "5e551017-0000-4000-8000-000000000001",
  running: "5e551017-0000-4000-8000-000000000002",
} as const;

const opened = new Set<string>();

/** Opens a session for show through real commands, and enters what is entered until then; nothing where it is open already. */
export function openShown(which: keyof typeof shownSessions) {
  return async (act: Act, { study, sessions }: Places): Promise<void> => {
    if (opened.has(`${study}/${which}`)) return;
    opened.add(`${study}/${which}`);
    const base = `/api/studies/${study}`;
    const at = (minute: number) => ({
      occurredAt: new Date(sessions.now + minute * 60_000).toISOString(),
    });
    const begin = async ({ participantId, visitId, encounterId }: SessionPlaces["toHold"][number]) => {
      const start = { data: { visitId, encounterId, mode: "in-person" }, ...at(-150) };
      await act(`${base}/participants/${participantId}/commands/start-visit`, start);
      await enter(-149, "open-session", { participantId, visitId });
    };
    const enter = (minute: number, type: string, data: object): Promise<void> =>
      act(`${base}/sessions/${shownSessions[which]}/commands/${type}`, { data, ...at(minute) });
    const vitals = (minute: number, systolic: number, diastolic: number, rate: number, temperature: number) =>
      enter(minute, "record-vitals", { values: { systolic, diastolic, "heart-rate": rate, temperature } });
    let isOpen = false;
    // Not everybody whose visit is due may begin it: one has a new consent to sign first.
    for (const visit of which === "gate" ? sessions.toHold : sessions.toHold.toReversed()) {
      isOpen ||= await begin(visit).then(
        () => true,
        () => false,
      );
    }
    if (!isOpen) throw new Error("Nobody in the demonstration has a dosing visit that can begin.");
    await enter(-145, "enter-session", { user: sessions.lead, capacity: "lead-monitor" });
    await enter(-140, "confirm-session-identity", { particulars: ["name", "birth-date"] });
    await vitals(-130, 122, 78, 68, 36.6);
    await enter(-129, "rate-distress", { distress: 45, arousal: 50 });
    if (which === "gate") return;
    await enter(-128, "enter-session", { user: sessions.assistant, capacity: "assistant-monitor" });
    await enter(-112, "record-dose", { kind: "initial", capsules: 2 });
    await vitals(-81, 128, 82, 74, 36.7);
    await vitals(-51, 139, 86, 82, 36.9);
    await vitals(-12, 148, 90, 90, 37.1);
    const seen = { noticedBy: "asked" };
    await enter(-70, "note-effect", {
      effect: "euphoric-mood",
      intensity: "moderate",
      valence: "positive",
      ...seen,
    });
    await enter(-66, "note-effect", { effect: "bruxism", intensity: "mild", valence: "negative", ...seen });
    await enter(-60, "rate-distress", { distress: 60, arousal: 62 });
    await enter(-30, "rate-distress", { distress: 50, arousal: 55 });
    await enter(-20, "take-note", { note: { freeText: "Speaks of the accident." } });
  };
}
