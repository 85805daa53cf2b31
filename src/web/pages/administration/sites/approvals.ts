import type { ConsentDocument } from "#design";
import type { Answer } from "../../../api/call.ts";

export type Site = Answer<"GET /api/studies/:studyId/sites">[number];
export type ConsentForm = ConsentDocument;

/** An approval as a line of the table. */
export type ApprovalRow = {
  readonly key: string;
  readonly what: "protocol" | "consent";
  readonly documentId?: string;
  readonly version: string;
  readonly language?: string;
  readonly committee: string;
  readonly approvedOn: string;
  readonly effectiveFrom: string;
  readonly reconsentBy?: string | undefined;
  readonly standing: "in-force" | "soon" | "superseded";
};

/** All approvals of a site, the protocol first, each kind with the newest first. */
export function approvalRows({ designs, consents }: Site, on: string): readonly ApprovalRow[] {
  const protocols = designs.map(
    (approval): Omit<ApprovalRow, "standing"> => ({
      ...approval,
      what: "protocol",
      key: `protocol ${approval.version} ${approval.effectiveFrom}`,
    }),
  );
  const forms = consents.map(
    (approval): Omit<ApprovalRow, "standing"> => ({
      ...approval,
      what: "consent",
      key: `${approval.documentId} ${approval.version} ${approval.language} ${approval.effectiveFrom}`,
    }),
  );
  return [...protocols, ...forms]
    .map((row, _index, all) => ({ ...row, standing: standingOf(row, all, on) }))
    .sort(
      (a, b) =>
        b.what.localeCompare(a.what) ||
        b.effectiveFrom.localeCompare(a.effectiveFrom) ||
        a.key.localeCompare(b.key),
    );
}

/** Of what stands for the same, the newest that has taken effect is in force. */
function standingOf(
  row: Omit<ApprovalRow, "standing">,
  all: readonly Omit<ApprovalRow, "standing">[],
  on: string,
): ApprovalRow["standing"] {
  if (row.effectiveFrom > on) return "soon";
  const isNewer = (other: Omit<ApprovalRow, "standing">): boolean =>
    other.what === row.what &&
    other.documentId === row.documentId &&
    other.language === row.language &&
    other.effectiveFrom <= on &&
    other.effectiveFrom > row.effectiveFrom;
  return all.some(isNewer) ? "superseded" : "in-force";
}

/** What a site still lacks to take somebody in: a protocol, or a consent form in one of its languages. */
export function lacks(
  { designs, consents, languages }: Site,
  forms: readonly ConsentForm[],
): { readonly protocol: boolean; readonly languages: readonly string[] } {
  const isApproved = (language: string): boolean =>
    consents.some((approval) => approval.language === language);
  return {
    protocol: designs.length === 0,
    languages: forms.length === 0 ? [] : languages.filter((language) => !isApproved(language)),
  };
}
