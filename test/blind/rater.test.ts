import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listRoutes } from "#server";
import { commands } from "#trial";
import { meadow as meadowStudyId, north, type Person, south, staff } from "../../src/trial/testing/people.ts";
import { interviewRequest, ratedTrial, waitingForInterview } from "../../src/trial/testing/rated-study.ts";
import { aCall, aSignature, entriesOf, type Story } from "../../src/trial/testing/story.ts";
import { commandCall } from "../builders/command-call.ts";
import type { Place } from "../builders/command-samples.ts";
import { anInstance } from "../builders/instance.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";
import { nameOfRoute, routeSamples } from "../builders/route-samples.ts";
import { type ServedApp, serveInstance } from "../builders/served-app.ts";
import { cookieOf, signEverybodyIn } from "./twins.ts";

/** One assessment, and everything beside it that its rater must not be able to tell from what they get. */
type Assessed = { readonly handle: string; readonly pseudonym: string; readonly place: Place };

const at = "2026-04-20T15:00:00.000Z";
const trauma = { freeText: "An accident at work." };
const whereabouts = {
  address: "1 Test Street",
  "call-back-number": "+1 555 0100",
  "clinician-name": "Dr Duty",
  "clinician-telephone": "+1 555 0101",
};

/** At the north site, randomized, dosed, with scores, a deviation and a corrected vital sign; the rating is at a late, unscheduled visit. */
function longInTheTrial(): Story {
  const done = ratedBy(waitingForInterview().does("request-rating", interviewRequest)).story;
  const session = { visitId: "at-dosing", mode: "in-person" };
  return done
    .confirmedEligible("randomization")
    .does("open-randomization")
    .does("randomize-participant")
    .on("2026-03-16")
    .does("record-held-visit", session)
    .submitted("at-dosing/discharge/1", { escorted: true, "last-pulse": 141 })
    .does("record-deviation", {
      category: "procedure",
      rule: "fasting",
      description: { freeText: "Headache and nausea after the dose." },
    })
    .on("2026-04-20T13:00:00.000Z")
    .does("schedule-visit", { encounterId: "extra", plannedFor: at, mode: "telephone" });
}

function ratedBy(story: Story): { readonly story: Story; readonly by: Person } {
  const handle = Object.keys(story.state.ratings).at(-1) ?? "";
  const rater = story.trial.ratings[handle]?.rater;
  const by = rater === staff.firstRater.user ? staff.firstRater : staff.secondRater;
  const entries = entriesOf({ intrusion: 17, avoidance: 16 });
  return { story: story.does("submit-rating", { entries }, { about: handle, by }), by };
}

/** At the south site, in another language's country, just consented: the rating is the first visit of all. */
function newToTheTrial(story: Story, by: "southCoordinator" = "southCoordinator"): Story {
  return story
    .another(2)
    .does("log-contact", { ...aCall, siteId: south, recruitmentSource: "web" }, { by })
    .does("sign-consent", { ...aSignature, signedOn: "2026-04-20" }, { by })
    .does("schedule-visit", { instanceId: "at-baseline", plannedFor: at, mode: "remote-video" }, { by });
}

function asks(story: Story, rater: Person, by: "coordinator" | "southCoordinator"): Story {
  const visits = Object.values(story.state.visits.visits).filter(({ status }) => status === "scheduled");
  const request = { startsAt: at, language: "en", indexTrauma: trauma };
  return ["interview", "rater-guess"].reduce((before, form) => {
    const formKey = `${visits.at(-1)?.visitId}/${form}/1`;
    return before
      .does("choose-rater", { formKey, rater: rater.user }, { reason: "For the comparison." })
      .does("request-rating", { ...request, formKey }, { by });
  }, story);
}

let meadow: Meadow;
let app: ServedApp;
let rater: Person;
let one: Assessed;
let other: Assessed;
/** Of the same two, one more each, that the rater hands back. */
let back: readonly [Assessed, Assessed];

beforeAll(async () => {
  const long = longInTheTrial();
  rater =
    long.trial.ratings[Object.keys(long.state.ratings)[0] ?? ""]?.rater === staff.firstRater.user
      ? staff.secondRater
      : staff.firstRater;
  const both = asks(newToTheTrial(asks(long, rater, "coordinator")), rater, "southCoordinator");
  meadow = await aMeadow(anInstance, ratedTrial());
  await meadow.tell(both);
  await signEverybodyIn(meadow);
  app = serveInstance(meadow.instance, meadow.clock);
  [one, other] = [
    assessedIn(both.another(1), north, "interview"),
    assessedIn(both.another(2), south, "interview"),
  ];
  back = [
    assessedIn(both.another(1), north, "rater-guess"),
    assessedIn(both.another(2), south, "rater-guess"),
  ];
}, 120_000);
afterAll(async () => app?.close());

function assessedIn(story: Story, siteId: string, form: string): Assessed {
  const requests = Object.values(story.state.ratings);
  const handle = requests.findLast(({ formId }) => formId === form)?.handle ?? "";
  const formKey = story.state.ratings[handle]?.formKey ?? "";
  const place: Place = {
    studyId: meadowStudyId,
    siteId,
    toSite: siteId,
    participantId: story.id,
    userId: siteId === north ? staff.coordinator.user : staff.southCoordinator.user,
    accountId: siteId === north ? staff.coordinator.user : staff.southCoordinator.user,
    handle,
    sessionId: story.id,
    newSession: story.id,
    queryId: story.id,
    deviationId: Object.keys(story.state.deviations)[0] ?? story.id,
    unblindingId: story.id,
    grantId:
      story.trial.staff[siteId === north ? staff.coordinator.user : staff.southCoordinator.user]?.grants[0]
        ?.grantId ?? "",
    delegationId: story.id,
    visitId: formKey.split("/")[0] ?? "",
    formKey,
    signedForm: Object.keys(story.state.forms)[0] ?? formKey,
    ratedForm: formKey,
    version: "1.0",
  };
  return { handle, pseudonym: story.trial.ratings[handle]?.pseudonym ?? "", place };
}

/** What one may see of whom they rate is written as what it is; nothing else is taken out. */
function without(text: string, { handle, pseudonym }: Assessed): string {
  return text.replaceAll(handle, "HANDLE").replaceAll(pseudonym, "PSEUDONYM");
}

async function bytesOf(assessed: Assessed, call: { method: string; url: string; body?: unknown }) {
  const { status, headers, text } = await app.call({ ...call, cookie: cookieOf(rater.user) });
  // The network's clock goes on; the length hangs on the pseudonym's.
  const { date: _date, "content-length": _length, ...rest } = headers;
  return without(`${status} ${JSON.stringify(rest)} ${text}`, assessed);
}

/** Everything that a rater can do on an assessment, in an order in which each is done or refused by its state. */
const inTurn = [
  "start-rating",
  "draft-rating",
  "declare-danger",
  "file-rater-unblinding",
  "submit-rating",
  "correct-rating",
];

/** By the name of a route, what is asked of it for somebody; of a list, the line of the one asked about. */
async function everyAnswer(assessed: Assessed): Promise<ReadonlyMap<string, string>> {
  const got = new Map<string, string>();
  const samples = routeSamples();
  for (const route of listRoutes()) {
    const name = nameOfRoute(route);
    const sample = samples.get(name);
    if (!sample) throw new Error(`Nothing is known to ask ${name}: add it to the samples of routes.`);
    // Without a study in its address it cannot lead to a participant; only what is read is asked.
    if (route.method !== "GET" && !route.url.includes("/studies/:studyId")) continue;
    if ([...inTurn, "hand-back-rating"].some((type) => route.url.endsWith(endingOf(type)))) continue;
    if (isAboutItself(name)) continue;
    got.set(name, await bytesOf(assessed, sample(assessed.place, app)));
  }
  return got;
}

function endingOf(type: string): string {
  return type === "declare-danger" ? "/ratings/:subjectId/danger" : `/commands/${type}`;
}

/** Both answer of everything that the rater has: the lines are compared by themselves. */
const lists = ["GET /api/studies/:studyId/ratings", "GET /api/studies/:studyId/worklist"];
function isAboutItself(name: string): boolean {
  return lists.includes(name);
}

type Line = Readonly<Record<string, unknown>> & { readonly subject?: { readonly handle?: string } };

async function lineOf(name: string, assessed: Assessed): Promise<string> {
  const url = name.slice(4).replace(":studyId", meadow.study);
  const { json } = await app.call({ method: "GET", url, cookie: cookieOf(rater.user) });
  const lines = (Array.isArray(json) ? json : (json as { items: Line[] }).items) as Line[];
  const own = lines.filter((line) => (line["handle"] ?? line.subject?.handle) === assessed.handle);
  expect(own).toHaveLength(1);
  return without(JSON.stringify(own), assessed);
}

async function expectNoDifference(named: readonly string[] = lists): Promise<void> {
  const [mine, theirs] = [await everyAnswer(one), await everyAnswer(other)];
  for (const [name, bytes] of mine) expect({ name, bytes: theirs.get(name) }).toEqual({ name, bytes });
  for (const name of named) expect(await lineOf(name, other)).toBe(await lineOf(name, one));
}

describe("two participants of whom everything differs look the same to their rater, byte for byte", () => {
  test("in all that can be asked before the interview, of every route that there is", async () => {
    await expectNoDifference();
  });

  test("in whether the interview may begin, before and after the site has confirmed where they are", async () => {
    const begin = (assessed: Assessed) => bytesOf(assessed, sampleOf("start-rating", assessed));
    expect(await begin(one)).toMatch(/^422.*whereabouts-unconfirmed/);
    expect(await begin(other)).toBe(await begin(one));
    await confirm(one, staff.coordinator);
    await confirm(other, staff.southCoordinator);
    await expectNoDifference();
  });

  test("in the answer to every act, done or refused, and in all that can be asked between them", async () => {
    const byRater = commands.filter(({ subject }) => subject === "rating").map(({ type }) => type);
    expect([...byRater].sort()).toEqual([...inTurn, "hand-back-rating"].sort());
    for (const type of inTurn) {
      const [mine, theirs] = [
        await bytesOf(one, sampleOf(type, one)),
        await bytesOf(other, sampleOf(type, other)),
      ];
      expect({ type, answer: theirs }).toEqual({ type, answer: mine });
      for (const name of lists) expect(await lineOf(name, other)).toBe(await lineOf(name, one));
    }
    await expectNoDifference();
  });

  test("in handing back, and in what is left of it", async () => {
    const [mine, theirs] = back;
    const answer = await bytesOf(mine, sampleOf("hand-back-rating", mine));
    expect(answer).toMatch(/^200/);
    expect(await bytesOf(theirs, sampleOf("hand-back-rating", theirs))).toBe(answer);
    const ratings = lists[0] ?? "";
    expect(await lineOf(ratings, theirs)).toBe(await lineOf(ratings, mine));
    await expectNoDifference();
  });

  test("after both were handed in, with other scores before them", async () => {
    for (const { handle } of [one, other]) await submit(handle);
    const refused = await bytesOf(one, sampleOf("hand-back-rating", one));
    expect(refused).toMatch(/^409.*rating-state/);
    expect(await bytesOf(other, sampleOf("hand-back-rating", other))).toBe(refused);
    await expectNoDifference(lists.slice(0, 1));
    const again = await app.call({
      method: "GET",
      url: `/api/studies/${meadow.study}/ratings/${one.handle}`,
      cookie: cookieOf(rater.user),
    });
    expect(again.json).toMatchObject({ status: "submitted", items: [], indexTrauma: "" });
  });

  test("though they differ to whoever may see them, and no word of it reaches the rater", async () => {
    const page = (assessed: Assessed, person: Person) =>
      app.call({
        method: "GET",
        url: `/api/studies/${meadow.study}/participants/${assessed.place.participantId}`,
        cookie: cookieOf(person.user),
      });
    expect((await page(one, staff.medicalMonitor)).text).toContain("fasting");
    expect((await page(other, staff.medicalMonitor)).text).not.toContain("fasting");
    // Whom one may sign in as in a demonstration is shown to anybody, before they are anybody.
    const all = [...(await everyAnswer(one)), ...(await everyAnswer(other))].filter(
      ([name]) => name !== "GET /api/set-up",
    );
    const telling = all.flatMap(([name, bytes]) =>
      keptWords()
        .filter((word) => bytes.includes(word))
        .map((word) => `${name}: ${word}`),
    );
    expect(telling).toEqual([]);
  });
});

/** Ids, sites, places, visits, arms, scores and what happened beside: none of it may be in anything that a rater gets. */
function keptWords(): readonly string[] {
  const ids = [one, other].flatMap(({ place }) => [place.participantId, place.siteId]);
  const visits = ["at-dosing", "at-baseline", "R-0001", "01-0001", "02-0001"];
  return [...ids, ...visits, "North", "South", "Headache", "America/New_York", "Europe/Berlin", '":33'];
}

test("a list of what was handed in holds nothing by which two are known to be of one person", async () => {
  const url = `/api/studies/${meadow.study}/ratings`;
  const { json } = await app.call({ method: "GET", url, cookie: cookieOf(rater.user) });
  for (const line of json as Line[]) {
    expect(line).toMatchObject({ language: null, indexTrauma: null });
    expect(Object.keys(line).sort()).toEqual([
      "handle",
      "indexTrauma",
      "isRecording",
      "language",
      "pseudonym",
      "startsAt",
      "state",
    ]);
  }
});

function sampleOf(type: string, { place, handle }: Assessed) {
  const sample = routeSamples().get(`POST /api/studies/:studyId/ratings/:subjectId${ownEnding(type)}`);
  if (type === "draft-rating" || type === "submit-rating" || type === "correct-rating") {
    const data = { entries: entriesOf({ intrusion: 8 }) };
    const more = type === "correct-rating" ? { reason: "Misheard." } : {};
    return commandCall(app, type, { study: place.studyId, subject: handle }, data, more);
  }
  if (type === "file-rater-unblinding") {
    const data = { learned: ["visit"], from: "participant", learnedAt: "2026-04-20T13:00:00.000Z" };
    return commandCall(app, type, { study: place.studyId, subject: handle }, data);
  }
  if (!sample) throw new Error(`There is no sample of ${type}.`);
  return sample(place, app);
}

function ownEnding(type: string): string {
  return type === "declare-danger" ? "/danger" : `/commands/${type}`;
}

async function confirm({ place, handle }: Assessed, by: Person): Promise<void> {
  const call = commandCall(
    app,
    "confirm-whereabouts",
    { study: place.studyId, subject: place.participantId },
    { handle, ...whereabouts },
  );
  const { status, text } = await app.call({ ...call, cookie: cookieOf(by.user) });
  expect(`${status} ${text}`).toMatch(/^200/);
}

async function submit(handle: string): Promise<void> {
  const { type, data } = { type: "submit-rating" as const, data: { entries: entriesOf({ avoidance: 6 }) } };
  await meadow.act({ type, about: handle, data, by: rater });
}
