import type { ReactNode } from "react";
import { formatMoment } from "../../components/moment.tsx";
import type { Question } from "../../form/model/form-model.ts";
import { useScoreWords } from "../../form/scores-panel.tsx";
import { showValue } from "../../form/show-value.ts";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { ParticipantPage } from "./form-data.ts";
import type { FormSheet } from "./use-form-sheet.ts";

type FormPrintProps = { readonly sheet: FormSheet; readonly participant: ParticipantPage };

/** The form on paper: every answer in words, its scores, and the signatures with name, time and meaning (21 CFR 11.50). */
export function FormPrint({ sheet, participant }: FormPrintProps): ReactNode {
  const { forms } = useMessages();
  const { overview } = useStudy();
  const { model, view } = sheet;
  return (
    <div className="vigil-print-only vigil-print" aria-hidden="true">
      <p>
        {[
          overview.study.name,
          overview.study.protocolId,
          forms.printVersion(view.designVersion),
          participant.number === null ? "" : forms.backToParticipant(participant.number),
          view.visitName ?? "",
          forms.statusOf[view.status],
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {view.definition === null ? null : (
        <p>{`${view.definition.label}: ${view.definition.text} (SHA-256 ${view.definition.sha256})`}</p>
      )}
      {model.sections.map(({ id, label, questions, rows }) => (
        <div key={id} className="vigil-print-section">
          {label === undefined ? null : <strong>{label}</strong>}
          <PrintedQuestions questions={questions} zone={view.zone} />
          {rows.map((row, at) => (
            <div key={row.index}>
              <em>{forms.row(at + 1)}</em>
              <PrintedQuestions questions={row.questions} zone={view.zone} />
            </div>
          ))}
        </div>
      ))}
      <PrintedScores sheet={sheet} />
      <PrintedSignatures sheet={sheet} />
      <p>{forms.printedAt(formatMoment(new Date().toISOString(), view.zone), view.version)}</p>
    </div>
  );
}

function PrintedQuestions({
  questions,
  zone,
}: {
  readonly questions: readonly Question[];
  readonly zone: string;
}): ReactNode {
  const messages = useMessages();
  if (questions.length === 0) return null;
  return (
    <table>
      <tbody>
        {questions.map(({ path, label, item, choices, value }) => (
          <tr key={path}>
            <th scope="row">{label}</th>
            <td>{showValue(item, choices, value, { zone, messages })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PrintedScores({ sheet: { model } }: { readonly sheet: FormSheet }): ReactNode {
  const { forms } = useMessages();
  const wordsOf = useScoreWords();
  const scores = [...model.form.scores.values()];
  if (scores.length === 0) return null;
  return (
    <div className="vigil-print-section">
      <strong>{forms.scores}</strong>
      <table>
        <tbody>
          {scores.map((score) => (
            <tr key={score.id}>
              <th scope="row">{score.label}</th>
              <td>{wordsOf(score, model.state.scores[score.id])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PrintedSignatures({ sheet: { view } }: { readonly sheet: FormSheet }): ReactNode {
  const { forms } = useMessages();
  const role = useWord("role");
  return (
    <div className="vigil-print-section">
      <strong>{forms.signatures}</strong>
      {view.signatures.length === 0 ? <p>{forms.noSignatures}</p> : null}
      {view.signatures.map((signature) => (
        <p key={signature.signatureId}>
          {`“${signature.meaning}” ${signature.printedName}, ${role(signature.role)}, ${formatMoment(signature.at, view.zone)} (${
            signature.standing === "valid" ? forms.signatureValid : forms.signatureBroken
          })`}
        </p>
      ))}
    </div>
  );
}
