import { neverOverridden, type SessionPlan } from "../model/session.ts";
import { minutesOf } from "../session/resolved-session.ts";
import { sessionGrid } from "../session/session-grid.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Plans of sessions that name nothing, that would let a dose pass which nobody may let pass, or that leave nothing to measure. */
export function checkSessions(checking: Checking): readonly DesignFault[] {
  return (checking.design.sessions ?? []).flatMap((plan, at) => {
    const path = `sessions.${at}`;
    return [
      ...checkNames(checking, plan, path),
      ...checkGate(plan, path),
      ...checkDosing(checking, plan, path),
      ...checkLadders(plan, path),
    ];
  });
}

function checkNames({ compiled }: Checking, plan: SessionPlan, path: string): readonly DesignFault[] {
  const {
    timelineId,
    initialDoseInstanceId,
    supplementalDoseInstanceId,
    vitalsActivityId,
    probesActivityId,
  } = plan;
  const agreement = plan.touchAgreement;
  return [
    ...plan.encounterIds.flatMap((id, at) =>
      unresolved("encounter", `${path}.encounterIds.${at}`, id, compiled.encounters),
    ),
    ...unresolved("timeline", `${path}.timelineId`, timelineId, compiled.timelines),
    ...unresolved("instance", `${path}.initialDoseInstanceId`, initialDoseInstanceId, compiled.instances),
    ...unresolved(
      "instance",
      `${path}.supplementalDoseInstanceId`,
      supplementalDoseInstanceId,
      compiled.instances,
    ),
    ...unresolved("activity", `${path}.vitalsActivityId`, vitalsActivityId, compiled.activities),
    ...unresolved("activity", `${path}.probesActivityId`, probesActivityId, compiled.activities),
    ...unresolved("form", `${path}.touchAgreement.formId`, agreement?.formId, compiled.forms),
  ];
}

function checkGate({ gate }: SessionPlan, path: string): readonly DesignFault[] {
  return gate.flatMap((line, at) => [
    ...when(line.override === "physician" && neverOverridden.includes(line.category), () =>
      error(
        "gate-overridable",
        `${path}.gate.${at}.override`,
        `“${line.label}” could be overridden: nobody overrides ${line.category.replaceAll("-", " ")}.`,
        "Set override to never.",
      ),
    ),
    ...when((line.reads === undefined) === (line.met === undefined), () =>
      error(
        "gate-line-unread",
        `${path}.gate.${at}`,
        `“${line.label}” reads ${line.reads ? "two things" : "nothing"}: a line is never a mere tick.`,
        "Give it either reads or met.",
      ),
    ),
  ]);
}

function checkDosing({ compiled }: Checking, plan: SessionPlan, path: string): readonly DesignFault[] {
  if (plan.kind !== "dosing") return [];
  const categories = new Set(plan.gate.map(({ category }) => category));
  const missing = neverOverridden.filter((category) => !categories.has(category));
  const grid = sessionGrid(compiled, plan);
  const { supplemental } = plan;
  const [from, to, latest] = supplemental
    ? [supplemental.from, supplemental.to, supplemental.latest].map(
        (value) => minutesOf(compiled, value) ?? 0,
      )
    : [0, 0, 0];
  return [
    ...when(missing.length > 0, () =>
      error(
        "gate-incomplete",
        `${path}.gate`,
        `Nothing before a dose reads: ${missing.join(", ").replaceAll("-", " ")}.`,
        "Add a line for each.",
      ),
    ),
    ...when(!grid.without.some(({ vitals }) => vitals), () =>
      error(
        "grid-empty",
        `${path}.vitalsActivityId`,
        "No vital signs are measured in this session: no point of its timeline is counted from a dose.",
        "Name the timeline, the instance of the dose and the activity of the vital signs.",
      ),
    ),
    ...when(
      supplemental !== undefined && !grid.withSupplemental.some(({ anchor }) => anchor === "supplemental"),
      () =>
        warning(
          "grid-without-supplemental",
          `${path}.timelineId`,
          "Nothing is measured after the supplemental dose.",
          "Add points that are counted from it (FDA complete response letter, NDA 215455, 8 August 2024, p. 5).",
        ),
    ),
    ...when(!((from ?? 0) <= (to ?? 0) && (to ?? 0) <= (latest ?? 0)), () =>
      error(
        "window-order",
        `${path}.supplemental`,
        `Its window runs from ${from} to ${to}, at the latest ${latest}.`,
        "Put them in order.",
      ),
    ),
    ...when(plan.readiness === undefined, () =>
      error(
        "no-readiness",
        `${path}.readiness`,
        "Nothing says when somebody is ready to leave.",
        "Add the criteria of readiness.",
      ),
    ),
    ...when(plan.physician === undefined, () =>
      error(
        "no-physician",
        `${path}.physician`,
        "No physician has to be in reach.",
        "Say in how many minutes one is at the site.",
      ),
    ),
  ];
}

/** Whom a step says to call has to be a contact, and what a ladder or trigger is about has to exist. */
function checkLadders(
  { escalations, contacts, measures, effects, triggers }: SessionPlan,
  path: string,
): readonly DesignFault[] {
  const known = new Map(contacts.map(({ id }) => [id, id]));
  const measured = new Map(measures.map(({ id }) => [id, id]));
  const felt = new Map(effects.map(({ id }) => [id, id]));
  return [
    ...escalations.flatMap((ladder, at) => [
      ...ladder.measures.flatMap((id, index) =>
        unresolved("measure", `${path}.escalations.${at}.measures.${index}`, id, measured),
      ),
      ...ladder.steps.flatMap(({ call }, index) =>
        unresolved("contact", `${path}.escalations.${at}.steps.${index}.call`, call, known),
      ),
    ]),
    ...triggers.flatMap(({ on, of }, at) =>
      on === "effect"
        ? of.flatMap((id, index) => unresolved("effect", `${path}.triggers.${at}.of.${index}`, id, felt))
        : [],
    ),
  ];
}
