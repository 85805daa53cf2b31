import { ok } from "#kernel";
import { sessionEvents } from "./events.ts";
import { defineSessionCommand, no, say } from "./session-command.ts";
import { becomesEvent, tasksFor } from "./triggers.ts";

const { EffectNoted, EffectChanged } = sessionEvents;

/**
 * An effect of any valence. Where the protocol's definition of an adverse event covers it, it becomes one at once, pleasant or not (FDA
 * complete response letter, NDA 215455, 8 August 2024, p. 1–2).
 */
export const noteEffect = defineSessionCommand({
  type: "note-effect",
  kind: "observation",
  data: EffectNoted.data
    .omit({ effectKey: true, onset: true })
    .extend({ onset: EffectNoted.data.shape.onset.optional() }),
  rule: (facts, data, context) => {
    const effect = facts.pack.plan.effects.find(({ id }) => id === data.effect);
    if (!effect)
      return no(
        "no-such-effect",
        `The protocol lists no effect ${data.effect}; note it as “other” and describe it.`,
        { path: "data.effect" },
      );
    const running = facts.session.effects.find((one) => one.effect === data.effect && one.endedAt === null);
    if (running && data.effect !== "other")
      return no(
        "effect-noted",
        `${effect.label} is noted already and has not ended: change its intensity instead.`,
        { because: "conflict" },
      );
    const effectKey = context.newId();
    const onset = data.onset ?? context.occurredAt;
    if (onset > context.occurredAt)
      return no("onset-ahead", "The onset lies after the moment of this entry.", { path: "data.onset" });
    const term = effect.term;
    const noted = say(context, "EffectNoted", { ...data, effectKey, onset });
    const asked = tasksFor(facts, context, { on: "effect", of: effect.id, sourceId: effectKey, term });
    if (!effect.isAdverseEvent) return ok([noted, ...asked]);
    const seen = {
      term,
      onset,
      intensity: data.intensity,
      valence: data.valence,
      detectedBy: "session-effects",
      sourceId: effectKey,
      ...(effect.specialInterest ? { specialInterest: effect.specialInterest } : {}),
    };
    return ok([noted, ...becomesEvent(facts, context, `effect:${effect.id}`, seen)]);
  },
});

export const changeEffect = defineSessionCommand({
  type: "change-effect",
  kind: "observation",
  data: EffectChanged.data,
  rule: ({ session }, data, context) => {
    const effect = session.effects.find(({ effectKey }) => effectKey === data.effectKey);
    if (!effect)
      return no("no-such-effect", "This effect is not noted in this session.", {
        path: "data.effectKey",
        because: "not-found",
      });
    const { intensity, valence, peakAt, endedAt } = data;
    if (!intensity && !valence && !peakAt && !endedAt)
      return no("nothing-changed", "Say what has changed: intensity, valence, peak or end.", {
        path: "data",
      });
    for (const [name, moment] of Object.entries({ peakAt, endedAt })) {
      if (moment && moment < effect.onset)
        return no("before-onset", "This lies before the onset of the effect.", { path: `data.${name}` });
    }
    return ok([say(context, "EffectChanged", data)]);
  },
});
