// Generated from the server's schemas by tools/generate-api-client.ts; a test compares. Do not edit.

export type Routes = {
  "GET /api/account": {
    answer: { readonly "username": string; readonly "name": string; readonly "isDemonstration": boolean; readonly "hasPassword": boolean; readonly "openId": { readonly "label": string; readonly "isLinked": boolean } | null; readonly "factors": readonly (string)[]; readonly "passkeys": readonly ({ readonly "credentialId": string; readonly "label": string; readonly "createdAt": string })[]; readonly "sessions": readonly ({ readonly "device": string; readonly "createdAt": string; readonly "seenAt": string; readonly "isThis": boolean })[] };
  };
  "POST /api/account/authenticator-app": {
    body: { readonly "code": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/account/authenticator-app/proposal": {
    body: { readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined };
    answer: { readonly "secret": string; readonly "uri": string };
  };
  "POST /api/account/factors/remove": {
    body: { readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "kind": "authenticator-app" } | { readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "kind": "passkey"; readonly "credentialId": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/account/passkeys": {
    body: { readonly "answer": unknown; readonly "label": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/account/passkeys/proposal": {
    body: { readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined };
    answer: { readonly "options": unknown };
  };
  "POST /api/account/password": {
    body: { readonly "current": string; readonly "wanted": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/account/sessions/end-others": {
    answer: Readonly<Record<string, never>>;
  };
  "GET /api/accounts": {
    answer: readonly ({ readonly "userId": string; readonly "username": string; readonly "name": string; readonly "status": "invited" | "active" | "disabled"; readonly "isAdministrator": boolean; readonly "isDemonstration": boolean; readonly "lockedUntil": string | null; readonly "invitationUntil": string | null })[];
  };
  "POST /api/accounts": {
    body: { readonly "username": string; readonly "name": string; readonly "isAdministrator"?: boolean | undefined };
    answer: { readonly "userId": string; readonly "token": string };
  };
  "POST /api/accounts/:userId/change": {
    params: { readonly "userId": string };
    body: { readonly "act": "disable" | "enable" | "unlock"; readonly "why": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/accounts/:userId/invitation": {
    params: { readonly "userId": string };
    answer: { readonly "token": string };
  };
  "POST /api/demonstration/sign-in": {
    body: { readonly "username": string };
    answer: { readonly "step": "signed-in" | "second-factor" | "set-up-second-factor"; readonly "factors"?: readonly ("authenticator-app" | "passkey")[] | undefined };
  };
  "POST /api/hand-over/end": {
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "pin": string };
    answer: { readonly "study": string; readonly "participant": string };
  };
  "GET /api/handed-over/form": {
    answer: { readonly "study": string; readonly "participantId": string; readonly "formKey": string; readonly "version": number; readonly "label": string; readonly "status": "empty" | "draft" | "submitted" | "not-done"; readonly "zone": string; readonly "today": string; readonly "items": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[]; readonly "design": { readonly "forms": readonly (unknown)[]; readonly "codeLists": readonly (unknown)[]; readonly "parameters": readonly (unknown)[] } };
  };
  "POST /api/invitation": {
    body: { readonly "token": string; readonly "password": string };
    answer: { readonly "username": string };
  };
  "GET /api/open-id/callback": {
    answer: unknown;
  };
  "POST /api/open-id/link": {
    body: { readonly "proof": { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } };
    answer: { readonly "url": string };
  };
  "POST /api/open-id/sign-in": {
    answer: { readonly "url": string };
  };
  "POST /api/open-id/unlink": {
    body: { readonly "proof": { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/passkey/challenge": {
    answer: { readonly "options": unknown };
  };
  "GET /api/security-log": {
    query: { readonly "kind"?: string | undefined };
    answer: { readonly "entries": readonly ({ readonly "at": string; readonly "kind": string; readonly "user": string | null; readonly "name": string | null; readonly "route": string; readonly "detail": Readonly<Record<string, string | number | boolean>> })[]; readonly "kinds": readonly ({ readonly "kind": string; readonly "count": number })[] };
  };
  "GET /api/session": {
    answer: { readonly "state": "signed-out" | "pending" | "signed-in" | "handed-over"; readonly "user"?: { readonly "userId": string; readonly "username": string; readonly "name": string; readonly "isAdministrator": boolean; readonly "isDemonstration": boolean } | undefined; readonly "factors"?: readonly ("authenticator-app" | "passkey")[] | undefined; readonly "handedOver"?: { readonly "study": string; readonly "formKey": string } | undefined; readonly "endsIn"?: { readonly "seconds": number; readonly "because": "idle" | "age" } | undefined };
  };
  "POST /api/session/activity": {
    answer: Readonly<Record<string, never>>;
  };
  "GET /api/set-up": {
    answer: { readonly "isNeeded": boolean; readonly "demonstrationUsers": readonly ({ readonly "username": string; readonly "name": string; readonly "isAdministrator": boolean; readonly "roles": readonly ({ readonly "role": "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant"; readonly "site": string | null })[] })[]; readonly "demonstrationPassword": string | null; readonly "openId": { readonly "label": string } | null };
  };
  "POST /api/set-up": {
    body: { readonly "username": string; readonly "name": string; readonly "password": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/sign-in": {
    body: { readonly "username": string; readonly "password": string };
    answer: { readonly "step": "signed-in" | "second-factor" | "set-up-second-factor"; readonly "factors"?: readonly ("authenticator-app" | "passkey")[] | undefined };
  };
  "POST /api/sign-in/code": {
    body: { readonly "code": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/sign-in/passkey": {
    body: { readonly "answer": unknown };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/sign-out": {
    answer: Readonly<Record<string, never>>;
  };
  "GET /api/studies": {
    answer: readonly ({ readonly "studyId": string; readonly "name": string; readonly "protocolId": string; readonly "isDemonstration": boolean; readonly "designVersion": string | null })[];
  };
  "POST /api/studies": {
    body: { readonly "name": string; readonly "protocolId": string };
    answer: { readonly "studyId": string };
  };
  "GET /api/studies/:studyId": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "study": { readonly "studyId": string; readonly "name": string; readonly "protocolId": string; readonly "isDemonstration": boolean; readonly "designVersion": string | null }; readonly "roles": readonly ({ readonly "role": string; readonly "sites": readonly (string)[] | "all" })[]; readonly "sites": readonly ({ readonly "site": { readonly "siteId": string; readonly "number": string; readonly "name": string; readonly "country": string; readonly "zone": string; readonly "languages": readonly (string)[] }; readonly "stages": Readonly<Record<string, number>> })[]; readonly "plannedEnrollment": number | null };
  };
  "POST /api/studies/:studyId/commands/confirm-parameters": {
    params: { readonly "studyId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "version": string; readonly "parameterIds": readonly (string)[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/commands/publish-design": {
    params: { readonly "studyId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "design": unknown; readonly "summary": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "GET /api/studies/:studyId/designs": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "current": string | null; readonly "versions": readonly ({ readonly "version": string; readonly "hash": string; readonly "summary": string; readonly "publishedAt": string; readonly "designName": string; readonly "changes": readonly ({ readonly "kind": string; readonly "id": string; readonly "change": "added" | "removed" | "changed"; readonly "sentence": string; readonly "hazards": readonly (string)[] })[]; readonly "sites": readonly ({ readonly "siteId": string; readonly "number": string; readonly "name": string; readonly "standing": "in-effect" | "approved" | "superseded" | "not-approved"; readonly "approvedOn": string | null; readonly "effectiveFrom": string | null; readonly "committee": string | null })[]; readonly "participants": number; readonly "toConfirm": number })[] };
  };
  "GET /api/studies/:studyId/designs/:version": {
    params: { readonly "studyId": string; readonly "version": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "design": Readonly<Record<string, unknown>>; readonly "hash": string; readonly "summary": string; readonly "publishedAt": string; readonly "matrix"?: { readonly "timelineId": string; readonly "title": string; readonly "columns": readonly ({ readonly "instanceId": string; readonly "encounterId"?: string | undefined; readonly "label": string; readonly "point"?: string | undefined; readonly "epoch"?: string | undefined; readonly "timing"?: string | undefined; readonly "window"?: string | undefined })[]; readonly "rows": readonly ({ readonly "activityId": string; readonly "label": string; readonly "depth": number; readonly "timelineId"?: string | undefined; readonly "marks": readonly (boolean)[] })[] } | undefined; readonly "confirmations": readonly ({ readonly "parameterId": string; readonly "by": string; readonly "at": string })[] };
  };
  "GET /api/studies/:studyId/deviations": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: readonly ({ readonly "siteId": string; readonly "participantId": string; readonly "number": string | null; readonly "deviationId": string; readonly "category": string; readonly "importance": string; readonly "state": string; readonly "occurredAt": string; readonly "details": { readonly "rule": string; readonly "description": string; readonly "detectedBy": "software" | "person"; readonly "recordedByName": string; readonly "correctiveAction": string | null; readonly "about": string | null; readonly "formKey": string | null; readonly "visitId": string | null } | null })[];
  };
  "GET /api/studies/:studyId/funnel": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "contacted": number; readonly "consented": number; readonly "enrolled": number; readonly "stages": Readonly<Record<string, number>>; readonly "failReasons": Readonly<Record<string, number>> };
  };
  "POST /api/studies/:studyId/ledger/exports": {
    params: { readonly "studyId": string };
    body: { readonly "siteId"?: string | undefined; readonly "contents"?: "sealed" | "readable" | undefined; readonly "withIdentities"?: boolean | undefined; readonly "zone"?: string | undefined };
    answer: unknown;
  };
  "GET /api/studies/:studyId/ledger/verification": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "study": string; readonly "intact": boolean; readonly "events": number; readonly "streams": number; readonly "checkpoints": number; readonly "witnessed": number; readonly "provenUntil": string | null; readonly "unproven": number; readonly "gaps": readonly ({ readonly "restoredAt": string; readonly "fromCheckpoint": number; readonly "toCheckpoint": number; readonly "fromMoment": string; readonly "toMoment": string; readonly "events": number })[]; readonly "seals": { readonly "opened": number; readonly "erased": number; readonly "blinded": number }; readonly "findings": readonly ({ readonly "code": string; readonly "message": string; readonly "stream"?: string | undefined; readonly "version"?: number | undefined; readonly "checkpoint"?: number | undefined })[] };
  };
  "GET /api/studies/:studyId/participants": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: readonly ({ readonly "participantId": string; readonly "siteId": string; readonly "number": string | null; readonly "stage": string; readonly "stageSince": string; readonly "designVersion": string; readonly "firstContact": string; readonly "language": string | null })[];
  };
  "GET /api/studies/:studyId/participants/:participantId": {
    params: { readonly "studyId": string; readonly "participantId": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "participantId": string; readonly "version": number; readonly "number": string | null; readonly "stage": "pre-screening" | "pre-screening-failed" | "screening" | "screen-failed" | "enrolled" | "ended"; readonly "siteId": string; readonly "siteName": string; readonly "zone": string; readonly "designVersion": string; readonly "identityFields": readonly (string)[]; readonly "contacts": readonly ({ readonly "at": string; readonly "channel": string; readonly "outcome": string; readonly "recruitmentSource": string; readonly "failReasons": readonly (string)[]; readonly "note": string | null })[]; readonly "consent": { readonly "documents": readonly ({ readonly "documentId": string; readonly "name": string; readonly "state": "current" | "sign-again" | "never-signed" | "withdrawn" | "version-outdated"; readonly "signedVersion": string | null; readonly "newerVersion": string | null; readonly "signAgainBy": string | null })[]; readonly "scopes": readonly ({ readonly "scope": "drug" | "therapy" | "visits" | "recordings" | "contact" | "future-use"; readonly "standing": "agreed" | "declined" | "withdrawn" | "never-asked"; readonly "since": string | null })[]; readonly "signed": readonly ({ readonly "consentId": string; readonly "documentId": string; readonly "version": string; readonly "language": string; readonly "signedOn": string; readonly "scopes": readonly (string)[] })[]; readonly "withdrawals": readonly ({ readonly "scopes": readonly (string)[]; readonly "effectiveOn": string; readonly "recordedAt": string })[] }; readonly "enrollment": { readonly "screeningStartedOn": string | null; readonly "eligibilityConfirmedAt": string | null; readonly "enrolledOn": string | null; readonly "ended": { readonly "reason": string; readonly "endedOn": string } | null; readonly "screenFailure": { readonly "criteria": readonly (string)[]; readonly "why": string } | null }; readonly "visits": readonly ({ readonly "visitId": string; readonly "instanceId": string | null; readonly "encounterId": string; readonly "name": string; readonly "epoch": string | null; readonly "kind": "visit" | "contact" | "unscheduled"; readonly "modes": readonly ("in-person" | "remote-video" | "telephone")[]; readonly "status": "open" | "scheduled" | "canceled" | "in-progress" | "completed" | "missed"; readonly "target": string | null; readonly "earliest": string | null; readonly "latest": string | null; readonly "isFirm": boolean; readonly "waits": string | null; readonly "plannedFor": string | null; readonly "startedAt": string | null; readonly "day": string | null; readonly "endedAt": string | null; readonly "verdict": "in-window" | "early" | "late" | "unknown"; readonly "daysOff": number; readonly "forms": readonly ({ readonly "formKey": string; readonly "formId": string; readonly "label": string; readonly "status": "empty" | "draft" | "submitted" | "not-done"; readonly "completedBy": "site" | "participant" | "independent-rater" | "therapist" | "pharmacist"; readonly "required": boolean; readonly "isVisible": boolean; readonly "openQueries": number; readonly "signatures": "none-asked" | "missing" | "valid" | "broken" })[] })[]; readonly "logs": readonly ({ readonly "formId": string; readonly "label": string; readonly "entries": readonly ({ readonly "formKey": string; readonly "formId": string; readonly "label": string; readonly "status": "empty" | "draft" | "submitted" | "not-done"; readonly "completedBy": "site" | "participant" | "independent-rater" | "therapist" | "pharmacist"; readonly "required": boolean; readonly "isVisible": boolean; readonly "openQueries": number; readonly "signatures": "none-asked" | "missing" | "valid" | "broken" })[]; readonly "nextFormKey": string })[]; readonly "queries": readonly ({ readonly "queryId": string; readonly "formKey": string; readonly "itemPath": string; readonly "state": "open" | "answered" | "closed"; readonly "question": string })[]; readonly "deviations": readonly ({ readonly "deviationId": string; readonly "category": string; readonly "rule": string; readonly "description": string; readonly "occurredAt": string; readonly "importance": string; readonly "correctiveAction": string | null; readonly "closed": boolean; readonly "detectedBy": "software" | "person" })[]; readonly "ratings": readonly ({ readonly "handle": string; readonly "formKey": string; readonly "status": "requested" | "received" | "canceled" })[] };
  };
  "GET /api/studies/:studyId/participants/:participantId/eligibility": {
    params: { readonly "studyId": string; readonly "participantId": string };
    query: { readonly "at"?: "screening" | "enrollment" | "randomization" | undefined };
    answer: { readonly "eligible": boolean | "unknown"; readonly "version": number; readonly "contentHash": string | null; readonly "confirmedAt": string | null; readonly "isOutdated": boolean; readonly "criteria": readonly ({ readonly "criterionId": string; readonly "identifier": string; readonly "category": "inclusion" | "exclusion"; readonly "text": string; readonly "source": string | null; readonly "verdict": "satisfied" | "violated" | "unknown"; readonly "rule": string | null; readonly "evidence": readonly ({ readonly "label": string; readonly "value": string | null; readonly "formId": string | null; readonly "encounterId": string | null; readonly "date": string | null })[] })[] };
  };
  "GET /api/studies/:studyId/participants/:participantId/form": {
    params: { readonly "studyId": string; readonly "participantId": string };
    query: { readonly "formKey": string };
    answer: { readonly "participantId": string; readonly "version": number; readonly "number": string | null; readonly "formKey": string; readonly "formId": string; readonly "label": string; readonly "designVersion": string; readonly "visitName": string | null; readonly "status": "empty" | "draft" | "submitted" | "not-done"; readonly "enteredBy": string; readonly "submittedAt": string | null; readonly "submittedBy": string | null; readonly "notDoneWhy": string | null; readonly "zone": string; readonly "items": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null; readonly "changedBy": string; readonly "changedOn": string; readonly "verified": boolean; readonly "verification": { readonly "by": string; readonly "at": string } | null })[]; readonly "hiddenItems": readonly (string)[]; readonly "derived": Readonly<Record<string, number | string | boolean | null>>; readonly "queries": readonly ({ readonly "queryId": string; readonly "itemPath": string; readonly "state": "open" | "answered" | "closed"; readonly "raisedBy": "person" | "edit-check"; readonly "messages": readonly ({ readonly "kind": "question" | "answer" | "resolution"; readonly "text": string; readonly "by": string; readonly "role": string; readonly "at": string })[] })[]; readonly "signatures": readonly ({ readonly "signatureId": string; readonly "printedName": string; readonly "role": string; readonly "meaning": string; readonly "at": string; readonly "standing": "valid" | "broken"; readonly "brokenBy": readonly ({ readonly "formKey": string; readonly "path": string; readonly "changedBy": string; readonly "at": string })[] })[]; readonly "contentHash": string | null; readonly "record": { readonly "today": string; readonly "forms": readonly ({ readonly "formId": string; readonly "encounterId"?: string | undefined; readonly "date": string; readonly "values": { readonly "items": Readonly<Record<string, number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" }>>; readonly "rows": Readonly<Record<string, readonly (Readonly<Record<string, number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" }>>)[]>> } })[]; readonly "events": Readonly<Record<string, string>>; readonly "visits": readonly ({ readonly "encounterId": string; readonly "date": string })[]; readonly "reviewedForms": readonly (string)[] }; readonly "nullFlavors": readonly ("unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable")[] };
  };
  "GET /api/studies/:studyId/participants/:participantId/history": {
    params: { readonly "studyId": string; readonly "participantId": string };
    query: { readonly "formKey"?: string | undefined; readonly "path"?: string | undefined };
    answer: readonly ({ readonly "version": number; readonly "type": string; readonly "occurredAt": string; readonly "recordedAt": string; readonly "zone": string; readonly "by": string; readonly "role": string; readonly "entitled": { readonly "whenItHappened": string; readonly "whenReceived": string } | null; readonly "source": string; readonly "device": string | null; readonly "reason": string | null; readonly "signatureMeaning": string | null; readonly "hash": string; readonly "formKey": string | null; readonly "visitId": string | null; readonly "facts": Readonly<Record<string, string>>; readonly "changes": readonly ({ readonly "path": string; readonly "from": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null; readonly "to": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[]; readonly "isRedacted": boolean })[];
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/answer-query": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "queryId": string; readonly "answer": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/assess-deviation": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "deviationId": string; readonly "importance": "important" | "not-important"; readonly "correctiveAction": { readonly "freeText": string }; readonly "closed": boolean } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/cancel-rating": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "handle": string; readonly "why": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/cancel-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "visitId": string; readonly "why": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/choose-branch": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "instanceId": string; readonly "next": string; readonly "why"?: { readonly "freeText": string } | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/close-query": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "queryId": string; readonly "resolution": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/complete-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "visitId": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/confirm-eligibility": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "at": "screening" | "enrollment" | "randomization"; readonly "contentHash": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/correct-items": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "entries": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/draft-items": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "entries": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/end-participation": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "reason": "completed" | "withdrawal-by-participant" | "adverse-event" | "physician-decision" | "lost-to-follow-up" | "death" | "study-terminated-by-sponsor" | "other"; readonly "endedOn": string; readonly "note"?: { readonly "freeText": string } | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/enroll-participant": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": Readonly<Record<string, never>> };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/fail-screening": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "criteria": readonly (string)[]; readonly "why": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/log-contact": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "siteId": string; readonly "channel": "telephone" | "web-form" | "e-mail" | "referral" | "in-person"; readonly "recruitmentSource": string; readonly "referredBy": "self" | "clinician" | "family" | "other"; readonly "language": string; readonly "ageBand": "under-18" | "18-29" | "30-44" | "45-59" | "60-and-over" | "not-asked"; readonly "outcome": "continues" | "failed" | "declined" | "not-reached" | "undecided"; readonly "failReasons": readonly (string)[]; readonly "note"?: { readonly "freeText": string } | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/mark-form-not-done": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "why": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/migrate-participant": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "toVersion": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/miss-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "visitId": string; readonly "why": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/open-query": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "itemPath": string; readonly "question": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/record-deviation": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "category": "consent" | "eligibility" | "visit-window" | "visit-missed" | "procedure" | "dosing" | "blinding" | "safety-reporting" | "privacy" | "other"; readonly "rule": string; readonly "description": { readonly "freeText": string }; readonly "about"?: string | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/record-held-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "visitId": string; readonly "encounterId"?: string | undefined; readonly "mode": "in-person" | "remote-video" | "telephone" } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/reopen-query": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "queryId": string; readonly "question": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/request-rating": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "startsAt": string; readonly "language": string; readonly "indexTrauma": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/reschedule-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "visitId": string; readonly "plannedFor": string; readonly "why": { readonly "freeText": string } } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/schedule-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "instanceId"?: string | undefined; readonly "encounterId"?: string | undefined; readonly "plannedFor": string; readonly "mode": "in-person" | "remote-video" | "telephone"; readonly "purpose"?: { readonly "freeText": string } | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/sign-consent": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "documentId": string; readonly "version": string; readonly "language": string; readonly "scopes": readonly ("drug" | "therapy" | "visits" | "recordings" | "contact" | "future-use")[]; readonly "signedOn": string; readonly "signedBy": "ink-on-paper" | "handwritten-on-screen"; readonly "discussedWith": string; readonly "copyGiven": true; readonly "impartialWitness"?: string | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/sign-record": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "target": { readonly "kind": "form" | "visit" | "eligibility" | "casebook"; readonly "id": string }; readonly "meaning": string; readonly "contentHash": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/start-visit": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "visitId": string; readonly "encounterId"?: string | undefined; readonly "mode": "in-person" | "remote-video" | "telephone" } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/submit-form": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "entries": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/transfer-participant": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "toSite": string; readonly "effectiveOn": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/verify-source": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string; readonly "paths": readonly (string)[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/commands/withdraw-consent": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "scopes": readonly ("drug" | "therapy" | "visits" | "recordings" | "contact" | "future-use")[]; readonly "effectiveOn": string; readonly "toldBy": "participant" | "representative"; readonly "why"?: { readonly "freeText": string } | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/hand-over": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "formKey": string }; readonly "pin": string };
    answer: Readonly<Record<string, never>>;
  };
  "POST /api/studies/:studyId/participants/:subjectId/identity": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly [Key in "given-name" | "family-name" | "birth-date" | "telephone" | "e-mail" | "address" | "contact-person" | "contact-person-telephone"]?: string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/participants/:subjectId/identity/read": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "purpose": string } };
    answer: { readonly [Key in "given-name" | "family-name" | "birth-date" | "telephone" | "e-mail" | "address" | "contact-person" | "contact-person-telephone"]?: string };
  };
  "GET /api/studies/:studyId/queries": {
    params: { readonly "studyId": string };
    query: { readonly "states"?: "unsettled" | "closed" | undefined };
    answer: readonly ({ readonly "siteId": string; readonly "participantId": string; readonly "number": string | null; readonly "queryId": string; readonly "formKey": string; readonly "itemPath": string; readonly "state": string; readonly "raisedBy": "person" | "edit-check"; readonly "visit": string | null; readonly "form": string; readonly "item": string; readonly "openedAt": string; readonly "openedByName": string; readonly "lastAt": string; readonly "messages": readonly ({ readonly "kind": "question" | "answer" | "resolution"; readonly "text": string; readonly "by": string; readonly "role": string; readonly "at": string })[] })[];
  };
  "GET /api/studies/:studyId/ratings": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: readonly ({ readonly "handle": string; readonly "state": string; readonly "pseudonym": string; readonly "language": string; readonly "formId": string; readonly "label": string; readonly "startsAt": string | null })[];
  };
  "GET /api/studies/:studyId/ratings/:handle": {
    params: { readonly "studyId": string; readonly "handle": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "handle": string; readonly "version": number; readonly "status": string; readonly "pseudonym": string; readonly "language": string; readonly "indexTrauma": string; readonly "startsAt": string | null; readonly "formId": string; readonly "items": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[]; readonly "design": { readonly "forms": readonly (unknown)[]; readonly "codeLists": readonly (unknown)[]; readonly "parameters": readonly (unknown)[] } };
  };
  "POST /api/studies/:studyId/ratings/:subjectId/commands/draft-rating": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "entries": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/ratings/:subjectId/commands/start-rating": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": Readonly<Record<string, never>> };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/ratings/:subjectId/commands/submit-rating": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "entries": readonly ({ readonly "path": string; readonly "value": number | boolean | string | readonly (string)[] | { readonly "freeText": string } | { readonly "nullFlavor": "unknown" | "asked-but-unknown" | "not-asked" | "not-done" | "not-applicable" | "refused" | "temporarily-unavailable" } | null })[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "GET /api/studies/:studyId/sites": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: readonly ({ readonly "siteId": string; readonly "number": string; readonly "name": string; readonly "country": string; readonly "zone": string; readonly "languages": readonly (string)[]; readonly "designs": readonly ({ readonly "version": string; readonly "committee": string; readonly "approvedOn": string; readonly "effectiveFrom": string })[]; readonly "consents": readonly ({ readonly "documentId": string; readonly "version": string; readonly "language": string; readonly "committee": string; readonly "approvedOn": string; readonly "effectiveFrom": string; readonly "reconsentBy"?: string | undefined })[] })[];
  };
  "POST /api/studies/:studyId/sites/:subjectId/commands/approve-consent-version": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "documentId": string; readonly "version": string; readonly "language": string; readonly "committee": string; readonly "approvedOn": string; readonly "effectiveFrom": string; readonly "reconsentBy"?: string | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/sites/:subjectId/commands/approve-design-version": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "version": string; readonly "committee": string; readonly "approvedOn": string; readonly "effectiveFrom": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/sites/:subjectId/commands/open-site": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "number": string; readonly "name": string; readonly "country": string; readonly "zone": string; readonly "languages": readonly (string)[] } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "GET /api/studies/:studyId/staff": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: readonly ({ readonly "userId": string; readonly "name": string; readonly "grants": readonly ({ readonly "grantId": string; readonly "role": string; readonly "siteId"?: string | undefined; readonly "from": string; readonly "until"?: string | undefined })[]; readonly "delegations": readonly ({ readonly "delegationId": string; readonly "siteId": string; readonly "tasks": readonly (string)[]; readonly "delegatedByName": string; readonly "from": string; readonly "until"?: string | undefined })[]; readonly "credentials": readonly ({ readonly "credentialId": string; readonly "kind": string; readonly "name": string; readonly "issuer": string; readonly "number"?: string | undefined; readonly "validFrom": string; readonly "validUntil"?: string | undefined })[] })[];
  };
  "POST /api/studies/:studyId/staff/:subjectId/commands/add-staff-member": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "name": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/staff/:subjectId/commands/delegate-tasks": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "siteId": string; readonly "tasks": readonly (string)[]; readonly "from": string; readonly "until"?: string | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/staff/:subjectId/commands/end-delegation": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "delegationId": string; readonly "on": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/staff/:subjectId/commands/end-role": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "grantId": string; readonly "on": string } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/staff/:subjectId/commands/grant-role": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "role": "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant"; readonly "siteId"?: string | undefined; readonly "from": string; readonly "until"?: string | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "POST /api/studies/:studyId/staff/:subjectId/commands/record-credential": {
    params: { readonly "studyId": string; readonly "subjectId": string };
    body: { readonly "commandId": string; readonly "basedOn"?: number | undefined; readonly "occurredAt"?: string | undefined; readonly "zone": string; readonly "deviceId"?: string | undefined; readonly "reason"?: string | undefined; readonly "actingAs"?: "site-coordinator" | "investigator" | "sub-investigator" | "lead-therapist" | "co-therapist" | "session-attendant" | "independent-rater" | "rater-coordinator" | "pharmacist" | "unblinded-pharmacist" | "monitor" | "data-manager" | "medical-monitor" | "sponsor-study-team" | "statistician" | "unblinded-statistician" | "inspector" | "administrator" | "participant" | undefined; readonly "proof"?: { readonly "password"?: string | undefined; readonly "code"?: string | undefined; readonly "passkey"?: unknown | undefined } | undefined; readonly "data": { readonly "kind": "license" | "training" | "certificate" | "degree"; readonly "name": string; readonly "issuer": string; readonly "number"?: string | undefined; readonly "validFrom": string; readonly "validUntil"?: string | undefined } };
    answer: { readonly "version": number; readonly "repeated": boolean };
  };
  "GET /api/studies/:studyId/staff/candidates": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: readonly ({ readonly "userId": string; readonly "name": string; readonly "username": string })[];
  };
  "GET /api/studies/:studyId/worklist": {
    params: { readonly "studyId": string };
    query: Readonly<Record<string, never>>;
    answer: { readonly "items": readonly ({ readonly "taskId": string; readonly "siteId": string | null; readonly "participantId": string | null; readonly "number": string | null; readonly "kind": string; readonly "dueOn": string | null; readonly "lateAfter": string | null; readonly "state": "late" | "due" | "upcoming"; readonly "subject": Readonly<Record<string, string>> })[]; readonly "daysAhead": number; readonly "refused": readonly ({ readonly "at": string; readonly "type": string | null; readonly "participantId": string | null; readonly "number": string | null; readonly "answer": { readonly "code": string; readonly "message": string; readonly "cites": string } })[] };
  };
};
