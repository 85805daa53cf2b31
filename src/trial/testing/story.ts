import type { StudyDesignInput } from "#design";
import type { Refusal } from "#kernel";
import type { Facts } from "../command.ts";
import type { NewEvent } from "../event.ts";
import { noParticipant, type ParticipantState } from "../participant.ts";
import { type Action, permissions } from "../permission.ts";
import { signedHash } from "../signature/content.ts";
import { meadowStudy } from "./meadow-study.ts";
import { meadow, north, numberedId, type Person, type StaffName, south, staff } from "./people.ts";
import {
  attempt,
  type Command,
  decideIn,
  definitionOf,
  factsOf,
  morningOf,
  noTrial,
  perform,
  type Trial,
} from "./trial.ts";

/** Who, when and about whom, where that differs from what is usual: somebody of the site, now, about the participant. */
export type Circumstances = {
  readonly by?: StaffName | Person;
  readonly about?: string;
  readonly at?: string;
  readonly reason?: string;
  readonly basedOn?: number;
  readonly zone?: string;
};

/** A trial with one participant in its middle. Each step gives a new story and leaves the old one as it was. */
export type Story = {
  readonly trial: Trial;
  readonly id: string;
  readonly state: ParticipantState;
  /** Moves the clock to the morning of a day, or to a moment. */
  readonly on: (dayOrInstant: string) => Story;
  /** The same participant in a trial that was changed by hand. */
  readonly in: (trial: Trial) => Story;
  /** Turns to another participant of the same trial. */
  readonly another: (serial: number) => Story;
  /** Carries a command out; one that is refused fails the test. */
  readonly does: (type: Action, data?: unknown, circumstances?: Circumstances) => Story;
  /** Carries a command out, if no rule refuses it. */
  readonly tries: (type: Action, data?: unknown, circumstances?: Circumstances) => Story;
  /** What the rule decides. */
  readonly events: (type: Action, data?: unknown, circumstances?: Circumstances) => readonly NewEvent[];
  /** Why the command would be refused; undefined where it would not. */
  readonly refusal: (type: Action, data?: unknown, circumstances?: Circumstances) => Refusal | undefined;
  readonly facts: (type: Action, data?: unknown, circumstances?: Circumstances) => Facts;
  /** The command as it comes to the rules. */
  readonly command: (type: Action, data?: unknown, circumstances?: Circumstances) => Command;

  readonly contacted: (more?: object) => Story;
  readonly consented: (more?: object, circumstances?: Circumstances) => Story;
  readonly withdrew: (scopes: readonly string[], effectiveOn?: string) => Story;
  readonly began: (visitId: string, more?: object, circumstances?: Circumstances) => Story;
  readonly submitted: (formKey: string, answers: object, circumstances?: Circumstances) => Story;
  readonly corrected: (formKey: string, answers: object, circumstances?: Circumstances) => Story;
  /** Consented, with a screening visit on which every criterion is met. */
  readonly screened: (answers?: { readonly demographics?: object; readonly vitals?: object }) => Story;
  readonly confirmedEligible: (at?: string) => Story;
  readonly enrolled: () => Story;
  /** With a baseline interview by a rater of the pool, whose sum is 14 where nothing else is said. */
  readonly rated: (answers?: object) => Story;
  /** Randomized, on the day: screened, confirmed, enrolled and rated where that was not done. */
  readonly randomized: () => Story;
};

/** A study with a published protocol, two sites whose committees have approved it and its consent form, and all roles. */
export function aTrial(design: StudyDesignInput = meadowStudy): Story {
  return storyOf(approved(founded(), design), numberedId(4, 1));
}

/** Somebody whom nobody has talked to yet, at the site in New York. */
export function aParticipant(serial = 1): Story {
  return aTrial().another(serial).on("2026-02-02");
}

/** A study that has nothing but its people and two sites: no protocol yet. */
export function anEmptyStudy(): Story {
  return storyOf(founded(), numberedId(4, 1));
}

function founded(): Trial {
  const run = (trial: Trial, type: Action, about: string, data: unknown): Trial =>
    perform(trial, { type, about, data, by: staff.administrator });
  const opened = [
    [
      north,
      { number: "01", name: "North", country: "US", zone: "America/New_York", languages: ["en", "es"] },
    ],
    [south, { number: "02", name: "South", country: "DE", zone: "Europe/Berlin", languages: ["en"] }],
  ].reduce((trial, [site, data]) => run(trial, "open-site", site as string, data), noTrial);
  return Object.values(staff)
    .filter(({ role }) => role !== "participant")
    .reduce((trial, { user, name, role, sites }) => {
      const added = run(trial, "add-staff-member", user, { name });
      const siteId = sites === "all" ? {} : { siteId: sites[0] };
      return run(added, "grant-role", user, { role, ...siteId, from: "2026-01-01" });
    }, opened);
}

function approved(trial: Trial, design: StudyDesignInput): Trial {
  const by = staff.administrator;
  const published = perform(trial, {
    type: "publish-design",
    about: meadow,
    data: { design, summary: "First version." },
    by,
  });
  const dates = { committee: "Ethics committee", approvedOn: "2026-01-05", effectiveFrom: "2026-01-05" };
  const approvals: readonly (readonly [Action, object])[] = [
    ["approve-design-version", { version: "1.0" }],
    ["approve-consent-version", { documentId: "main-consent", version: "1", language: "en" }],
    ["approve-consent-version", { documentId: "main-consent", version: "1", language: "es" }],
    ["approve-consent-version", { documentId: "retreatment-consent", version: "1", language: "en" }],
  ];
  const confirmed = perform(published, {
    type: "confirm-parameters",
    about: meadow,
    data: { version: "1.0", parameterIds: ["minimum-age"] },
    by: staff.medicalMonitor,
  });
  return [north, south]
    .flatMap((site) =>
      approvals.map(([type, data]) => ({ type, about: site, data: { ...data, ...dates }, by })),
    )
    .reduce(perform, confirmed);
}

function storyOf(trial: Trial, id: string): Story {
  const command = (type: Action, data: unknown = {}, circumstances: Circumstances = {}): Command => {
    const { by = roleIn(type), about, at, ...rest } = circumstances;
    const person = typeof by === "string" ? staff[by] : by;
    return {
      ...rest,
      type,
      data,
      about: about ?? subjectOf(type, id),
      by: person,
      ...(at === undefined ? {} : { occurredAt: at }),
    };
  };
  const story: Story = {
    trial,
    id,
    state: trial.participants[id] ?? noParticipant,
    on: (day) => storyOf({ ...trial, now: morningOrMoment(day) }, id),
    in: (changed) => storyOf(changed, id),
    another: (serial) => storyOf(trial, numberedId(4, serial)),
    does: (...parts) => storyOf(perform(trial, command(...parts)), id),
    tries: (...parts) => storyOf(attempt(trial, command(...parts)), id),
    events: (...parts) => {
      const { decision } = decideIn(trial, command(...parts));
      if (!decision.ok) throw new Error(`${decision.error.code}: ${decision.error.message}`);
      return decision.value;
    },
    refusal: (...parts) => {
      const { decision } = decideIn(trial, command(...parts));
      return decision.ok ? undefined : decision.error;
    },
    command,
    facts: (type, ...rest) => factsOf(trial, definitionOf(type), command(type, ...rest)),
    ...inTheFieldsWords(() => story),
  };
  return story;
}

type Words = Pick<
  Story,
  | "contacted"
  | "consented"
  | "withdrew"
  | "began"
  | "submitted"
  | "corrected"
  | "screened"
  | "confirmedEligible"
  | "enrolled"
  | "rated"
  | "randomized"
>;

function inTheFieldsWords(now: () => Story): Words {
  const today = (): string => now().trial.now.slice(0, 10);
  return {
    contacted: (more = {}) => now().does("log-contact", { ...aCall, ...more }),
    consented: (more = {}, circumstances = {}) =>
      now().does("sign-consent", { ...aSignature, signedOn: today(), ...more }, circumstances),
    withdrew: (scopes, effectiveOn = today()) =>
      now().does("withdraw-consent", { scopes, effectiveOn, toldBy: "participant" }),
    began: (visitId, more = {}, circumstances = {}) =>
      now().does("start-visit", { visitId, mode: "in-person", ...more }, circumstances),
    submitted: (formKey, answers, circumstances = {}) =>
      now().does("submit-form", { formKey, entries: entriesOf(answers) }, circumstances),
    corrected: (formKey, answers, circumstances = {}) =>
      now().does(
        "correct-items",
        { formKey, entries: entriesOf(answers) },
        { reason: "Slip of the pen.", basedOn: now().state.version, ...circumstances },
      ),
    screened: ({ demographics = {}, vitals = {} } = {}) =>
      now()
        .contacted()
        .consented()
        .began("at-screening")
        .submitted("at-screening/demographics/1", { age: 35, "prior-use": false, ...demographics })
        .submitted("at-screening/vitals/1", { weight: 70, height: 1.75, ...vitals }),
    confirmedEligible: (at = "enrollment") => {
      const contentHash = signedHash(now().state, { kind: "eligibility", id: "" });
      return now().does("confirm-eligibility", { at, contentHash });
    },
    enrolled: () => now().does("enroll-participant"),
    rated: (answers = { intrusion: 8, avoidance: 6 }) => ratedAtBaseline(now(), answers),
    randomized: () => {
      const ready = readyToRandomize(now()).confirmedEligible("randomization");
      const isOpen = ready.trial.study.randomizationOpenedFor.length > 0;
      return (isOpen ? ready : ready.does("open-randomization")).does("randomize-participant");
    },
  };
}

function ratedAtBaseline(story: Story, answers: object): Story {
  const startsAt = story.trial.now;
  const plan = { instanceId: "at-baseline", plannedFor: startsAt, mode: "remote-video" };
  const request = {
    formKey: "at-baseline/interview/1",
    startsAt,
    language: "en",
    indexTrauma: { freeText: "An accident at work." },
  };
  const asked = story.does("schedule-visit", plan).does("request-rating", request);
  const handle = Object.keys(asked.state.ratings).at(-1) ?? "";
  const by = Object.values(staff).find(({ user }) => user === asked.trial.ratings[handle]?.rater);
  return asked.does(
    "submit-rating",
    { entries: entriesOf(answers) },
    { about: handle, ...(by ? { by } : {}) },
  );
}

function readyToRandomize(story: Story): Story {
  const { enrollment, ratings } = story.state;
  const enrolled = enrollment.enrolledOn ? story : story.screened().confirmedEligible().enrolled();
  return Object.keys(ratings).length > 0 ? enrolled : enrolled.rated();
}

/** Values by path as entries of a form. */
export function entriesOf(answers: object): readonly { readonly path: string; readonly value: unknown }[] {
  return Object.entries(answers).map(([path, value]) => ({ path, value }));
}

/** A first call that goes well. */
export const aCall = {
  siteId: north,
  channel: "telephone",
  recruitmentSource: "newspaper",
  referredBy: "self",
  language: "en",
  ageBand: "30-44",
  outcome: "continues",
  failReasons: [],
} as const;

/** Agreeing to all that taking part requires. */
export const aSignature = {
  documentId: "main-consent",
  version: "1",
  language: "en",
  scopes: ["drug", "therapy", "visits", "recordings", "contact"],
  signedBy: "ink-on-paper",
  discussedWith: "Ines Investigator",
  copyGiven: true,
} as const;

function morningOrMoment(day: string): Trial["now"] {
  return day.includes("T") ? (day as Trial["now"]) : morningOf(day);
}

function subjectOf(type: Action, participant: string): string {
  const { subject } = definitionOf(type);
  if (subject === "study") return meadow;
  return subject === "site" ? north : participant;
}

/** Whoever may do it first of all, by the table of permissions. */
function roleIn(type: Action): Person {
  const [first] = permissions[type];
  const person = Object.values(staff).find(({ role }) => role === first);
  if (!person) throw new Error(`Nobody in these tests is ${first}.`);
  return person;
}
