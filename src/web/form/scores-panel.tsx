import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { withUnit } from "#design";
import { useMessages } from "../messages/messages.tsx";
import type { FormModel } from "./model/form-model.ts";

/** The scores of the form's instrument as they now are, by its published rules. */
export function ScoresPanel({ model }: { readonly model: FormModel }): ReactNode {
  const { forms } = useMessages();
  const scores = [...model.form.scores.values()].filter(({ id }) => !/^item\d+Severity$/.test(id));
  const wordsOf = useScoreWords();
  if (scores.length === 0) return null;
  return (
    <section aria-label={forms.scores}>
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        {forms.scores}
      </Text>
      <dl className="vigil-scores">
        {scores.map((score) => (
          <div key={score.id}>
            <dt>{score.label}</dt>
            <dd>{wordsOf(score, model.state.scores[score.id])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Score = FormModel["form"]["scores"] extends ReadonlyMap<string, infer Of> ? Of : never;

/** A score in words; what could not be computed yet is a dash. */
export function useScoreWords(): (
  score: Pick<Score, "codes" | "unit">,
  value: number | string | boolean | null | undefined,
) => string {
  const { forms } = useMessages();
  return ({ codes, unit }, value) => {
    if (value === null || value === undefined) return forms.noScore;
    if (typeof value === "boolean") return value ? forms.yes : forms.no;
    if (typeof value === "number") return withUnit(String(Math.round(value * 100) / 100), unit);
    return codes?.get(value) ?? value;
  };
}
