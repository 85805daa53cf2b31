import type { SessionPackage, SessionState } from "#trial";
import type { Messages } from "../../../messages/messages.tsx";

/** One thing that happened in a session, in words. */
export type Happening = {
  readonly key: string;
  readonly at: string;
  readonly by: string | null;
  readonly what: string;
  /** Of an entry that can be struck. */
  readonly entryId?: string;
  readonly isStruck?: boolean;
  readonly isPending?: boolean;
  readonly isPaper?: boolean;
};

type Say = Messages["dosingSession"];
type Plan = SessionPackage["plan"];

/** Everything that happened, in the order in which it did. */
export function happeningsIn(
  session: SessionState,
  { plan }: SessionPackage,
  say: Say,
): readonly Happening[] {
  const all = [
    ...before(session, plan, say),
    ...measured(session, plan, say),
    ...effects(session, plan, say),
    ...room(session, plan, say),
    ...escalations(session, plan, say),
    ...after(session, say),
  ];
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

type Seen = {
  readonly at: string;
  readonly by: string;
  readonly version: number | null;
  readonly struck?: boolean;
  readonly entryId?: string;
  readonly basis?: "paper" | undefined;
};

function line(key: string, seen: Seen, what: string): Happening {
  const { at, by, version, struck, entryId, basis } = seen;
  return {
    key,
    at,
    by,
    what,
    isPending: version === null,
    isPaper: basis === "paper",
    ...(entryId === undefined ? {} : { entryId }),
    ...(struck === undefined ? {} : { isStruck: struck }),
  };
}

function before(session: SessionState, plan: Plan, { record, gate }: Say): readonly Happening[] {
  const {
    openedAt,
    presence,
    physician,
    identity,
    overrides,
    gate: opened,
    kits,
    doses,
    supplemental,
  } = session;
  const say = record.happened;
  const capacity = (id: string): string => plan.capacities.find((one) => one.id === id)?.label ?? id;
  const reason = (id: string): string => plan.supplemental?.reasons.find((one) => one.id === id)?.label ?? id;
  return [
    ...(openedAt ? [{ key: "opened", at: openedAt, by: null, what: say.opened }] : []),
    ...presence.flatMap(({ user, name, capacity: as, from, until }) => [
      { key: `in/${user}/${from}`, at: from, by: user, what: say.entered(name, capacity(as)) },
      ...(until ? [{ key: `out/${user}/${until}`, at: until, by: user, what: say.left(name) }] : []),
    ]),
    ...(physician ? [line("physician", physician, say.physician(physician.name, physician.minutes))] : []),
    ...(identity ? [line("identity", identity, say.identity)] : []),
    ...Object.entries(overrides).map(([id, { by, at }]) => {
      const label = plan.gate.find((one) => one.id === id)?.label ?? id;
      return { key: `override/${id}`, at, by: null, what: say.overridden(label, by) };
    }),
    ...(opened ? [{ key: "gate", at: opened.at, by: null, what: say.gate }] : []),
    ...Object.values(kits).map(({ kind, code, witness, at }) => ({
      key: `kit/${kind}`,
      at,
      by: null,
      what: say.kit(gate.kindsFirst[kind], code, witness.printedName),
    })),
    ...doses.map((one) => line(`dose/${one.doseId}`, one, say.dose(gate.kindsFirst[one.kind], one.capsules))),
    ...(supplemental
      ? [
          line(
            "decided",
            supplemental,
            say.decided(supplemental.decision, supplemental.reasons.map(reason).join(", ")),
          ),
        ]
      : []),
  ];
}

function measured(
  session: SessionState,
  plan: Plan,
  { record, console: words, entry }: Say,
): readonly Happening[] {
  const say = record.happened;
  const values = (given: Readonly<Record<string, number>>): string =>
    plan.measures
      .flatMap(({ id, shortLabel, decimals }) => {
        const value = given[id];
        return value === undefined ? [] : [`${shortLabel} ${value.toFixed(decimals)}`];
      })
      .join(" · ");
  const answers = (given: Readonly<Record<string, boolean | number>>): string => {
    const scales = plan.probes.flatMap(({ id, label }) =>
      typeof given[id] === "number" ? [record.answersProbe(label, String(given[id]))] : [],
    );
    const failing = plan.probes.flatMap(({ id, label }) =>
      given[id] === false ? [record.answersProbe(label, entry.no)] : [],
    );
    const areWell = Object.values(given).includes(true) && failing.length === 0;
    return [...scales, ...failing, ...(areWell ? [record.allWell] : [])].join(", ");
  };
  const point = (id: string): string =>
    plan.grid.withSupplemental.find((one) => one.id === id)?.name ??
    plan.grid.without.find((one) => one.id === id)?.name ??
    id;
  return [
    ...session.vitals.map((one) => line(one.entryId, one, say.vitals(values(one.values)))),
    ...session.probes.map((one) => line(one.entryId, one, say.probes(answers(one.answers)))),
    ...session.omitted.map((one, index) =>
      line(`omitted/${index}`, one, say.omitted(point(one.pointId), words.omitReasons[one.why])),
    ),
    ...session.distress.map((one) => line(one.entryId, one, say.distress(one.distress, one.arousal))),
    ...session.notes.map((one) => line(one.entryId, one, say.note(one.note.freeText))),
  ];
}

function effects(session: SessionState, plan: Plan, { record, entry }: Say): readonly Happening[] {
  const say = record.happened;
  return session.effects.flatMap((one) => {
    const label = plan.effects.find(({ id }) => id === one.effect)?.label ?? one.effect;
    const intensity = (key: string): string => entry.intensities[key as "mild"] ?? key;
    const first = one.course[0]?.intensity ?? one.intensity;
    return [
      line(
        one.effectKey,
        { ...one, at: one.onset },
        say.effect(label, intensity(first), entry.valences[one.valence]),
      ),
      ...one.course
        .slice(1)
        .map((change) =>
          line(
            `${one.effectKey}/${change.at}`,
            { ...one, at: change.at },
            say.effectChanged(label, intensity(change.intensity)),
          ),
        ),
      ...(one.endedAt
        ? [line(`${one.effectKey}/end`, { ...one, at: one.endedAt }, say.effectEnded(label))]
        : []),
    ];
  });
}

function room(session: SessionState, plan: Plan, { record, entry }: Say): readonly Happening[] {
  const say = record.happened;
  const touch = (id: string): string => plan.touchKinds.find((one) => one.id === id)?.label ?? id;
  return [
    ...session.music.map((one, index) =>
      line(`music/${index}`, one, say.music(entry.musicStates[one.state])),
    ),
    ...session.eyeshades.map((one, index) => line(`eyeshades/${index}`, one, say.eyeshades(one.worn))),
    ...session.touches.flatMap((one) => [
      line(one.touchId, one, say.touch(touch(one.kind), one.withinAgreement)),
      ...(one.endedAt
        ? [line(`${one.touchId}/end`, { ...one, at: one.endedAt }, say.touchEnded(touch(one.kind)))]
        : []),
    ]),
    ...session.medications.map((one) => {
      const name = plan.rescueMedications.find(({ id }) => id === one.medication)?.label ?? one.medication;
      return line(one.entryId, one, say.medication(name, `${one.amount} ${one.units}`));
    }),
  ];
}

function escalations(session: SessionState, plan: Plan, { record }: Say): readonly Happening[] {
  const say = record.happened;
  return session.escalations.flatMap((one) => {
    const ladder = plan.escalations.find(({ id }) => id === one.escalation);
    const label = ladder?.label ?? one.escalation;
    return [
      line(one.escalationKey, one, say.escalation(label, one.because)),
      ...one.steps.map(({ step, at, by }) => {
        const instruction = ladder?.steps.find(({ id }) => id === step)?.instruction ?? step;
        return line(`${one.escalationKey}/${step}`, { ...one, at, by }, say.step(instruction));
      }),
      ...(one.resolvedAt
        ? [line(`${one.escalationKey}/over`, { ...one, at: one.resolvedAt }, say.resolved(label))]
        : []),
    ];
  });
}

function after(session: SessionState, { record, ending }: Say): readonly Happening[] {
  const say = record.happened;
  const { assessments, ended, attendant, nightChecks, releasedAt } = session;
  return [
    ...assessments.map((one) => line(one.assessmentId, one, say.assessed(one.ready))),
    ...(ended ? [line("ended", ended, say.ended(ending.endings[ended.ending] ?? ended.ending))] : []),
    ...(attendant ? [line("attendant", attendant, say.attendant(attendant.name))] : []),
    ...nightChecks.map(({ entryId, ...one }) => line(entryId, one, say.night(ending.states[one.state]))),
    ...(releasedAt ? [{ key: "released", at: releasedAt, by: null, what: say.released }] : []),
  ];
}
