import type { Answer } from "../../api/call.ts";

export type Worklist = Answer<"GET /api/studies/:studyId/worklist">;
export type Task = Worklist["items"][number];
export type RefusedItem = Worklist["refused"][number];

/** Kinds of tasks that belong together for somebody who filters. */
export type TaskGroup =
  | "visits"
  | "forms"
  | "signatures"
  | "queries"
  | "deviations"
  | "consent"
  | "eligibility"
  | "ratings"
  | "unblinding"
  | "kits"
  | "protocol"
  | "staff"
  | "safety"
  | "training"
  | "recordings"
  | "afterwards"
  | "reports"
  | "sessions";

const groups: Readonly<Record<string, TaskGroup>> = {
  "contact-open": "visits",
  "visit-due": "visits",
  "visit-arranged": "visits",
  "visit-to-complete": "visits",
  "forms-open": "forms",
  "forms-to-hand-over": "forms",
  "draft-left": "forms",
  "signature-missing": "signatures",
  "signature-broken": "signatures",
  "query-open": "queries",
  "query-answered": "queries",
  "deviation-to-assess": "deviations",
  "deviation-open": "deviations",
  "consent-to-sign-again": "consent",
  "consent-lapsed": "consent",
  "eligibility-to-confirm": "eligibility",
  "eligibility-to-confirm-again": "eligibility",
  "rating-to-request": "ratings",
  "rating-awaited": "ratings",
  "assessment-to-hold": "ratings",
  "assessment-to-hand-in": "ratings",
  "code-broken": "unblinding",
  "unblinding-to-report": "unblinding",
  "unblinding-to-assess": "unblinding",
  "shipment-to-receive": "kits",
  "quarantine-to-decide": "kits",
  "resupply-due": "kits",
  "stock-count-due": "kits",
  "stock-difference-open": "kits",
  "dose-level-to-decide": "kits",
  "kits-to-assign": "kits",
  "kit-to-return": "kits",
  "migration-to-decide": "protocol",
  "parameters-to-confirm": "protocol",
  "design-to-approve": "protocol",
  "consent-to-approve": "protocol",
  "offline-acts-to-confirm": "signatures",
  "credential-ending": "staff",
  "rater-certificate-missing": "staff",
  "serious-event-to-tell": "safety",
  "serious-event-to-acknowledge": "safety",
  "definition-to-acknowledge": "training",
  "recording-to-file": "recordings",
  "recording-to-delete": "recordings",
  "discrepancy-to-settle": "recordings",
  "recording-to-review": "recordings",
  "search-contact-person": "afterwards",
  "search-welfare": "afterwards",
  "escalation-step": "afterwards",
  "escalation-to-clear": "afterwards",
  "incident-open": "reports",
  "participant-in-danger": "ratings",
  "whereabouts-to-confirm": "ratings",
  "event-or-why-not": "sessions",
  "serious-event-to-report": "sessions",
  "contact-after-session": "sessions",
  "session-steps-to-sign": "sessions",
};

export function groupOf({ kind }: Task): TaskGroup {
  return groups[kind] ?? "visits";
}

/** An address inside the app: a path and, where it leads to a part of a page, the part. */
export type Place = { readonly to: string; readonly hash?: string };

/** Where the task is done. Undefined where the person reaches no page for it. */
export function placeOf(
  studyId: string,
  task: Task,
  mayOpenParticipant: boolean,
  mayOpenPool = false,
): Place | undefined {
  const { kind, participantId, subject } = task;
  const base = `/studies/${studyId}`;
  const participant =
    participantId && mayOpenParticipant ? `${base}/participants/${participantId}` : undefined;
  const form = participant && subject["formKey"] ? `${participant}/forms/${subject["formKey"]}` : undefined;
  switch (groupOf(task)) {
    case "visits":
      return participant ? at(participant, subject["visitId"] && `visit-${subject["visitId"]}`) : undefined;
    case "forms":
      return participant ? formPlace(participant, subject) : undefined;
    case "signatures":
      if (kind === "offline-acts-to-confirm") return at(`${base}/offline`, "confirm");
      return form ? at(form, "signatures") : undefined;
    case "queries":
      return form
        ? at(form, subject["item"] && `item-${subject["itemPath"]}`)
        : at(`${base}/queries`, undefined);
    case "deviations":
      return at(`${base}/deviations`, `deviation-${subject["deviationId"]}`);
    case "consent":
      return participant ? at(participant, "consent") : undefined;
    case "eligibility":
      return participant ? at(`${participant}/eligibility`, undefined) : undefined;
    case "ratings":
      return subject["handle"] && participantId === null
        ? at(`${base}/ratings/${subject["handle"]}`, undefined)
        : participant
          ? at(participant, `visit-${subject["visitId"]}`)
          : undefined;
    case "unblinding":
      return at(`${base}/${kind === "unblinding-to-report" ? "unblind" : "unblindings"}`, undefined);
    case "kits":
      return participant ? at(participant, "kits") : at(`${base}/kits`, undefined);
    case "protocol":
      if (kind === "parameters-to-confirm") return at(`${base}/design/${subject["version"]}`, "parameters");
      return participant ? at(participant, "protocol") : at(`${base}/administration`, "sites");
    case "safety":
      return kind === "serious-event-to-tell" && form
        ? at(form, undefined)
        : at(`${base}/adverse-events`, undefined);
    case "training":
      return at(`${base}/training`, undefined);
    case "recordings":
      return at(`${base}/${kind === "recording-to-review" ? "reviews" : "recordings"}`, undefined);
    case "afterwards":
      return participant ? at(`${participant}/after-sessions`, undefined) : undefined;
    case "reports":
      return at(`${base}/incidents`, `incident-${subject["incidentId"]}`);
    case "sessions":
      return at(`${base}/sessions/${subject["sessionId"]}`, "record");
    case "staff":
      return mayOpenPool
        ? at(`${base}/rater-pool`, undefined)
        : at(`${base}/administration`, "qualifications");
  }
}

/** Straight to the form where there is one; to the visit where there are several. */
function formPlace(participant: string, subject: Task["subject"]): Place {
  const keys = (subject["formKeys"] ?? subject["formKey"] ?? "").split("\n").filter(Boolean);
  const [only, second] = keys;
  if (only && !second) return at(`${participant}/forms/${only}`, undefined);
  return at(participant, `visit-${subject["visitId"]}`);
}

function at(to: string, hash: string | undefined): Place {
  return hash ? { to, hash } : { to };
}
