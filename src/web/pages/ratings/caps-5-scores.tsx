import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { FormModel } from "../../form/model/form-model.ts";
import { useScoreWords } from "../../form/scores-panel.tsx";
import { useMessages } from "../../messages/messages.tsx";

const shown = ["total", "clusterB", "clusterC", "clusterD", "clusterE", "symptoms", "diagnosis"] as const;

/** Total and clusters while the interview goes on: for the rater alone. Closed until it is asked for. */
export function Caps5Scores({ model }: { readonly model: FormModel }): ReactNode {
  const { ratings } = useMessages();
  const wordsOf = useScoreWords();
  return (
    <details className="vigil-details">
      <summary>
        {ratings.totals} <span className="vigil-hint">{ratings.totalsNote}</span>
      </summary>
      <dl className="vigil-scores">
        {shown.map((id) => {
          const score = model.form.scores.get(id);
          return score ? (
            <div key={id}>
              <dt>{score.label}</dt>
              <dd>{wordsOf(score, model.state.scores[id])}</dd>
            </div>
          ) : null;
        })}
      </dl>
      <Text size="xs" className="vigil-hint" mt={4}>
        {model.instrument?.missingRule.statement}
      </Text>
    </details>
  );
}
