import type { Role, StudyDesignInput } from "#design";
import { meadowForms } from "../../src/trial/testing/meadow-forms.ts";
import { meadowStudy } from "../../src/trial/testing/meadow-study.ts";
import { entriesOf } from "../../src/trial/testing/story.ts";

type Form = NonNullable<StudyDesignInput["forms"]>[number];

/** Answers that somebody is kept from, by why they are kept. */
export type Secrets = {
  /** A participant's answers. */
  readonly diary: Answers;
  /** A rater's scores. */
  readonly rating: Answers;
  /** A form that could tell the arm. */
  readonly session: Answers;
  /** Two items that could tell the arm, on a form that does not. */
  readonly pulse: Answers;
  /** A form that the site's coordinator does not see. */
  readonly opinion: Answers;
};
export type Answers = { readonly level: number; readonly words: string };

const level = {
  id: "level",
  label: "Level",
  type: "decimal",
  range: { expected: { minimum: 0, maximum: 50 } },
} as const;
const words = { id: "words", label: "In words", type: "text", required: false } as const;
const doubled = {
  id: "doubled",
  label: "Twice the level",
  type: "computed",
  computedBy: "level * 2",
} as const;

/** A form of one kind: a number that is queried above 50, words, and what is reckoned from the number. */
function veiled(id: string, more: Partial<Form>): Form {
  return {
    id,
    label: `Form ${id}`,
    itemGroups: [{ id: `${id}-items`, items: [level, words, doubled] }],
    ...more,
  };
}

const rater: readonly Role[] = ["independent-rater"];

/** The meadow study with a form for each way of keeping something from somebody. Any of them is filled at an unscheduled visit. */
export const veiledStudy: StudyDesignInput = {
  ...meadowStudy,
  version: "2.0",
  amendments: [
    { id: "amendment-1", version: "2.0", summary: "Forms that are kept from some.", substantial: false },
  ],
  forms: [
    ...meadowForms,
    veiled("diary", { completedBy: "participant", hiddenFrom: [...rater] }),
    veiled("rating", { completedBy: "independent-rater" }),
    veiled("session", { completedBy: "therapist", potentiallyUnblinding: true, hiddenFrom: [...rater] }),
    {
      id: "rest",
      label: "Rest after the session",
      hiddenFrom: [...rater],
      itemGroups: [
        {
          id: "resting",
          items: [
            { id: "calm", label: "Calm", type: "boolean" },
            { ...level, potentiallyUnblinding: true },
            { ...words, potentiallyUnblinding: true },
            { ...doubled, potentiallyUnblinding: true },
          ],
        },
      ],
    },
    veiled("opinion", {
      completedBy: "therapist",
      hiddenFrom: [...rater, "site-coordinator"],
      signedBy: [{ role: "lead-therapist", meaning: "This is my opinion" }],
    }),
  ],
};

/** The form on which each secret stands, at the unscheduled visit. */
export const formOf: Readonly<Record<keyof Secrets, string>> = {
  diary: "extra/diary/1",
  rating: "extra/rating/1",
  session: "extra/session/1",
  pulse: "extra/rest/1",
  opinion: "extra/opinion/1",
};

/** Answers of a secret as they are entered. */
export function entriesFor({ level, words }: Answers, more: object = {}) {
  return entriesOf({ ...more, level, words: { freeText: words } });
}
