import type { ReactNode } from "react";
import { formatDate, Moment } from "../../../components/moment.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { FactList } from "../fact-list.tsx";
import { useParticipant, type Visit } from "../participant-context.tsx";
import { useWindowWords } from "./window-words.ts";

/** Planned, arranged, held and judged: each fact with its own name. */
export function VisitFacts({ visit }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { zone } = useParticipant();
  const windowWords = useWindowWords();
  const modeWord = useWord("contactMode");
  const mode = visit.mode === null ? "" : modeWord(visit.mode);
  const { facts } = texts;
  return (
    <FactList
      facts={[
        {
          name: facts.target,
          value:
            visit.target === null
              ? visit.waits
              : `${formatDate(visit.target)}${visit.isFirm || visit.day !== null ? "" : ` (${texts.projected})`}`,
        },
        { name: facts.window, value: windowWords(visit) },
        {
          name: facts.arranged,
          value: visit.plannedFor === null ? null : <Moment at={visit.plannedFor} zone={zone} />,
          more: visit.startedAt === null ? mode : "",
        },
        {
          name: facts.before,
          value:
            visit.plannedBefore.length === 0
              ? null
              : visit.plannedBefore.map((at) => <Moment key={at} at={at} zone={zone} />),
        },
        {
          name: facts.started,
          value: visit.startedAt === null ? null : <Moment at={visit.startedAt} zone={zone} />,
          more: mode,
        },
        {
          name: facts.ended,
          value: visit.endedAt === null ? null : <Moment at={visit.endedAt} zone={zone} />,
        },
        { name: facts.verdict, value: visit.day === null ? null : <Verdict visit={visit} /> },
        { name: facts.why, value: visit.why },
        { name: facts.purpose, value: visit.purpose },
      ]}
      note={visit.isSafety ? facts.safety : undefined}
    />
  );
}

function Verdict({ visit }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const word = useWord("verdict");
  const isOff = visit.verdict === "early" || visit.verdict === "late";
  return isOff ? texts.daysOff(visit.daysOff) : word(visit.verdict);
}
