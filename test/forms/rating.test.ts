import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf } from "#kernel";
import { aServedStudy, type Person, proof, type ServedStudy } from "./served-study.ts";

const meaning = "I held and scored the interview";
let study: ServedStudy;
let cora: Person;
let rena: Person;
beforeAll(async () => {
  study = await aServedStudy({
    codeLists: [
      { id: "answer", label: "Answer", codes: [{ code: "a", label: "A" }] },
      { id: "arms", label: "Arms of the trial", codes: [{ code: "active", label: "Active" }] },
    ],
    parameters: [
      {
        id: "entry-minimum",
        label: "Least total at entry",
        value: 28,
        source: "x",
        confirmation: "published",
      },
      { id: "most-pages", label: "Pages", value: 9, source: "y", confirmation: "published", note: "z" },
    ],
    forms: [
      {
        id: "interview",
        label: "Interview",
        purpose: "Tells whether the participant may be dosed.",
        source: "Protocol 7.2",
        completedBy: "independent-rater",
        hiddenFrom: ["lead-therapist"],
        signedBy: [{ role: "independent-rater", meaning }],
        itemGroups: [
          {
            id: "all",
            items: [
              { id: "answer", label: "Answer", type: "code", codeListId: "answer", source: "Protocol 7.2.1" },
              {
                id: "pages",
                label: "Pages",
                help: "Asked where the total is {entry-minimum} or more.",
                type: "integer",
                range: { maximum: { parameter: "most-pages" } },
              },
            ],
          },
        ],
      },
      {
        id: "arm",
        label: "Arm",
        itemGroups: [{ id: "g", items: [{ id: "arm", label: "Arm", type: "code", codeListId: "arms" }] }],
      },
    ],
  });
  cora = await study.person("cora", "site-coordinator");
  rena = await study.person("rena", "independent-rater");
}, 60_000);
afterAll(() => study.close());

const entries = [
  { path: "answer", value: "a" },
  { path: "pages", value: 4 },
];

let hours = 0;

/** An assessment that was asked for, at an hour at which nobody else is rated, as its rater reaches it. */
async function asked() {
  const { path, visit } = await study.participant();
  const formKey = `${visit}/interview/1`;
  const data = {
    formKey,
    startsAt: instantOf(Date.parse("2026-11-21T08:00:00Z") + 3 * 3_600_000 * hours++),
    language: "en",
    indexTrauma: { freeText: "A fire at work" },
  };
  const before = await rena.get<{ handle: string }[]>(`${study.base}/ratings`);
  const answer = await cora.command(`${path}/commands/request-rating`, data);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const after = await rena.get<{ handle: string }[]>(`${study.base}/ratings`);
  const handle = after.body.find((one) => !before.body.some((known) => known.handle === one.handle))?.handle;
  return { path, formKey, handle, rating: `${study.base}/ratings/${handle}` };
}

test("a rater opens the study, and sees none of its sites and participants", async () => {
  const { status, body } = await rena.get(study.base);
  expect(status).toBe(200);
  expect(body).toMatchObject({ roles: [{ role: "independent-rater" }], sites: [] });
  for (const route of ["/participants", "/sites", "/designs", "/designs/1.0", "/queries", "/funnel"]) {
    expect({ route, status: (await rena.get(`${study.base}${route}`)).status }).toEqual({
      route,
      status: 403,
    });
  }
});

test("an assessment shows a pseudonym, the trauma, the language and the form, and nothing that tells more", async () => {
  const { rating } = await asked();
  const { body } = await rena.get<Record<string, unknown>>(rating);
  expect(body).toMatchObject({
    status: "assigned",
    language: "en",
    indexTrauma: "A fire at work",
    items: [],
  });
  const items = [{ id: "answer" }, { id: "pages", help: "Asked where the total is 28 or more." }];
  expect(body["design"]).toMatchObject({
    forms: [{ id: "interview", label: "Interview", hiddenFrom: [], itemGroups: [{ items }] }],
    codeLists: [{ id: "answer" }],
    parameters: [{ id: "most-pages", value: 9, source: "protocol" }],
  });
  const text = JSON.stringify(body);
  for (const telling of [
    "purpose",
    "7.2",
    "entry-minimum",
    "arms",
    "extra",
    "North",
    study.site,
    "therapist",
  ]) {
    expect(text).not.toContain(telling);
  }
});

test("what was handed in is signed with the form's own meaning, and its answers are shown to the rater no more", async () => {
  const { rating, path, formKey } = await asked();
  await rena.command(`${rating}/commands/start-rating`, {});
  await rena.command(`${rating}/commands/draft-rating`, { entries: entries.slice(0, 1) });
  expect((await rena.get(rating)).body).toMatchObject({ status: "in-progress", items: entries.slice(0, 1) });
  const submit = await rena.command(
    `${rating}/commands/submit-rating`,
    { entries: entries.slice(1) },
    { proof },
  );
  expect(submit.status).toBe(200);
  const after = await rena.get(rating);
  expect(after.body).toMatchObject({ status: "submitted", items: [], indexTrauma: "" });
  const page = await cora.get<{ visits: { forms: { formKey: string; signatures: string }[] }[] }>(path);
  const form = page.body.visits.flatMap(({ forms }) => forms).find((one) => one.formKey === formKey);
  expect(form).toMatchObject({ status: "submitted", signatures: "valid" });
});

// The last: from here on there is a second rater, who may be the one that is asked.
test("the list names pseudonym, index trauma, language and time, no form, and is the rater's own", async () => {
  const { handle } = await asked();
  const own = await rena.get<{ handle: string }[]>(`${study.base}/ratings`);
  const line = own.body.find((one) => one.handle === handle);
  expect(line).toMatchObject({ state: "assigned", language: "en", isRecording: false });
  expect(Object.keys(line ?? {}).sort()).toEqual([
    "handle",
    "indexTrauma",
    "isRecording",
    "language",
    "pseudonym",
    "startsAt",
    "state",
  ]);
  const rolf = await study.person("rolf", "independent-rater");
  expect((await rolf.get(`${study.base}/ratings`)).body).toEqual([]);
  expect((await rolf.get(`${study.base}/ratings/${handle}`)).status).toBe(404);
});
