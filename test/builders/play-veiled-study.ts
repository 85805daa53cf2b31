import { signedHash } from "../../src/trial/signature/content.ts";
import { type Person, type StaffName, staff } from "../../src/trial/testing/people.ts";
import { aParticipant, entriesOf, type Story } from "../../src/trial/testing/story.ts";
import { aMeadow, type Meadow } from "./meadow.ts";
import { type Answers, entriesFor, formOf, type Secrets, veiledStudy } from "./veiled-study.ts";

/** Whom the story is of. */
export const veiledParticipant = aParticipant().id;

/**
 * A study in which every secret was entered, corrected with a reason, asked about, answered, told of as a deviation, verified
 * and signed, by whoever may. What is done does not hang on what the secrets are.
 */
export async function playVeiledStudy(secrets: Secrets): Promise<Meadow> {
  const meadow = await aMeadow();
  await underVeiledDesign(meadow);
  const begun = aParticipant().contacted().consented().began("extra", { encounterId: "extra" });
  await meadow.tell(begun);
  await submitAll(meadow, begun, secrets);
  await correctAll(meadow, begun, secrets);
  await askAboutAll(meadow, begun, secrets);
  await tellOfAll(meadow, begun, secrets);
  await signOpinion(meadow);
  return meadow;
}

async function underVeiledDesign(meadow: Meadow): Promise<void> {
  const story = aParticipant();
  const approval = {
    version: "2.0",
    committee: "Ethics",
    approvedOn: "2026-01-05",
    effectiveFrom: "2026-01-06",
  };
  await meadow.act(
    story.command("publish-design", { design: veiledStudy, summary: "Forms kept from some." }),
  );
  await meadow.act(story.command("confirm-parameters", { version: "2.0", parameterIds: ["minimum-age"] }));
  await meadow.act(story.command("approve-design-version", approval));
}

async function submitAll(meadow: Meadow, story: Story, secrets: Secrets): Promise<void> {
  const demographics = {
    formKey: "extra/demographics/1",
    entries: entriesOf({ age: 35, "prior-use": false }),
  };
  await meadow.act(story.command("submit-form", demographics));
  // The rater is chosen by chance; before the answers come, it is the same chance whatever they are.
  const asked = {
    formKey: formOf.rating,
    startsAt: story.trial.now,
    language: "en",
    indexTrauma: { freeText: "A fire." },
  };
  await meadow.act(story.command("request-rating", asked));
  for (const [name, by] of writers) {
    const more = name === "pulse" ? { calm: true } : {};
    const data = { formKey: formOf[name], entries: entriesFor(first(secrets[name]), more) };
    await meadow.act(story.command("submit-form", data, { by }));
  }
  const { handle, by } = await ratingOf(meadow);
  await meadow.act(
    story.command("submit-rating", { entries: entriesFor(first(secrets.rating)) }, { about: handle, by }),
  );
}

async function correctAll(meadow: Meadow, story: Story, secrets: Secrets): Promise<void> {
  for (const [name, by] of writers.slice(1)) {
    const data = { formKey: formOf[name], entries: entriesOf({ level: secrets[name].level }) };
    await meadow.act(
      story.command("correct-items", data, { by, basedOn: 999, reason: `Not ${secrets[name].words}.` }),
    );
  }
  const { handle, by } = await ratingOf(meadow);
  const entries = entriesOf({ level: secrets.rating.level });
  const reason = `Not ${secrets.rating.words}.`;
  await meadow.act(story.command("correct-rating", { entries }, { about: handle, by, reason, basedOn: 999 }));
}

/** The medical monitor sees every form, and asks; the investigator, who does too, answers. */
async function askAboutAll(meadow: Meadow, story: Story, secrets: Secrets): Promise<void> {
  for (const name of Object.keys(formOf) as (keyof Secrets)[]) {
    const question = { freeText: `Why ${secrets[name].words}?` };
    const query = { formKey: formOf[name], itemPath: "level", question };
    await meadow.act(story.command("open-query", query, { by: "medicalMonitor" }));
    const { state } = await meadow.story();
    const queryId = Object.keys(state.queries).at(-1);
    const answer = { freeText: `Because of ${secrets[name].words}.` };
    await meadow.act(story.command("answer-query", { queryId, answer }, { by: "investigator" }));
  }
}

async function tellOfAll(meadow: Meadow, story: Story, secrets: Secrets): Promise<void> {
  for (const name of Object.keys(formOf) as (keyof Secrets)[]) {
    const description = { freeText: `Late by ${secrets[name].words}.` };
    const data = { category: "procedure", rule: "late-form", description, about: formOf[name] };
    await meadow.act(story.command("record-deviation", data, { by: "investigator" }));
    const { state } = await meadow.story();
    const deviationId = Object.keys(state.deviations).at(-1);
    const correctiveAction = { freeText: `Told them of ${secrets[name].words}.` };
    const assessed = { deviationId, importance: "important", correctiveAction, closed: false };
    await meadow.act(story.command("assess-deviation", assessed, { by: "investigator" }));
  }
}

async function signOpinion(meadow: Meadow): Promise<void> {
  const story = await meadow.story();
  const target = { kind: "form", id: formOf.opinion } as const;
  const data = { target, meaning: "This is my opinion", contentHash: signedHash(story.state, target) };
  await meadow.act(story.command("sign-record", data, { by: "therapist" }));
  const whole = { kind: "casebook", id: "" } as const;
  const casebook = { target: whole, meaning: "I reviewed it", contentHash: signedHash(story.state, whole) };
  await meadow.act((await meadow.story()).command("sign-record", casebook, { by: "investigator" }));
}

/** Who enters what; the diary is the participant's own, who corrects nothing. */
const writers: readonly (readonly [Exclude<keyof Secrets, "rating">, StaffName])[] = [
  ["diary", "participant"],
  ["session", "therapist"],
  ["pulse", "coordinator"],
  ["opinion", "therapist"],
];

/** What is entered first, before it is corrected. */
function first({ level, words }: Answers): Answers {
  return { level: level / 4, words };
}

async function ratingOf(meadow: Meadow): Promise<{ readonly handle: string; readonly by: Person }> {
  const { trial, state } = await meadow.story();
  const handle = Object.keys(state.ratings)[0] ?? "";
  const rater = trial.ratings[handle]?.rater;
  const by = [staff.firstRater, staff.secondRater].find(({ user }) => user === rater) ?? staff.firstRater;
  return { handle, by };
}
