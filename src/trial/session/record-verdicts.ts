import {
  assessEligibility,
  assessGateLine,
  type CompiledDesign,
  type GateLine,
  type RecordScope,
  type ResolvedSession,
  recordScope,
} from "#design";
import { type CalendarDate, daysBetween, type Instant, localDate } from "#kernel";
import type { Facts } from "../command.ts";
import { consentCurrency, consentsFor } from "../consent/currency.ts";
import { kitsOfSession } from "../kit/participant-kits.ts";
import { stageOf } from "../participant.ts";
import { participantRecord } from "../participant-record.ts";
import type { RecordVerdict } from "./session-facts.ts";

export type GateAround = {
  readonly facts: Facts;
  readonly design: CompiledDesign;
  readonly plan: ResolvedSession;
  readonly visitId: string;
  readonly encounterId: string;
  readonly at: Instant;
};

/** What the participant's record says of each line that is read from it. Lines about the session itself are judged with the session. */
export function recordVerdicts(around: GateAround): Readonly<Record<string, RecordVerdict>> {
  const { facts, design, at } = around;
  const zone = facts.site.zone;
  const today = localDate({ at, zone }) as CalendarDate;
  const scope = recordScope(design, participantRecord(facts.participant, design, today, zone));
  return Object.fromEntries(
    around.plan.gate
      .filter(({ reads }) => reads === undefined || !readFromSession.includes(reads))
      .map((line) => [line.id, verdictOf(around, line, today, scope)]),
  );
}

const readFromSession: readonly GateLine["reads"][] = [
  "identity",
  "staff",
  "physician",
  "vital-signs",
  "vital-signs-absolute",
];

function verdictOf(
  around: GateAround,
  line: GateLine,
  today: CalendarDate,
  scope: RecordScope,
): RecordVerdict {
  switch (line.reads) {
    case "consent":
      return consentVerdict(around, today);
    case "enrollment":
      return enrollmentVerdict(around);
    case "kits":
      return kitVerdict(around);
    case "eligibility":
      return eligibilityVerdict(around, scope);
    case "interval":
      return intervalVerdict(around, today);
    default:
      return ruleVerdict(around, line, scope);
  }
}

function ruleVerdict({ design, plan }: GateAround, line: GateLine, scope: RecordScope): RecordVerdict {
  const { truth, read } = assessGateLine(design, scope, plan.id, line.id);
  const because = read || line.label;
  return { verdict: truth === "unknown" ? "unknown" : truth ? "met" : "not-met", because };
}

/** Whether anything excludes now, asked anew of every exclusion criterion. */
function eligibilityVerdict({ design }: GateAround, scope: RecordScope): RecordVerdict {
  const { criteria } = assessEligibility(design, scope, "randomization");
  const exclusions = criteria.filter(({ criterion }) => criterion.category === "exclusion");
  const named = (verdict: string): string =>
    exclusions
      .filter((one) => one.verdict === verdict)
      .map(({ criterion }) => criterion.identifier)
      .join(", ");
  if (named("violated")) return notMet(`Excluded by ${named("violated")}.`);
  return named("unknown")
    ? { verdict: "unknown", because: `Not known: ${named("unknown")}.` }
    : met("No exclusion criterion is met.");
}

function consentVerdict({ facts, design, encounterId }: GateAround, today: CalendarDate): RecordVerdict {
  for (const document of consentsFor(design.design, encounterId)) {
    const currency = consentCurrency(document, facts.site, facts.participant.consent, today);
    if (!currency.current) return notMet(`“${document.name}”: ${currency.why.replaceAll("-", " ")}.`);
  }
  return met("Signed in the version that is in effect.");
}

function enrollmentVerdict({ facts }: GateAround): RecordVerdict {
  const { participant } = facts;
  if (stageOf(participant) !== "enrolled") return notMet("Not enrolled.");
  return facts.design?.design.randomization && !participant.enrollment.randomized
    ? notMet("Not randomized.")
    : met(`Enrolled as ${participant.enrollment.number ?? ""}.`);
}

/** Both kits are handed out before the dose, so that the session needs no server. */
function kitVerdict({ facts, plan, visitId }: GateAround): RecordVerdict {
  const { kits } = kitsOfSession(facts.participant.kits, visitId);
  const wanted = plan.supplemental ? (["initial", "supplemental"] as const) : (["initial"] as const);
  const missing = wanted.filter(
    (kind) =>
      !kits.some((kit) => kit.kind === kind && kit.siteId === facts.siteId && kit.state === "dispensed"),
  );
  return missing.length === 0
    ? met("Handed out by the pharmacy.")
    : notMet(`Not handed out yet: the ${missing.join(" and the ")} kit.`);
}

function intervalVerdict({ facts, plan, visitId, at }: GateAround, today: CalendarDate): RecordVerdict {
  const earlier = Object.entries(facts.participant.sessions)
    .flatMap(([id, { dosedAt }]) => (id !== visitId && dosedAt && dosedAt < at ? [dosedAt] : []))
    .sort();
  const last = earlier.at(-1);
  if (!last || plan.intervalDays === undefined) return met("No earlier dose.");
  const days = daysBetween(localDate({ at: last, zone: facts.site.zone }) as CalendarDate, today);
  return days >= plan.intervalDays
    ? met(`${days} days since the last dose.`)
    : notMet(`${days} days since the last dose; the protocol wants ${plan.intervalDays}.`);
}

const met = (because: string): RecordVerdict => ({ verdict: "met", because });
const notMet = (because: string): RecordVerdict => ({ verdict: "not-met", because });
