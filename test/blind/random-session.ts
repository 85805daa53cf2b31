import { instantOf, millisecondsOf, type SeededRandom } from "#kernel";
import type { Action } from "#trial";
import { numberedId, type Person, staff } from "../../src/trial/testing/people.ts";
import type { Story } from "../../src/trial/testing/story.ts";

type Act = readonly [type: Action, data: object, by: Person];

const { therapist, coordinator } = staff;
const text = (freeText: string) => ({ freeText });

/** What is done in a session, of everything that is measured, entered, given and told in one. No kit is opened: the gate needs a second. */
const acts: readonly ((at: number) => Act)[] = [
  (at) => ["record-vitals", { values: { systolic: 105 + at } }, therapist],
  (at) => ["rate-distress", { distress: at }, coordinator],
  (at) => ["take-note", { note: text(`Note ${at}: the light is too bright.`) }, therapist],
  (at) => ["record-probes", { answers: { gait: at % 4 > 0 } }, therapist],
  (at) => ["note-effect", anEffect(at), therapist],
  () => ["leave-session", { user: coordinator.user, why: "break" }, therapist],
  () => ["enter-session", { user: coordinator.user, capacity: "assistant" }, therapist],
  () => ["record-dose", { kind: "initial", capsules: 2 }, therapist],
];

function anEffect(at: number): object {
  const effect = at % 2 ? "euphoria" : "vomiting";
  return { effect, intensity: "mild", valence: "positive", noticedBy: "asked" };
}

/** Begins somebody's dosing visit and holds its session as far as chance has it; now and then to one of its ends. */
export function holdSession(before: Story, serial: number, random: SeededRandom): Story {
  const about = numberedId(6, serial);
  const visitId = "at-dosing";
  const begun = before.on("2026-02-12").began(visitId);
  const opened = begun
    .does("open-session", { participantId: before.id, visitId }, { by: therapist, about })
    .does("enter-session", { user: therapist.user, capacity: "lead" }, { by: therapist, about });
  const count = random.between(3, 12);
  const held = Array.from({ length: count }, () => random.between(0, 99)).reduce((story, at) => {
    const [type, data, by] = acts[random.between(0, acts.length - 1)]?.(at) ?? ["take-note", {}, therapist];
    return later(story, random.between(1, 30)).tries(type, data, { by, about });
  }, opened);
  const ending = ["withdrew", "emergency-transfer", "left-against-advice"][random.between(0, 5)];
  return ending ? later(held, 5).tries("end-session", { ending }, { by: therapist, about }) : held;
}

function later(story: Story, minutes: number): Story {
  return story.on(instantOf(millisecondsOf(story.trial.now) + minutes * 60_000));
}
