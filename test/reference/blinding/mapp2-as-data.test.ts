import { expect, test } from "vitest";
import type { SiteId, ZoneId } from "#kernel";
import { compile, meadowStudy } from "../../../src/trial/testing/meadow-study.ts";
import { north } from "../../../src/trial/testing/people.ts";
import { aParticipant, type Story } from "../../../src/trial/testing/story.ts";
import { blindingTables } from "../../../src/usecases/closed/blinding-tables.ts";
import type { StudyData } from "../../../src/usecases/closed/study-data.ts";

/** The blinding survey of MAPP2 (published counts), the drug as this study's active arm and placebo as its control. */
const survey = [
  { arm: "active", guess: "drug", count: 49 },
  { arm: "active", guess: "low", count: 1 },
  { arm: "active", guess: "cannot-tell", count: 2 },
  { arm: "control", guess: "low", count: 33 },
  { arm: "control", guess: "drug", count: 9 },
  { arm: "control", guess: "cannot-tell", count: 2 },
].flatMap(({ arm, guess, count }) => Array.from({ length: count }, () => ({ arm, guess })));

/** Randomized, held to the end, and asked in participant mode: every step by the rules of the study. */
function guesses(serial: number, guess: string): Story {
  return aParticipant(serial)
    .randomized()
    .on("2026-03-30")
    .does("record-held-visit", { visitId: "at-dosing", mode: "in-person" })
    .on("2026-04-27")
    .does("record-held-visit", { visitId: "at-follow-up", mode: "in-person" })
    .submitted("at-follow-up/own-guess/1", { guess, "how-sure": "very" }, { by: "participant" });
}

test("the guesses of MAPP2, given form by form in a study of 52 and 44, give 0.92 with the drug and 0.55 with placebo", () => {
  const design = compile(meadowStudy);
  const told = survey.map(({ arm, guess }, index) => ({ arm, story: guesses(index + 1, guess) }));
  const data: StudyData = {
    design,
    designs: () => design,
    participants: told.map(({ story }) => ({
      id: story.id as never,
      number: story.state.enrollment.number,
      siteId: north as SiteId,
      siteNumber: "01",
      zone: "America/New_York" as ZoneId,
      state: story.state,
      design,
    })),
  };
  const arms = new Map(told.map(({ arm, story }) => [story.id, arm]));
  const tables = blindingTables(data, arms, undefined);
  if (!tables.ok) throw new Error(JSON.stringify(tables.error));
  const [counted, james] = tables.value;
  const row = (arm: string) => {
    const cells = counted?.rows.find(([role, , name]) => role === "participant" && name === arm) ?? [];
    return Object.fromEntries((counted?.columns ?? []).map((column, at) => [column, cells[at]]));
  };
  expect(row("The drug")).toMatchObject({ n: 52, correct: 49, incorrect: 1, "dont-know": 2, missing: 0 });
  expect(row("A low dose of it")).toMatchObject({ n: 44, correct: 33, incorrect: 9, "dont-know": 2 });
  expect(Number(row("The drug")["bang"]).toFixed(2)).toBe("0.92");
  expect(Number(row("A low dose of it")["bang"]).toFixed(2)).toBe("0.55");
  expect(james?.rows.find(([role]) => role === "participant")?.[2]).toBe(96);
  // Nobody else was answered for: it is outstanding, and said so.
  const therapists = counted?.rows.filter(([role]) => role === "lead-therapist" || role === "co-therapist");
  expect(therapists?.map((cells) => [cells[3], cells[7]])).toEqual([
    [0, 52],
    [0, 44],
    [0, 52],
    [0, 44],
  ]);
});
