import type { ParticipantState } from "../participant.ts";
import type { ParticipantView } from "../participant-view.ts";
import { signatureStanding } from "../signature/content.ts";
import { type Block, heading, tableOr } from "./document.ts";
import { inWords, momentIn, yesOrNo } from "./words.ts";

type Around = { readonly zone: string; readonly nameOf: (user: string) => string };

export function contactBlocks({ contacts }: ParticipantView, { zone }: Around): readonly Block[] {
  const rows = contacts.map(({ at, channel, outcome, recruitmentSource, failReasons, note }) => [
    momentIn(at, zone),
    inWords(channel),
    inWords(outcome),
    recruitmentSource,
    failReasons.map(inWords).join(", "),
    note ?? "",
  ]);
  const head = ["When", "By", "Outcome", "Heard of the study by", "Fail reasons", "Note"];
  return [
    heading(2, "Contacts before consent", "contacts"),
    tableOr("No contact is on record.", "Contacts", head, rows),
  ];
}

export function consentBlocks(
  { consent }: ParticipantState,
  { consent: view }: ParticipantView,
  { zone, nameOf }: Around,
): readonly Block[] {
  const nameOfDocument = (id: string): string =>
    view.documents.find(({ documentId }) => documentId === id)?.name ?? id;
  const signed = consent.signed.map((one) => [
    one.signedOn,
    nameOfDocument(one.documentId),
    `${one.version}, ${one.language}`,
    one.scopes.map(inWords).join(", "),
    inWords(one.signedBy),
    one.discussedWith,
    `${momentIn(one.recordedAt, zone)}, ${nameOf(one.recordedBy)}`,
  ]);
  const withdrawn = consent.withdrawals.map((one) => [
    one.effectiveOn,
    one.scopes.map(inWords).join(", "),
    inWords(one.toldBy),
    one.why?.freeText ?? "",
    momentIn(one.recordedAt, zone),
  ]);
  return [
    heading(2, "Consent", "consent"),
    tableOr(
      "No consent was signed.",
      "Signed",
      ["On", "Document", "Version", "Agreed to", "Signed by", "Discussed with", "Recorded"],
      signed,
    ),
    tableOr("Nothing was withdrawn.", "Withdrawn", ["From", "What", "Told by", "Why", "Recorded"], withdrawn),
  ];
}

export function scheduleBlocks({ visits }: ParticipantView, { zone }: Around): readonly Block[] {
  const rows = visits.map((visit) => [
    visit.name,
    visit.earliest && visit.latest
      ? `${visit.earliest} to ${visit.latest}`
      : (visit.target ?? visit.waits ?? ""),
    momentIn(visit.plannedFor, zone),
    visit.startedAt ? momentIn(visit.startedAt, zone) : "",
    inWords(visit.status),
    visit.verdict === "unknown"
      ? ""
      : `${inWords(visit.verdict)}${visit.daysOff > 0 ? ` by ${visit.daysOff} days` : ""}`,
  ]);
  const head = ["Visit", "Due by the protocol", "Arranged for", "Held", "State", "Window"];
  return [heading(2, "Schedule", "schedule"), tableOr("There is no schedule.", "Visits", head, rows)];
}

export function queryBlocks({ queries }: ParticipantState, { zone, nameOf }: Around): readonly Block[] {
  const rows = Object.values(queries).flatMap(({ formKey, itemPath, state, messages }) =>
    messages.map(({ kind, text, by, role, at }, index) => [
      index === 0 ? `${formKey} ${itemPath}` : "",
      index === 0 ? inWords(state) : "",
      inWords(kind),
      text.freeText,
      `${momentIn(at, zone)}, ${nameOf(by)} (${inWords(role)})`,
    ]),
  );
  const head = ["Item", "State", "", "Words", "By"];
  return [heading(2, "Queries", "queries"), tableOr("There was no query.", "Queries", head, rows)];
}

export function deviationBlocks({ deviations }: ParticipantState, { zone }: Around): readonly Block[] {
  const rows = Object.values(deviations).map((one) => [
    momentIn(one.occurredAt, zone),
    inWords(one.category),
    one.rule,
    one.description.freeText,
    inWords(one.importance),
    one.correctiveAction?.freeText ?? "",
    yesOrNo(one.closed),
  ]);
  const head = ["When", "Category", "Rule", "What happened", "Importance", "Corrective action", "Closed"];
  return [
    heading(2, "Deviations from the protocol", "deviations"),
    tableOr("No deviation is on record.", "Deviations", head, rows),
  ];
}

/** Each signature with what it stands for now. One over answers that stay closed cannot be compared by whoever reads the copy. */
export function signatureBlocks(
  state: ParticipantState,
  closedForms: ReadonlySet<string>,
  { zone }: Around,
): readonly Block[] {
  const rows = state.signatures.map((signature) => {
    const { target, printedName, role, meaning, at, method, contentHash } = signature;
    const isClosed = target.kind === "form" ? closedForms.has(target.id) : closedForms.size > 0;
    const isComparable = !isClosed && contentHash !== "";
    const { standing, brokenBy } = signatureStanding(state, signature);
    const changed = brokenBy.map(({ where, path }) => `${where} ${path}`).join(", ");
    return [
      `${inWords(target.kind)} ${target.id}`,
      `${printedName}, ${inWords(role)}`,
      meaning,
      momentIn(at, zone),
      inWords(method),
      isComparable
        ? `${inWords(standing)}${changed ? `: changed since: ${changed}` : ""}`
        : "Not to be compared here: it covers answers that are kept",
    ];
  });
  const head = ["What", "Signed by", "Meaning", "When", "Proved by", "Standing"];
  return [
    heading(2, "Electronic signatures", "signatures"),
    tableOr("Nothing was signed.", "Signatures", head, rows),
  ];
}
