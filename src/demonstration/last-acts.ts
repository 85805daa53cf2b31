import type { Instant } from "#kernel";
import type { Action, ParticipantState } from "#trial";
import { formKeyOf } from "#trial";
import type { Story } from "./agenda.ts";
import { amendedVersion } from "./amendment.ts";
import { administrator } from "./cast.ts";
import type { Conduct } from "./conduct.ts";
import type { Fate } from "./fate.ts";

type LastActs = {
  readonly conduct: Conduct;
  readonly fates: readonly Fate[];
  readonly end: Instant;
};

/** Something that the rules refuse. */
type Refused = {
  /** Whom it is about; absent: the study. */
  readonly key?: string;
  readonly as: string;
  readonly type: Action;
  readonly data: (state: ParticipantState) => unknown;
};

const refused: readonly Refused[] = [
  // Consent has lapsed: no dose.
  { key: "p09", as: "nora.coordinator", type: "start-visit", data: begins("at-v10") },
  { key: "p09", as: "ruth.therapist", type: "start-visit", data: begins("at-v10") },
  {
    key: "p09",
    as: "amos.investigator",
    type: "migrate-participant",
    data: () => ({ toVersion: amendedVersion }),
  },
  // Forms are still open.
  { key: "p10", as: "finn.coordinator", type: "complete-visit", data: () => ({ visitId: "at-v4" }) },
  // Not enrolled: no session.
  { key: "s6", as: "esme.therapist", type: "start-visit", data: begins("at-v1") },
  // A criterion is not met, and nobody waives it.
  {
    key: "s4",
    as: "priya.investigator",
    type: "confirm-eligibility",
    data: () => ({ at: "enrollment", contentHash: "0".repeat(64) }),
  },
  { key: "s5", as: "amos.investigator", type: "enroll-participant", data: () => ({}) },
  // The record was changed since the physician looked at it.
  {
    key: "p06",
    as: "owen.physician",
    type: "sign-record",
    data: () => ({
      target: { kind: "form", id: formKeyOf("at-v4", "ecg") },
      meaning: "I read the recording",
      contentHash: "0".repeat(64),
    }),
  },
  // What nobody handed in cannot be compared with its source.
  {
    key: "p10",
    as: "dana.monitor",
    type: "verify-source",
    data: () => ({ formKey: formKeyOf("at-v4", "enrollment-confirmation"), paths: ["confirmed"] }),
  },
];

function begins(visitId: string) {
  return () => ({ visitId, mode: "in-person" });
}

/** What is tried in the last hour and refused: it stands in the worklist of whoever tried it. */
export async function* refusedActs({ conduct, fates, end }: LastActs): Story {
  yield end;
  for (const { key, as, type, data } of refused) {
    const fate = fates.find(({ person }) => person.key === key);
    if (!fate) continue;
    const about = fate.person.participantId;
    await conduct.attempt({ as, type, about, data: data(await conduct.participant(about)) });
  }
  const unpublished = { version: "2.0", parameterIds: ["minimum-age"] };
  await conduct.attempt({ as: "vera.medical", type: "confirm-parameters", data: unpublished });
  await conduct.attempt({
    as: administrator.username,
    type: "publish-design",
    data: { design: {}, summary: "?" },
  });
}
