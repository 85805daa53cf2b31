import { createContext, type ReactNode, useContext } from "react";
import type { Answer } from "../../api/call.ts";
import { type Command, type CommandRoute, useCommand } from "../../api/use-command.ts";
import { useStudy } from "../../study/study-context.tsx";

export type Participant = Answer<"GET /api/studies/:studyId/participants/:participantId">;
export type Visit = Participant["visits"][number];
export type FormSummary = Visit["forms"][number];
export type Decision = Participant["decisions"][number];

const ParticipantContext = createContext<Participant | undefined>(undefined);

export function ParticipantProvider({
  participant,
  children,
}: {
  readonly participant: Participant;
  readonly children: ReactNode;
}): ReactNode {
  return <ParticipantContext value={participant}>{children}</ParticipantContext>;
}

/** The participant whose page is open. */
export function useParticipant(): Participant {
  const participant = useContext(ParticipantContext);
  if (!participant) throw new Error("This part is not on a participant's page.");
  return participant;
}

type Prefix = "POST /api/studies/:studyId/participants/:subjectId/commands/";
type Named<Route> = Route extends `${Prefix}${infer Name}` ? Name : never;
export type ParticipantCommand = Named<CommandRoute>;
type RouteOf<Name extends ParticipantCommand> = Extract<CommandRoute, `${Prefix}${Name}`>;

/** A command about the participant whose page is open. */
export function useParticipantCommand<Name extends ParticipantCommand>(name: Name): Command<RouteOf<Name>> {
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  const route = `POST /api/studies/:studyId/participants/:subjectId/commands/${name}` as RouteOf<Name>;
  return useCommand(route, { studyId, subjectId: participantId } as never);
}
