import type { ShownDemonstration } from "./shown-demonstration.ts";

/** A page of the app as somebody of the demonstration sees it. */
export type ShownPage = {
  /** Names its pictures. */
  readonly name: string;
  /** The address as the router has it; a page may be shown more than once. */
  readonly route: string;
  /** Who looks; nobody: before signing in. */
  readonly as: string | null;
  readonly address: (places: Places) => string;
  /** What must be on the screen before it is looked at. */
  readonly shows: string;
};

/** Where in the demonstration the pages lie. */
export type Places = {
  readonly study: string;
  readonly enrolled: string;
  readonly screened: string;
  readonly form: string;
  readonly rating: string;
  readonly version: string;
};

const inStudy = (path: string) => (places: Places) => `/studies/${places.study}${path}`;
const ofEnrolled = (path: string) => (places: Places) =>
  `/studies/${places.study}/participants/${places.enrolled}${path}`;

/** Every page of the router; a test finds one that is missing. */
export const pages: readonly ShownPage[] = [
  { name: "sign-in", route: "/sign-in", as: null, address: () => "/sign-in", shows: "main h1, main h2" },
  {
    name: "invitation",
    route: "/invitation",
    as: null,
    address: () => "/invitation?token=not-a-token-that-was-ever-given",
    shows: "main h1",
  },
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
    name: "funnel",
    route: "/studies/$studyId/funnel",
    as: "nora.coordinator",
    address: inStudy("/funnel"),
    shows: "main svg",
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
    name: "ratings",
    route: "/studies/$studyId/ratings",
    as: "maya.rater",
    address: inStudy("/ratings"),
    shows: "main h1",
  },
  {
    name: "rating",
    route: "/studies/$studyId/ratings/$handle",
    as: "maya.rater",
    address: ({ study, rating }) => `/studies/${study}/ratings/${rating}`,
    shows: "main h1",
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
];

/** Pages that only a state of their own shows: an empty instance, a device in a participant's hands. */
export const pagesOfOtherStates: readonly string[] = ["/set-up", "/handed-over"];

type Row = { readonly participantId: string; readonly number: string | null; readonly stage: string };
type Summary = { readonly formKey: string; readonly status: string; readonly completedBy: string };
type Seen = { readonly visits: readonly { readonly forms: readonly Summary[] }[] };

/** Finds places worth looking at in a demonstration, by asking as its people do. */
export async function placesIn({ study, get, signIn }: ShownDemonstration): Promise<Places> {
  const [coordinator, rater] = [await signIn("nora.coordinator"), await signIn("maya.rater")];
  const base = `/api/studies/${study}`;
  const rows = await get<readonly Row[]>(`${base}/participants`, coordinator);
  const enrolled = await busiest(await Promise.all(rows.filter(isEnrolled).map(seen)));
  const screened = rows.filter(({ stage }) => stage === "screening").at(-1)?.participantId ?? "";
  const ratings = await get<readonly { readonly handle: string; readonly state: string }[]>(
    `${base}/ratings`,
    rater,
  );
  const { current } = await get<{ readonly current: string }>(`${base}/designs`, coordinator);
  const open = ratings.find(({ state }) => state !== "submitted" && state !== "canceled") ?? ratings[0];
  return {
    study,
    enrolled: enrolled.row.participantId,
    screened,
    form: formOf(enrolled),
    rating: open?.handle ?? "",
    version: current,
  };

  async function seen(row: Row): Promise<{ readonly row: Row; readonly page: Seen }> {
    return { row, page: await get<Seen>(`${base}/participants/${row.participantId}`, coordinator) };
  }
}

function isEnrolled({ stage }: Row): boolean {
  return stage === "enrolled";
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
