import { useDocumentTitle } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { FormProvider } from "../../../form/form-context.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { HandedOverReport } from "../../incidents/handed-over-report.tsx";
import { CheckScreen } from "./check-screen.tsx";
import { firstOpen, type HandedOverView, hasAnswer, useHandedOverSheet } from "./handed-over-data.ts";
import { PinScreen } from "./pin-screen.tsx";
import { QuestionScreen } from "./question-screen.tsx";
import { ThanksScreen } from "./thanks-screen.tsx";
import { WelcomeScreen } from "./welcome-screen.tsx";

type HandedOverFormProps = { readonly form: HandedOverView; readonly lookAgain: () => void };

/** From the first word to the thanks: one question at a time, back at any time, ended by staff with the PIN. */
export function HandedOverForm({ form, lookAgain }: HandedOverFormProps): ReactNode {
  const { forms, report, shell } = useMessages();
  useDocumentTitle(form.label);
  const sheet = useHandedOverSheet(form, lookAgain);
  const [at, setAt] = useState<number>();
  const [isEnding, setEnding] = useState(false);
  const [isTelling, setTelling] = useState(false);
  const { questions, open } = sheet;
  const place = at ?? (questions.some(hasAnswer) ? firstOpen(questions) : -1);
  const isDone = form.status === "submitted";
  return (
    <FormProvider form={open}>
      <main className="vigil-calm">
        {form.isDemonstration ? (
          <p role="note" className="vigil-calm-demonstration">
            {shell.demonstration}
          </p>
        ) : null}
        {isEnding ? (
          <PinScreen sheet={sheet} onStay={() => setEnding(false)} />
        ) : isTelling ? (
          <HandedOverReport onBack={() => setTelling(false)} />
        ) : (
          <>
            {isDone ? (
              <ThanksScreen />
            ) : place < 0 ? (
              <WelcomeScreen sheet={sheet} onBegin={() => setAt(0)} />
            ) : place >= questions.length ? (
              <CheckScreen sheet={sheet} onGo={setAt} />
            ) : (
              <QuestionScreen key={place} sheet={sheet} at={place} onGo={setAt} />
            )}
            <button type="button" className="vigil-calm-end" onClick={() => setTelling(true)}>
              {report.fromForm}
            </button>
            <button type="button" className="vigil-calm-end" onClick={() => setEnding(true)}>
              {forms.handedOver.staff}
            </button>
          </>
        )}
      </main>
    </FormProvider>
  );
}
