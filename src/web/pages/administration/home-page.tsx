import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";

/** Where a day begins: in the one study that a person has, or among several. */
export function HomePage(): ReactNode {
  const studies = useAnswer("GET /api/studies", {});
  return (
    <Answered query={studies}>
      {(rows) => {
        const [only, ...others] = rows;
        return only && others.length === 0 ? (
          <Navigate to="/studies/$studyId" params={{ studyId: only.studyId }} replace />
        ) : (
          <Navigate to="/studies" replace />
        );
      }}
    </Answered>
  );
}
