import type { Role } from "#design";

const siteTeam = ["site-coordinator", "investigator", "sub-investigator"] as const;
const therapists = ["lead-therapist", "co-therapist"] as const;
const siteStaff = [...siteTeam, ...therapists, "session-attendant", "pharmacist"] as const;
const investigators = ["investigator", "sub-investigator"] as const;
const sponsor = ["sponsor-study-team", "monitor", "data-manager", "medical-monitor", "statistician"] as const;
const pharmacies = ["pharmacist", "unblinded-pharmacist"] as const;
const codeBreakers = [...investigators, "unblinding-line"] as const;
const sessionStaff = [...siteTeam, ...therapists, "session-attendant"] as const;
/** Whom a design may name as receivers of confidential reports; of them only those that it names are answered. */
const incidentReceivers = ["medical-monitor", "session-auditor", "sponsor-safety"] as const;
const reviewers = ["monitor", "data-manager", "medical-monitor"] as const;

/**
 * Who may do what: deny by default. A role counts only while it is granted, and only at its site where it was
 * granted for one. Source data is entered and changed by the site, the participant or the rater, never by
 * the sponsor (ICH E6(R3) 3.16.1; EMA/INS/GCP/112288/2023 4.6).
 */
export const permissions = {
  "publish-design": ["administrator"],
  "confirm-parameters": ["medical-monitor"],
  "open-site": ["administrator"],
  "approve-design-version": ["administrator", "investigator"],
  "approve-consent-version": ["administrator", "investigator"],
  "add-staff-member": ["administrator"],
  "grant-role": ["administrator"],
  "end-role": ["administrator"],
  "delegate-tasks": ["investigator"],
  "end-delegation": ["investigator"],
  "record-credential": ["administrator", "investigator", "rater-coordinator"],
  "record-languages": ["administrator", "rater-coordinator"],

  "log-contact": siteTeam,
  "record-identity": siteTeam,
  "read-identity": [...siteTeam, ...therapists],
  "sign-consent": siteTeam,
  "withdraw-consent": [...siteTeam, ...therapists],
  "schedule-visit": [...siteTeam, ...therapists],
  "reschedule-visit": [...siteTeam, ...therapists],
  "cancel-visit": [...siteTeam, ...therapists],
  "start-visit": [...siteTeam, ...therapists],
  "record-held-visit": [...siteTeam, ...therapists],
  "complete-visit": [...siteTeam, ...therapists],
  "miss-visit": siteTeam,
  "choose-branch": siteTeam,
  "draft-items": [...siteTeam, ...therapists, "pharmacist", "participant"],
  "submit-form": [...siteTeam, ...therapists, "pharmacist", "participant"],
  "correct-items": [...siteTeam, ...therapists, "pharmacist"],
  "mark-form-not-done": siteTeam,
  "hand-over-device": [...siteTeam, ...therapists],
  "take-back-device": [...siteTeam, ...therapists],

  "open-query": [...reviewers, "investigator"],
  "answer-query": [...siteTeam, ...therapists, "pharmacist"],
  "reopen-query": reviewers,
  "close-query": reviewers,
  "verify-source": ["monitor"],
  "sign-record": [...investigators, ...therapists, "medical-monitor"],
  "record-deviation": [...siteStaff, "monitor"],
  "assess-deviation": [...investigators, "medical-monitor"],

  "confirm-eligibility": investigators,
  "fail-screening": investigators,
  "enroll-participant": investigators,
  "migrate-participant": investigators,
  "transfer-participant": ["administrator", "investigator"],
  "open-randomization": ["unblinded-statistician"],
  "randomize-participant": investigators,
  "end-participation": investigators,

  "break-code": codeBreakers,
  "complete-unblinding-report": codeBreakers,
  "record-inadvertent-unblinding": [...siteStaff, "monitor", "medical-monitor", "rater-coordinator"],
  "assess-unblinding-impact": ["medical-monitor", ...investigators],
  "unblind-for-safety": ["sponsor-safety"],
  "unblind-study": ["unblinded-statistician"],
  "issue-envelopes": ["unblinded-pharmacist", "unblinded-statistician"],
  "record-envelope-opening": [...siteTeam, ...pharmacies, "unblinding-line"],
  "record-envelope-return": [...siteTeam, ...pharmacies],
  "ship-kits": ["unblinded-pharmacist"],
  "decide-quarantine": ["unblinded-pharmacist"],
  "open-kit-map": ["unblinded-pharmacist"],
  "receive-shipment": ["pharmacist"],
  "quarantine-kit": ["pharmacist"],
  "count-stock": ["pharmacist"],
  "explain-discrepancy": ["pharmacist", ...investigators],
  "decide-dose-level": investigators,
  "assign-kits": ["pharmacist", "site-coordinator"],
  "withdraw-kits": ["pharmacist", "site-coordinator"],
  "replace-kit": ["pharmacist", ...investigators],
  "dispense-kit": ["pharmacist", ...investigators],
  "return-kit": ["pharmacist", ...investigators],
  "witness-kits": siteStaff,

  "request-rating": ["site-coordinator", "rater-coordinator"],
  "cancel-rating": ["site-coordinator", "rater-coordinator"],
  "start-rating": ["independent-rater"],
  "draft-rating": ["independent-rater"],
  "submit-rating": ["independent-rater"],
  "correct-rating": ["independent-rater"],
  "choose-rater": ["rater-coordinator"],
  "request-second-rating": ["rater-coordinator"],
  "confirm-whereabouts": siteTeam,
  "declare-danger": ["independent-rater"],
  "resolve-danger": [...siteTeam, "medical-monitor"],
  "file-rater-unblinding": ["independent-rater"],
  "hand-back-rating": ["independent-rater"],

  "start-recording": sessionStaff,
  "note-recording-gap": sessionStaff,
  "stop-recording": sessionStaff,
  "note-unrecorded-session": sessionStaff,
  "export-recording": [...siteTeam, ...therapists],
  "hand-over-recording": [...siteTeam, ...therapists],
  "open-recording": [...siteTeam, ...therapists, "medical-monitor", "session-auditor"],
  "delete-recording": [...siteTeam, ...therapists],
  "review-recording": ["session-auditor"],
  "settle-discrepancy": [...siteTeam, ...therapists],
  "log-call-attempt": sessionStaff,
  "take-search-step": [...siteTeam, ...therapists],
  "close-search": siteTeam,
  "take-escalation-step": sessionStaff,
  "clear-escalation": investigators,
  "report-incident": [
    ...siteStaff,
    ...sponsor,
    "rater-coordinator",
    "sponsor-safety",
    "session-auditor",
    "participant",
  ],
  "acknowledge-incident": incidentReceivers,
  "assess-incident": incidentReceivers,
  "notify-of-incident": incidentReceivers,
  "close-incident": incidentReceivers,

  "see-own-part": [
    ...siteStaff,
    ...sponsor,
    "independent-rater",
    "rater-coordinator",
    "unblinded-pharmacist",
    "unblinded-statistician",
    "unblinding-line",
    "sponsor-safety",
    "session-auditor",
    "inspector",
    "administrator",
  ],
  "see-study": [
    ...siteStaff,
    ...sponsor,
    "rater-coordinator",
    "unblinded-pharmacist",
    "unblinded-statistician",
    "sponsor-safety",
    "session-auditor",
    "inspector",
    "administrator",
  ],
  "see-design": [
    ...siteStaff,
    ...sponsor,
    "rater-coordinator",
    "unblinded-pharmacist",
    "unblinded-statistician",
    "sponsor-safety",
    "inspector",
    "administrator",
  ],
  "see-worklist": [
    ...siteStaff,
    ...sponsor,
    "independent-rater",
    "rater-coordinator",
    "unblinding-line",
    "sponsor-safety",
    "unblinded-pharmacist",
    "session-auditor",
    "inspector",
    "administrator",
  ],
  "see-participants": [...siteStaff, ...reviewers, "sponsor-study-team", "inspector"],
  "see-participant": [...siteStaff, ...reviewers, "inspector"],
  "see-history": [...siteTeam, ...reviewers, "inspector"],
  "see-queries": [...siteTeam, ...therapists, ...reviewers, "inspector"],
  "see-randomization": [
    ...siteStaff,
    ...sponsor,
    "rater-coordinator",
    "unblinded-pharmacist",
    "unblinded-statistician",
    "inspector",
    "administrator",
  ],
  "see-allocation": ["unblinded-statistician"],
  "recompute-allocation": ["unblinded-statistician"],
  "see-deviations": [...siteTeam, ...reviewers, "sponsor-study-team", "inspector"],
  "see-funnel": [...siteTeam, ...reviewers, "sponsor-study-team", "inspector"],
  "see-staff": [...siteTeam, "administrator", "monitor", "inspector"],
  "see-kits": [...siteStaff, "unblinded-pharmacist", "monitor", "inspector"],
  "see-session-kits": [...siteStaff, "monitor", "inspector"],
  "see-ratings": ["independent-rater"],
  "see-recordings": [...sessionStaff, "monitor", "medical-monitor", "session-auditor", "inspector"],
  "see-reviews": ["session-auditor", "medical-monitor", "inspector"],
  "see-follow-up": [...sessionStaff, "medical-monitor", "monitor", "inspector"],
  "see-incidents": incidentReceivers,
  "see-report-codes": siteTeam,
  "see-to-unblind": [...codeBreakers, "sponsor-safety"],
  "see-unblindings": [
    ...investigators,
    "medical-monitor",
    "unblinded-statistician",
    "sponsor-safety",
    "inspector",
  ],
  "see-envelopes": [
    ...siteTeam,
    ...pharmacies,
    "monitor",
    "medical-monitor",
    "unblinded-statistician",
    "inspector",
  ],
  "see-rater-pool": ["rater-coordinator", "administrator", "inspector"],
  "see-agreement": ["rater-coordinator", "statistician", "medical-monitor", "inspector"],
  "see-guess-counts": [...sponsor, "unblinded-statistician", "inspector"],
  "see-closed-reports": ["unblinded-statistician"],
  "export-blinded-data": ["statistician"],
  "see-security-log": ["administrator", "inspector"],
  "verify-ledger": [...siteTeam, ...reviewers, "statistician", "inspector", "administrator"],
  "export-ledger": [...siteTeam, "inspector", "administrator"],
  "see-handed-over-form": ["participant"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Action = keyof typeof permissions;
export const actions = Object.keys(permissions) as readonly Action[];

/** Roles that belong to one site and are granted for one. */
export const siteRoles: readonly Role[] = siteStaff;

/** Roles that work for the sponsor: they never enter or change source data. */
export const sponsorRoles: readonly Role[] = [...sponsor, "sponsor-safety", "session-auditor"];

/** The acts by which source data comes to be or is changed. */
export const sourceEntryActions = [
  "log-contact",
  "record-identity",
  "sign-consent",
  "withdraw-consent",
  "start-visit",
  "record-held-visit",
  "complete-visit",
  "miss-visit",
  "draft-items",
  "submit-form",
  "correct-items",
  "mark-form-not-done",
  "answer-query",
  "draft-rating",
  "submit-rating",
  "correct-rating",
  "confirm-eligibility",
  "enroll-participant",
  "start-recording",
  "log-call-attempt",
  "take-escalation-step",
] as const satisfies readonly Action[];

/** Whether a role may do it at all; site and period of the grant are judged where the grants are known. */
export function isPermitted(role: Role, action: Action): boolean {
  return (permissions[action] as readonly Role[]).includes(role);
}
