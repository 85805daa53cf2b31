import type { Page } from "playwright-core";
import { demonstrationPassword } from "#usecases";
import { openShown, type SessionPlaces, shownSessions } from "./live-session.ts";
import type { ShownDemonstration } from "./shown-demonstration.ts";

/** A page of the app as somebody of the demonstration sees it. */
export type ShownPage = {
  /** Names its pictures. */
  readonly name: string;
  /** The address as the router has it; a page may be shown more than once. */
  readonly route: string;
  /** Who looks; nobody: before signing in. */
  readonly as: string | null | ((places: Places) => string);
  /** What they do first, with their session. */
  readonly first?: (act: Act, places: Places) => Promise<void>;
  /** What they do on it before it is looked at. */
  readonly last?: (page: Page) => Promise<void>;
  readonly address: (places: Places) => string;
  /** The button that is pressed first, by its name. */
  readonly press?: string;
  /** What must be on the screen before it is looked at. */
  readonly shows: string;
};

/** Asks the server to do something, as whoever is signed in. */
export type Act = (path: string, body: object) => Promise<void>;

/** Where in the demonstration the pages lie. */
export type Places = {
  readonly study: string;
  readonly enrolled: string;
  /** The number of somebody who was randomized, and their site. */
  readonly number: string;
  readonly site: string;
  readonly screened: string;
  readonly form: string;
  /** An assessment that is not begun yet, and whose it is. */
  readonly rating: { readonly handle: string; readonly rater: string };
  /** An interview that goes on, and who holds it. */
  readonly interview: { readonly handle: string; readonly rater: string };
  /** A form that its participant has still to answer. */
  /** Enrolled, and not yet randomized. */
  readonly toRandomize: string;
  readonly selfReport: { readonly participantId: string; readonly formKey: string };
  readonly version: string;
  readonly sessions: SessionPlaces;
};

const inStudy = (path: string) => (places: Places) => `/studies/${places.study}${path}`;
const ofEnrolled = (path: string) => (places: Places) =>
  `/studies/${places.study}/participants/${places.enrolled}${path}`;

/** Every page of the router; a test finds one that is missing. */
export const pages: readonly ShownPage[] = [
  {
    name: "offline",
    route: "/studies/$studyId/offline",
    as: "nora.coordinator",
    address: inStudy("/offline"),
    shows: "main h2",
  },
  {
    name: "recordings",
    route: "/studies/$studyId/recordings",
    as: "ruth.therapist",
    address: inStudy("/recordings"),
    shows: "main table",
  },
  {
    name: "reviews",
    route: "/studies/$studyId/reviews",
    as: "tess.auditor",
    address: inStudy("/reviews"),
    shows: "main h1",
  },
  {
    name: "incidents",
    route: "/studies/$studyId/incidents",
    as: "vera.medical",
    address: inStudy("/incidents"),
    shows: "main h1",
  },
  {
    name: "after-sessions",
    route: "/studies/$studyId/participants/$participantId/after-sessions",
    as: "nora.coordinator",
    address: ofEnrolled("/after-sessions"),
    shows: "main h1",
  },
  { name: "report", route: "/report", as: null, address: () => "/report", shows: "main h1" },
  { name: "sign-in", route: "/sign-in", as: null, address: () => "/sign-in", shows: "main h1, main h2" },
  {
    name: "invitation",
    route: "/invitation",
    as: null,
    address: () => "/invitation?token=not-a-token-that-was-ever-given",
    shows: "main h1",
  },
  { name: "emergency", route: "/emergency", as: null, address: () => "/emergency", shows: "main form" },
  { name: "home", route: "/", as: "nora.coordinator", address: () => "/", shows: "main h1" },
  { name: "studies", route: "/studies", as: "iris.admin", address: () => "/studies", shows: "main h1" },
  { name: "accounts", route: "/accounts", as: "iris.admin", address: () => "/accounts", shows: "main table" },
  { name: "security", route: "/security", as: "iris.admin", address: () => "/security", shows: "main h1" },
  { name: "account", route: "/account", as: "nora.coordinator", address: () => "/account", shows: "main h1" },
  {
    name: "worklist",
    route: "/studies/$studyId/",
    as: "nora.coordinator",
    address: inStudy(""),
    shows: "main h2",
  },
  {
    name: "participants",
    route: "/studies/$studyId/participants",
    as: "nora.coordinator",
    address: inStudy("/participants"),
    shows: "main table, main [role=grid], main [role=listbox]",
  },
  {
    name: "new-contact",
    route: "/studies/$studyId/participants/new",
    as: "nora.coordinator",
    address: inStudy("/participants/new"),
    shows: "main form",
  },
  {
    name: "participant",
    route: "/studies/$studyId/participants/$participantId",
    as: "nora.coordinator",
    address: ofEnrolled(""),
    shows: "main svg text",
  },
  {
    name: "eligibility",
    route: "/studies/$studyId/participants/$participantId/eligibility",
    as: "amos.investigator",
    address: ({ study, screened }) => `/studies/${study}/participants/${screened}/eligibility`,
    shows: "main h2",
  },
  {
    name: "history",
    route: "/studies/$studyId/participants/$participantId/history",
    as: "eva.inspector",
    address: ofEnrolled("/history"),
    shows: "main time, main table",
  },
  {
    name: "form",
    route: "/studies/$studyId/participants/$participantId/forms/$visitId/$formId/$repeat",
    as: "nora.coordinator",
    address: ({ study, form }) => `/studies/${study}/participants/${form}`,
    shows: "main h1",
  },
  {
    name: "sessions",
    route: "/studies/$studyId/sessions",
    as: "ruth.therapist",
    address: inStudy("/sessions"),
    shows: "main table",
  },
  {
    name: "session-gate",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    first: openShown("gate"),
    address: inStudy(`/sessions/${shownSessions.gate}`),
    shows: ".vigil-gate-list",
  },
  {
    name: "session-console",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    first: openShown("running"),
    address: inStudy(`/sessions/${shownSessions.running}`),
    shows: ".vigil-pad",
  },
  {
    name: "session-effects",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    first: openShown("running"),
    address: inStudy(`/sessions/${shownSessions.running}`),
    shows: ".vigil-pad",
    last: (page) => page.getByRole("tab", { name: "Effects" }).click(),
  },
  {
    name: "session-emergency",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    first: openShown("running"),
    address: inStudy(`/sessions/${shownSessions.running}`),
    press: "Emergency",
    shows: ".vigil-emergency-card",
  },
  {
    name: "session-locked",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    first: openShown("running"),
    address: inStudy(`/sessions/${shownSessions.running}`),
    press: "Lock this screen",
    shows: ".vigil-locked",
  },
  {
    name: "session-discharge",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    first: openShown("running"),
    address: inStudy(`/sessions/${shownSessions.running}#discharge`),
    shows: ".vigil-readiness",
  },
  {
    name: "session-overnight",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    address: ({ study, sessions }) => `/studies/${study}/sessions/${sessions.night}#night`,
    shows: ".vigil-discharge",
  },
  {
    name: "session-record",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    address: ({ study, sessions }) => `/studies/${study}/sessions/${sessions.ended}#record`,
    shows: ".vigil-record table",
  },
  {
    name: "session-record-monitor",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "dana.monitor",
    address: ({ study, sessions }) => `/studies/${study}/sessions/${sessions.ended}`,
    shows: ".vigil-record table",
  },
  {
    name: "session-paper",
    route: "/studies/$studyId/sessions/$sessionId",
    as: "ruth.therapist",
    address: ({ study, sessions }) => `/studies/${study}/sessions/${sessions.ended}#paper`,
    shows: ".vigil-paper",
  },
  {
    name: "funnel",
    route: "/studies/$studyId/funnel",
    as: "nora.coordinator",
    address: inStudy("/funnel"),
    shows: "main svg",
  },
  {
    name: "randomization",
    route: "/studies/$studyId/randomization",
    as: "nora.coordinator",
    address: inStudy("/randomization"),
    shows: "main .vigil-gauge",
  },
  {
    name: "randomization-sealed",
    route: "/studies/$studyId/randomization",
    as: "ada.unblinded",
    address: inStudy("/randomization"),
    shows: "main .vigil-gauge",
  },
  {
    name: "randomize",
    route: "/studies/$studyId/participants/$participantId",
    as: "amos.investigator",
    address: ({ study, toRandomize }) => `/studies/${study}/participants/${toRandomize}#randomization`,
    shows: "[role=dialog] ul",
  },
  {
    name: "queries",
    route: "/studies/$studyId/queries",
    as: "dana.monitor",
    address: inStudy("/queries"),
    shows: "main h1",
  },
  {
    name: "deviations",
    route: "/studies/$studyId/deviations",
    as: "amos.investigator",
    address: inStudy("/deviations"),
    shows: "main h1",
  },
  {
    name: "adverse-events",
    route: "/studies/$studyId/adverse-events",
    as: "vera.medical",
    address: inStudy("/adverse-events"),
    shows: "main h1",
  },
  {
    name: "training",
    route: "/studies/$studyId/training",
    as: "amos.investigator",
    address: inStudy("/training"),
    shows: "main h1",
  },
  {
    name: "manual",
    route: "/studies/$studyId/manual",
    as: "ruth.therapist",
    address: inStudy("/manual"),
    shows: "main h1",
  },
  {
    name: "medication-and-results",
    route: "/studies/$studyId/participants/$participantId",
    as: "lena.physician",
    address: ofEnrolled("#safety"),
    shows: "main table",
  },
  {
    name: "kits",
    route: "/studies/$studyId/kits",
    as: "hana.pharmacist",
    address: inStudy("/kits"),
    shows: "main table",
  },
  {
    name: "unblind",
    route: "/studies/$studyId/unblind",
    as: "amos.investigator",
    address: ({ study, number }) => `/studies/${study}/unblind?number=${number}`,
    shows: "main .vigil-reasons",
  },
  {
    name: "unblind-for-safety",
    route: "/studies/$studyId/unblind",
    as: "omar.safety",
    address: ({ study, number }) => `/studies/${study}/unblind?number=${number}`,
    shows: "main form",
  },
  {
    name: "unblindings",
    route: "/studies/$studyId/unblindings",
    as: "vera.medical",
    first: (act, { study, enrolled }) =>
      act(`/api/studies/${study}/participants/${enrolled}/commands/record-inadvertent-unblinding`, {
        data: {
          learned: ["therapist"],
          how: "told-by-participant",
          circumstances: { freeText: "The participant said what they believed to have had." },
        },
      }),
    address: inStudy("/unblindings"),
    shows: "main table",
  },
  {
    name: "envelopes",
    route: "/studies/$studyId/envelopes",
    as: "ulf.pharmacist",
    first: async (act, { study, site }) =>
      act(`/api/studies/${study}/sites/${site}/commands/issue-envelopes`, {
        data: {},
        proof: { password: demonstrationPassword },
      }).catch(() => {}),
    address: inStudy("/envelopes"),
    shows: "main table",
  },
  {
    name: "ratings",
    route: "/studies/$studyId/ratings",
    as: ({ rating }) => rating.rater,
    address: inStudy("/ratings"),
    shows: "main h1",
  },
  {
    name: "interview",
    route: "/studies/$studyId/ratings/$handle",
    as: ({ interview }) => interview.rater,
    address: ({ study, interview }) => `/studies/${study}/ratings/${interview.handle}`,
    shows: "main .vigil-map",
  },
  {
    name: "rating",
    route: "/studies/$studyId/ratings/$handle",
    as: ({ rating }) => rating.rater,
    address: ({ study, rating }) => `/studies/${study}/ratings/${rating.handle}`,
    shows: "main h1",
  },
  {
    name: "hand-back",
    route: "/studies/$studyId/ratings/$handle",
    as: ({ interview }) => interview.rater,
    address: ({ study, interview }) => `/studies/${study}/ratings/${interview.handle}`,
    shows: "main .vigil-map",
    last: (page) => page.getByRole("button", { name: "Hand back" }).click(),
  },
  {
    name: "danger",
    route: "/studies/$studyId/ratings/$handle",
    as: ({ interview }) => interview.rater,
    address: ({ study, interview }) => `/studies/${study}/ratings/${interview.handle}`,
    shows: "main .vigil-map",
    last: (page) => page.getByRole("button", { name: "Participant in danger" }).click(),
  },
  {
    name: "rater-pool",
    route: "/studies/$studyId/rater-pool",
    as: "paul.raters",
    address: inStudy("/rater-pool"),
    shows: "main table",
  },
  {
    name: "rater-agreement",
    route: "/studies/$studyId/rater-agreement",
    as: "jo.statistician",
    address: inStudy("/rater-agreement"),
    shows: "main table",
  },
  {
    name: "blinding",
    route: "/studies/$studyId/blinding",
    as: "jo.statistician",
    address: inStudy("/blinding"),
    shows: "main table",
  },
  {
    name: "closed-reports",
    route: "/studies/$studyId/closed",
    as: "ada.unblinded",
    address: inStudy("/closed"),
    press: "Open",
    shows: "main table",
  },
  {
    name: "how-the-blind-held",
    route: "/studies/$studyId/how-the-blind-held",
    as: "ada.unblinded",
    address: inStudy("/how-the-blind-held"),
    press: "Open",
    shows: "main svg",
  },
  {
    name: "designs",
    route: "/studies/$studyId/design",
    as: "vera.medical",
    address: inStudy("/design"),
    shows: "main h1",
  },
  {
    name: "design",
    route: "/studies/$studyId/design/$version",
    as: "vera.medical",
    address: ({ study, version }) => `/studies/${study}/design/${version}`,
    shows: "main h2",
  },
  {
    name: "ledger",
    route: "/studies/$studyId/ledger",
    as: "eva.inspector",
    address: inStudy("/ledger"),
    shows: "main dl, main table",
  },
  {
    name: "administration",
    route: "/studies/$studyId/administration",
    as: "iris.admin",
    address: inStudy("/administration"),
    shows: "main h2",
  },
  {
    name: "handed-over",
    route: "/handed-over",
    as: "nora.coordinator",
    first: (act, { study, selfReport: { participantId, formKey } }) =>
      act(`/api/studies/${study}/participants/${participantId}/hand-over`, {
        data: { formKey },
        pin: "2468",
      }),
    address: () => "/handed-over",
    shows: "main h1, .vigil-calm-page h1",
  },
];

/** What only an instance shows on which there is nobody yet. */
export const firstPage: ShownPage = {
  name: "set-up",
  route: "/set-up",
  as: null,
  address: () => "/set-up",
  shows: "main h1",
};

type Row = {
  readonly participantId: string;
  readonly siteId: string;
  readonly number: string | null;
  readonly stage: string;
};
type Summary = { readonly formKey: string; readonly status: string; readonly completedBy: string };
type Visit = {
  readonly visitId: string;
  readonly encounterId: string;
  readonly session: string | null;
  readonly status: string;
  readonly forms: readonly Summary[];
};
type Seen = { readonly visits: readonly Visit[]; readonly randomization: object | null };
type Rating = { readonly handle: string; readonly state: string; readonly label: string };

/** Finds places worth looking at in a demonstration, by asking as its people do. */
export async function placesIn({ study, get, signIn }: ShownDemonstration): Promise<Places> {
  const coordinator = await signIn("nora.coordinator");
  const base = `/api/studies/${study}`;
  const rows = await get<readonly Row[]>(`${base}/participants`, coordinator);
  const all = await Promise.all(rows.filter(isTakingPart).map(seen));
  const randomized = await randomizedOf(rows, base, { get, signIn });
  const enrolled = busiest(all.filter(({ row }) => row.stage === "enrolled"));
  const screened = rows.filter(({ stage }) => stage === "screening").at(-1)?.participantId ?? "";
  const { current } = await get<{ readonly current: string }>(`${base}/designs`, coordinator);
  return {
    study,
    enrolled: enrolled.row.participantId,
    number: randomized.number ?? "",
    site: randomized.siteId,
    screened,
    form: formOf(enrolled),
    rating: await ratingIn(`${base}/ratings`, "assigned", { get, signIn }),
    interview: await ratingIn(`${base}/ratings`, "in-progress", { get, signIn }),
    selfReport: selfReportOf(all),
    toRandomize: toRandomizeIn(all),
    version: current,
    sessions: await sessionsIn(base, all, { get, signIn }),
  };

  async function seen(row: Row): Promise<{ readonly row: Row; readonly page: Seen }> {
    return { row, page: await get<Seen>(`${base}/participants/${row.participantId}`, coordinator) };
  }
}

/** Somebody who was randomized, as an investigator of the site finds them before a code is broken. */
async function randomizedOf(
  rows: readonly Row[],
  base: string,
  { get, signIn }: Pick<ShownDemonstration, "get" | "signIn">,
): Promise<Row> {
  const investigator = await signIn("amos.investigator");
  for (const row of rows.filter(({ stage }) => stage === "enrolled")) {
    const path = `${base}/unblinding/participant?number=${row.number}`;
    const found = await get<{ readonly randomizationNumber?: string | null }>(path, investigator);
    if (found.randomizationNumber) return row;
  }
  throw new Error("Nobody in the demonstration was randomized.");
}

function isTakingPart({ stage }: Row): boolean {
  return stage === "enrolled" || stage === "screening";
}

const raters = ["maya", "theo", "ines", "gwen", "odile", "ravi", "tove", "luz"].map(
  (name) => `${name}.rater`,
);

/** A CAPS-5 interview in that state. */
async function ratingIn(
  path: string,
  state: string,
  { get, signIn }: Pick<ShownDemonstration, "get" | "signIn">,
): Promise<Places["interview"]> {
  for (const rater of raters) {
    const cookie = await signIn(rater);
    for (const one of await get<readonly Rating[]>(path, cookie)) {
      if (one.state !== state) continue;
      const { formId } = await get<{ readonly formId: string }>(`${path}/${one.handle}`, cookie);
      if (formId === "caps5") return { handle: one.handle, rater };
    }
  }
  throw new Error(`No interview is ${state} in the demonstration.`);
}

function selfReportOf(all: readonly { readonly row: Row; readonly page: Seen }[]): Places["selfReport"] {
  for (const { row, page } of all) {
    const forms = page.visits
      .filter(({ status }) => status === "in-progress")
      .flatMap((visit) => visit.forms);
    const open = forms.find(({ completedBy, status }) => completedBy === "participant" && status === "empty");
    if (open) return { participantId: row.participantId, formKey: open.formKey };
  }
  throw new Error("No participant has a form to answer in the demonstration.");
}

function toRandomizeIn(all: readonly { readonly row: Row; readonly page: Seen }[]): string {
  const found = all.find(({ row, page }) => row.stage === "enrolled" && page.randomization !== null);
  if (!found) throw new Error("Everybody who is enrolled in the demonstration is randomized.");
  return found.row.participantId;
}

function submittedOf({ visits }: Seen): readonly Summary[] {
  return visits.flatMap(({ forms }) => forms).filter(({ status }) => status === "submitted");
}

/** The participant in the middle of treatment: many forms done, many to come. */
function busiest<Found extends { readonly page: Seen }>(found: readonly Found[]): Found {
  const sorted = [...found].sort((a, b) => submittedOf(a.page).length - submittedOf(b.page).length);
  return sorted[Math.floor(sorted.length / 2)] as Found;
}

function formOf({ row, page }: { readonly row: Row; readonly page: Seen }): string {
  const own = submittedOf(page).filter(({ completedBy }) => completedBy === "site");
  const vitals = own.find(({ formKey }) => formKey.includes("/vital-signs/")) ?? own[0];
  return `${row.participantId}/forms/${vitals?.formKey ?? ""}`;
}

type HeldRow = { readonly sessionId: string; readonly ending: string | null };
type HeldPack = {
  readonly asOf: string;
  readonly session: { readonly presence: readonly { readonly user: string; readonly capacity: string }[] };
};

/** Sessions that were held, and visits at which one can be. */
async function sessionsIn(
  base: string,
  all: readonly { readonly row: Row; readonly page: Seen }[],
  { get, signIn }: Pick<ShownDemonstration, "get" | "signIn">,
): Promise<SessionPlaces> {
  const lead = await signIn("ruth.therapist");
  const held = await get<readonly HeldRow[]>(`${base}/sessions`, lead);
  const idOf = (how: string): string => held.find(({ ending }) => ending === how)?.sessionId ?? "";
  const { asOf, session } = await get<HeldPack>(`${base}/sessions/${idOf("ready")}`, lead);
  const userAs = (wanted: string): string =>
    session.presence.find(({ capacity }) => capacity === wanted)?.user ?? "";
  const toHold = all
    .filter(
      ({ row, page }) => row.stage === "enrolled" && page.visits.every((one) => one.status !== "in-progress"),
    )
    .flatMap(({ row, page }) => {
      const visit = page.visits.find(
        ({ session: kind, status }) => kind === "dosing" && (status === "open" || status === "scheduled"),
      );
      return visit ? [{ participantId: row.participantId, ...visit }] : [];
    });
  return {
    ended: idOf("ready"),
    night: idOf("overnight"),
    toHold,
    lead: userAs("lead-monitor"),
    assistant: userAs("assistant-monitor"),
    now: Date.parse(asOf),
  };
}
