import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { TakeExtract } from "./take-extract.tsx";

type Counts = Answer<"GET /api/studies/:studyId/guesses">;
type Count = Counts["counts"][number];

/** What those who are blinded may know of the guesses: that they are given, never what they say. */
export function BlindingPage(): ReactNode {
  const { blinding: texts } = useMessages();
  const { studyId, may } = useStudy();
  const counts = useAnswer("GET /api/studies/:studyId/guesses", { params: { studyId } });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Answered query={counts}>{(answer) => <GuessCounts answer={answer} />}</Answered>
      {may("export-blinded-data") ? <TakeExtract /> : null}
    </Page>
  );
}

function GuessCounts({ answer }: { readonly answer: Counts }): ReactNode {
  const { blinding: texts } = useMessages();
  const guesser = useWord("guesser");
  const reason = useWord("guessMissing");
  const certainty = ({ certainty: codes }: Count): string =>
    codes
      ? codes.map(({ label, count }) => texts.certaintyCode(label, count)).join(" · ")
      : texts.tooFew(answer.smallestGroup);
  return (
    <Section title={texts.guesses}>
      <RowsTable
        label={texts.guesses}
        rows={answer.counts}
        rowKey={({ role, occasion }) => `${occasion} ${role}`}
        empty={texts.none}
        columns={[
          { key: "occasion", head: texts.occasion, cell: ({ occasion }) => occasion },
          { key: "who", head: texts.who, cell: ({ role }) => guesser(role) },
          { key: "given", head: texts.given, align: "end", cell: ({ given }) => given },
          {
            key: "outstanding",
            head: texts.outstanding,
            align: "end",
            cell: ({ outstanding }) => outstanding,
          },
          {
            key: "missing",
            head: texts.missing,
            cell: ({ missing }) =>
              missing.map((one) => texts.reason(reason(one.reason), one.count)).join(" · ") || "–",
          },
          { key: "certainty", head: texts.certainty, cell: certainty },
        ]}
      />
    </Section>
  );
}
