import {
  assessEligibility,
  assessGateLine,
  type CompiledDesign,
  type GateLine,
  type RecordScope,
  type ResolvedSession,
  recordScope,
} from "#design";
import { allOf, type CalendarDate, daysBetween, type Instant, localDate, type Truth } from "#kernel";
import type { Facts } from "../command.ts";
import { consentCurrency, consentsFor } from "../consent/currency.ts";
import { dosingHold } from "../follow-up/dosing-hold.ts";
import { kitsOfSession } from "../kit/participant-kits.ts";
import { absoluteStopMet, prohibitedMedicationMet, washoutMet } from "../medication/washout.ts";
import { stageOf } from "../participant.ts";
import { participantRecord } from "../participant-record.ts";
import { electrocardiogramInDate, laboratoryInDate } from "../results/results-in-date.ts";
import { trainingValid } from "../training/training-valid.ts";
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
    case "medication":
      return both(prohibitedMedicationMet(judged(around), around.at), washoutMet(judged(around), around.at));
    case "maoi":
      return inWords(absoluteStopMet(judged(around), around.at));
    case "laboratory":
      return inWords(laboratoryInDate(judged(around), around.at));
    case "ecg":
      return inWords(electrocardiogramInDate(judged(around), around.at));
    case "dosing-hold":
      return holdVerdict(around);
    case "training":
      return trainingVerdict(around);
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

/** The facts as the design of the visit reads them. */
function judged({ facts, design }: GateAround): Facts {
  return { ...facts, design };
}

type Judged = { readonly verdict: Truth; readonly because: string };

function inWords({ verdict, because }: Judged): RecordVerdict {
  return { verdict: verdict === "unknown" ? "unknown" : verdict ? "met" : "not-met", because };
}

function both(one: Judged, other: Judged): RecordVerdict {
  const verdict = allOf([one.verdict, other.verdict]);
  const telling = [one, other].filter((each) => verdict === true || each.verdict === verdict);
  return inWords({ verdict, because: telling.map(({ because }) => because).join(" ") });
}

/** Whether an escalation of suicidality holds doses back, until a physician has cleared it. */
function holdVerdict({ facts, at }: GateAround): RecordVerdict {
  const hold = dosingHold(facts, at);
  if (!hold.holds) return met("No escalation is open.");
  const since = hold.escalations.map((one) => one.since.slice(0, 10)).join(", ");
  return notMet(`Doses are held since ${since}, until a physician clears it.`);
}

/** Whether everybody in the room, and the physician in reach, has acknowledged the definitions that bind them. */
function trainingVerdict({ facts, at }: GateAround): RecordVerdict {
  const team = Object.entries(facts.team ?? {});
  const { presence, physician } = facts.session;
  const bound = new Set([
    ...presence.filter(({ until }) => until === null).map(({ user }) => String(user)),
    ...(physician ? [String(physician.user)] : []),
  ]);
  if (bound.size === 0) return { verdict: "unknown", because: "Nobody is in the room yet." };
  const untrained = team.filter(
    ([user, staff]) => bound.has(user) && trainingValid(facts, staff, at).verdict !== true,
  );
  return untrained.length === 0
    ? met("Everybody has acknowledged the definitions in the version that binds.")
    : notMet(`Not acknowledged by ${untrained.map(([, { name }]) => name).join(", ")}.`);
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
