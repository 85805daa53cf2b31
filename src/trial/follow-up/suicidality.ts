import { type CompiledDesign, type CompiledForm, type FormValues, numberOf } from "#design";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { participantStream } from "../streams.ts";

/** What the answers of a C-SSRS say: the highest category of ideation that was affirmed, and whether any behavior was. */
export type Suicidality = { readonly ideation: number; readonly hasBehavior: boolean };

/** Of the instrument's items; self-injury without suicidal intent is none of them. */
const ideation = ["ideation1", "ideation2", "ideation3", "ideation4", "ideation5"];
const behavior = [
  "preparatoryActs",
  "abortedAttempt",
  "interruptedAttempt",
  "actualAttempt",
  "completedSuicide",
];

/** As far as it is answered: one yes is enough, whatever else is still open. */
function suicidalityIn({ items }: FormValues): Suicidality {
  const highest = ideation.findLastIndex((id) => items[id] === true) + 1;
  return { ideation: highest, hasBehavior: behavior.some((id) => items[id] === true) };
}

/**
 * The escalation that the answers of a form open by themselves, as soon as they are written, drafts too: ideation from the score of the design
 * on, or any behavior. One form opens another only where its answers have become graver since.
 */
export function escalationFrom(
  facts: Facts,
  design: CompiledDesign,
  { form }: CompiledForm,
  { formKey, values }: { readonly formKey: string; readonly values: FormValues },
  context: Context,
): readonly NewEvent[] {
  const plan = design.design.followUp?.suicidality;
  if (!plan || form.instrument !== "c-ssrs") return [];
  const found = suicidalityIn(values);
  const from = numberOf(design.parameters, plan.ideationFrom) ?? 4;
  if (found.ideation < from && !found.hasBehavior) return [];
  const earlier = Object.values(facts.participant.followUp.escalations).filter(
    (one) => one.formKey === formKey,
  );
  if (earlier.some((one) => one.ideation >= found.ideation && one.hasBehavior >= found.hasBehavior))
    return [];
  const by = (within: Parameters<typeof numberOf>[1]): Instant =>
    later(context.occurredAt, numberOf(design.parameters, within) ?? 0);
  return [
    {
      type: "SuicidalityEscalated",
      stream: participantStream(context.subjectId),
      data: {
        escalationId: context.newId(),
        formKey,
        ...found,
        dueBy: {
          clinician: by(plan.clinicianWithin),
          "contact-person": by(plan.contactPersonWithin),
          "safety-plan": by(plan.safetyPlanWithin),
          "next-contact": by(plan.nextContactWithin),
        },
      },
    },
  ];
}

const hour = 3_600_000;

/** So many hours later. */
export function later(at: Instant, hours: number): Instant {
  return instantOf(millisecondsOf(at) + hours * hour);
}
