import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { OpenRating } from "./open-rating.tsx";

/** One assessment by an independent rater. */
export function RatingPage(): ReactNode {
  const { studyId } = useStudy();
  const { handle = "" } = useParams({ strict: false }) as { handle?: string };
  const rating = useAnswer("GET /api/studies/:studyId/ratings/:handle", { params: { studyId, handle } });
  return (
    <Answered query={rating}>
      {(view) => <OpenRating key={handle} rating={view} lookAgain={() => void rating.refetch()} />}
    </Answered>
  );
}
