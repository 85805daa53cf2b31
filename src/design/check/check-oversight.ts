import type { Role } from "../model/primitives.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Roles that see nothing of a site before it does: whoever of them receives a confidential report is no part of what it tells of. */
const outsideSites: readonly Role[] = ["medical-monitor", "session-auditor", "sponsor-safety"];

/** What is said of recordings, of the days after a session and of confidential reports, where it names nothing or reaches nobody. */
export function checkOversight(checking: Checking): readonly DesignFault[] {
  return [...checkRecordings(checking), ...checkFollowUp(checking), ...checkIncidents(checking)];
}

function checkRecordings({ design, compiled }: Checking): readonly DesignFault[] {
  const plan = design.recordings;
  if (!plan) return [];
  const { formId, seriousId, startedId } = plan.adverseEvent;
  const event = compiled.forms.get(formId);
  const sessions = plan.samples.map(({ session }) => session);
  return [
    ...unresolved("form", "recordings.adverseEvent.formId", formId, compiled.forms),
    ...(event
      ? [seriousId, startedId].flatMap((id) => unresolved("item", "recordings.adverseEvent", id, event.items))
      : []),
    ...unresolved("form", "recordings.effectsFormId", plan.effectsFormId, compiled.forms),
    ...sessions.flatMap((session, at) =>
      when(sessions.indexOf(session) !== at, () =>
        error(
          "sampled-twice",
          `recordings.samples.${at}`,
          `There are two shares for ${session} sessions.`,
          "Keep one.",
        ),
      ),
    ),
    ...when(plan.triggers.length === 0, () =>
      warning(
        "no-review-trigger",
        "recordings.triggers",
        "Recordings are reviewed by chance alone: none after a serious event or a report.",
        "Name what makes a recording to be reviewed.",
      ),
    ),
  ];
}

function checkFollowUp({ design, compiled }: Checking): readonly DesignFault[] {
  const plan = design.followUp;
  if (!plan) return [];
  const { formId, ...items } = plan.call;
  const call = compiled.forms.get(formId);
  return [
    ...unresolved("form", "followUp.call.formId", formId, compiled.forms),
    ...(call
      ? Object.entries(items).flatMap(([name, id]) =>
          unresolved("item", `followUp.call.${name}`, id, call.items),
        )
      : []),
    ...when(![...compiled.forms.values()].some(({ form }) => form.instrument === "c-ssrs"), () =>
      warning(
        "suicidality-unasked",
        "followUp.suicidality",
        "No form asks for suicidality: nothing can escalate.",
        "Add a form with the instrument c-ssrs.",
      ),
    ),
  ];
}

function checkIncidents({ design }: Checking): readonly DesignFault[] {
  const plan = design.incidents;
  if (!plan) return [];
  return when(!outsideSites.includes(plan.independentRole), () =>
    error(
      "incident-receiver",
      "incidents.independentRole",
      `${plan.independentRole} receives confidential reports and is not outside the sites and their conduct.`,
      `Name one of ${outsideSites.join(", ")}.`,
    ),
  );
}
