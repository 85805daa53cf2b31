import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { useOpenForm } from "../form-context.tsx";
import type { Choice } from "../model/choices.ts";
import type { Question } from "../model/form-model.ts";
import type { EditorIds } from "./editor-ids.ts";

const mostChips = 7;
const mostLetters = 110;

/** One answer of several: as chips where they can be taken in at a glance, else as a list. */
export function ChoiceEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const { isCalm } = useOpenForm();
  const choices = question.choices ?? [];
  const letters = choices.reduce((sum, { label }) => sum + label.length, 0);
  const isScale = choices.every(({ label }) => label === "");
  const fits = isCalm || isScale || (choices.length <= mostChips && letters <= mostLetters);
  return fits ? (
    <Chips question={question} ids={ids} choices={choices} />
  ) : (
    <List question={question} ids={ids} />
  );
}

type ChipsProps = {
  readonly question: Question;
  readonly ids: EditorIds;
  readonly choices: readonly Choice[];
  /** In a table of questions the words stand above, and each chip shows its number alone. */
  readonly isBare?: boolean;
};

/** Radio buttons drawn as chips. A digit chooses the chip that shows it. */
export function Chips({ question, ids, choices, isBare = false }: ChipsProps): ReactNode {
  const form = useOpenForm();
  const { path, value } = question;
  return (
    <span
      className={isBare ? "vigil-chips vigil-chips-bare" : "vigil-chips"}
      role="radiogroup"
      aria-labelledby={ids.label}
      aria-describedby={ids.described}
      data-digits={JSON.stringify(choices.map((choice, index) => digitOf(choice, index, choices)))}
      data-scale={choices.every(({ label }) => label === "") || undefined}
    >
      {choices.map((choice, index) => (
        <label key={choice.value} className="vigil-chip" data-checked={choice.value === value || undefined}>
          <input
            type="radio"
            name={ids.field}
            id={index === 0 ? ids.field : undefined}
            checked={choice.value === value}
            onChange={() => form.type(path, choice.value)}
            {...(isBare ? { "aria-label": `${choice.value} ${choice.label}` } : {})}
          />
          <Words
            choice={choice}
            digit={digitOf(choice, index, choices)}
            isBare={isBare}
            isCalm={form.isCalm}
          />
        </label>
      ))}
    </span>
  );
}

function Words({
  choice: { value, label },
  digit,
  isBare,
  isCalm,
}: {
  readonly choice: Choice;
  readonly digit: string;
  readonly isBare: boolean;
  readonly isCalm: boolean;
}): ReactNode {
  if (isBare) return <span className="vigil-chip-number">{value}</span>;
  if (label === "") return <span className="vigil-chip-number">{value}</span>;
  return (
    <>
      {isCalm && typeof value === "string" ? null : (
        <span className="vigil-chip-digit" aria-hidden={typeof value === "string"}>
          {typeof value === "number" ? value : digit}
        </span>
      )}
      <span>{label}</span>
    </>
  );
}

/** The key that chooses it: its own number, or its place in the list. */
function digitOf({ value }: Choice, index: number, choices: readonly Choice[]): string {
  const areNumbers = choices.every((choice) => typeof choice.value === "number" && choice.value <= 10);
  return areNumbers ? String(value) : String(index + (typeof value === "number" ? 0 : 1));
}

/** A long list of answers, found by typing the first letters. */
function List({ question, ids }: { readonly question: Question; readonly ids: EditorIds }): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const choices = question.choices ?? [];
  const chosen = choices.findIndex(({ value }) => value === question.value);
  return (
    <select
      id={ids.field}
      className="vigil-input"
      value={chosen < 0 ? "" : String(chosen)}
      onChange={(event) =>
        form.type(question.path, choices[Number(event.currentTarget.value)]?.value ?? null)
      }
      aria-labelledby={ids.label}
      aria-describedby={ids.described}
      aria-invalid={ids.isInvalid || undefined}
    >
      <option value="" disabled>
        {forms.chooseOne}
      </option>
      {choices.map(({ value, label }, index) => (
        <option key={value} value={String(index)}>
          {label}
        </option>
      ))}
    </select>
  );
}
