import type { Role, StudyDesignInput } from "#design";
import type { CommandId, SiteId, StudyId, UserId, ZoneId } from "#kernel";
import { type Action, commands } from "#trial";
import { type CommandAnswer, execute, foundStudy, invite, type Principal, systemUser } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { aDesign } from "./design.ts";
import { anId } from "./ledger.ts";

/** A study at two sites, in which anybody can be made to do anything that their role may. */
export type PlayedStudy = {
  readonly instance: Instance;
  readonly study: StudyId;
  readonly north: SiteId;
  readonly south: SiteId;
  readonly person: (role: Role, site?: SiteId) => Principal;
  /** Sends a command; what comes of it is the test's to judge. */
  readonly send: (
    as: Principal,
    type: Action,
    about: string,
    data: unknown,
    more?: object,
  ) => Promise<CommandAnswer>;
  /** Sends a command that must be carried out. */
  readonly act: (as: Principal, type: Action, about: string, data: unknown, more?: object) => Promise<void>;
};

const source = { kind: "cli" } as const;
const utc = "UTC" as ZoneId;

/** A study on a small design with forms, consent and a criterion, published and approved at both sites. */
export async function aPlayedStudy(
  instance: Instance,
  more: Partial<StudyDesignInput> = {},
): Promise<PlayedStudy> {
  const { ports } = instance;
  const founder = { userId: anId() as UserId, name: "Ada Founder" } as never;
  const about = { name: "Played study", protocolId: "PLAY-1", isDemonstration: true };
  const study = await foundStudy(ports, founder, about, source);
  const [north, south] = [anId() as SiteId, anId() as SiteId];
  const person = (role: Role, site?: SiteId): Principal => ({
    user: anId() as UserId,
    name: `A ${role}`,
    standings: [{ role, sites: site ? [site] : "all" }],
    isInstanceAdministrator: false,
  });
  const send: PlayedStudy["send"] = async (as, type, subjectId, data, envelope = {}) => {
    const definition = commands.find((command) => command.type === type);
    if (!definition) throw new Error(`There is no command ${type}.`);
    if (type === "add-staff-member") await giveAccount(instance, subjectId as UserId);
    const commandId = ports.randomness.timedId() as CommandId;
    const body = { commandId, zone: utc, data, ...envelope };
    return execute(ports, {
      definition,
      study,
      subjectId,
      principal: as,
      source,
      body,
      ...(definition.needsReauthentication ? { signatureMethod: "password" } : {}),
    });
  };
  const act: PlayedStudy["act"] = async (as, type, subjectId, data, envelope) => {
    const answer = await send(as, type, subjectId, data, envelope);
    if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer.error)}`);
  };
  const administrator = person("administrator");
  await act(administrator, "publish-design", study, { design: playedDesign(more), summary: "First version" });
  for (const [site, number, name] of [
    [north, "01", "North"],
    [south, "02", "South"],
  ] as const) {
    const place = { number, name, country: "US", zone: "America/New_York", languages: ["en"] };
    await act(administrator, "open-site", site, place);
    const approval = { committee: "Ethics", approvedOn: "2026-11-01", effectiveFrom: "2026-11-01" };
    await act(administrator, "approve-design-version", site, { version: "1.0", ...approval });
    const consent = { documentId: "main-consent", version: "1", language: "en", ...approval };
    await act(administrator, "approve-consent-version", site, consent);
  }
  return { instance, study, north, south, person, send, act };
}

/** Only who has an account on the instance joins a study. */
async function giveAccount({ ports }: Instance, userId: UserId): Promise<void> {
  const person = { userId, username: userId, name: "Somebody", isAdministrator: false };
  const invited = await invite(ports, person, { by: systemUser, source });
  if (!invited.ok) throw new Error(invited.error.message);
}

/** Somebody who has called and signed; their number is the site's next. */
export async function aScreenedParticipant(
  { act, person }: PlayedStudy,
  site: SiteId,
  note = "called from home",
): Promise<string> {
  const id = anId();
  const coordinator = person("site-coordinator", site);
  await act(coordinator, "log-contact", id, {
    siteId: site,
    channel: "telephone",
    recruitmentSource: "web",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
    note: { freeText: note },
  });
  await act(coordinator, "sign-consent", id, {
    documentId: "main-consent",
    version: "1",
    language: "en",
    scopes: ["drug", "therapy", "visits"],
    signedOn: "2026-11-20",
    signedBy: "ink-on-paper",
    discussedWith: "Dr Reyes",
    copyGiven: true,
  });
  return id;
}

/** Screening and baseline; an intake form, a confidential report that site staff do not see, a rating, a log. */
export function playedDesign(more: Partial<StudyDesignInput> = {}): StudyDesignInput {
  return aDesign({
    parameters: [
      {
        id: "minimum-age",
        label: "Minimum age",
        value: 18,
        unit: "a",
        source: "Protocol",
        confirmation: "to be confirmed by the medical monitor",
      },
    ],
    epochs: [{ id: "screening", name: "Screening", type: "screening" }],
    encounters: [
      { id: "first-visit", name: "First visit" },
      { id: "baseline", name: "Baseline", session: "rater-assessment" },
    ],
    activities: [
      { id: "asking", name: "Questions", formIds: ["intake", "report"] },
      { id: "rating", name: "Rating", formIds: ["interview"] },
    ],
    scheduleTimelines: [
      {
        id: "main",
        name: "Main",
        mainTimeline: true,
        entryId: "v1",
        instances: [
          {
            id: "v1",
            type: "activity",
            encounterId: "first-visit",
            epochId: "screening",
            activityIds: ["asking"],
            timing: {
              id: "t1",
              type: "after",
              relativeTo: { event: "consent" },
              value: "P7D",
              window: { before: "P3D", after: "P3D" },
            },
          },
          {
            id: "v2",
            type: "activity",
            encounterId: "baseline",
            epochId: "screening",
            activityIds: ["rating"],
            timing: { id: "t2", type: "after", relativeTo: { instanceId: "v1" }, value: "P14D" },
          },
        ],
      },
    ],
    forms: [
      {
        id: "intake",
        label: "Intake",
        signedBy: [{ role: "investigator", meaning: "I reviewed the intake" }],
        itemGroups: [
          {
            id: "questions",
            items: [
              { id: "age", label: "Age", type: "integer", unit: "a", range: { minimum: 0, maximum: 120 } },
              { id: "sleep", label: "How they sleep", type: "text", required: false },
            ],
          },
        ],
      },
      {
        id: "report",
        label: "Confidential report",
        completedBy: "participant",
        required: false,
        hiddenFrom: ["site-coordinator", "investigator", "sub-investigator"],
        itemGroups: [
          {
            id: "conduct",
            items: [
              { id: "felt-safe", label: "Felt safe", type: "boolean" },
              { id: "words", label: "In their own words", type: "text", required: false },
            ],
          },
        ],
      },
      {
        id: "interview",
        label: "Interview",
        completedBy: "independent-rater",
        itemGroups: [{ id: "scores", items: [{ id: "severity", label: "Severity", type: "integer" }] }],
      },
    ],
    eligibilityCriteria: [
      {
        id: "adult",
        identifier: "I1",
        category: "inclusion",
        text: "At least 18 years of age",
        expression: "intake.age >= $minimum-age",
      },
    ],
    consents: [
      {
        id: "main-consent",
        name: "Consent to take part",
        requiredScopes: ["drug", "therapy", "visits"],
        versions: [{ version: "1", change: "initial", summary: "First version", languages: ["en"] }],
      },
    ],
    ...more,
  });
}
