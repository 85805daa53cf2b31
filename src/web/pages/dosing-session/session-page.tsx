import { Box, Center, Loader } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { SessionFacts } from "#trial";
import type { Problem } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { problemOf } from "../../api/use-command.ts";
import { Answered } from "../../components/answered.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { StudyProvider, useStudy } from "../../study/study-context.tsx";
import { type EntryTime, entersNow, withBasis } from "./entry/entry-time.ts";
import { type HeldSession, HeldSessionProvider, type Refused } from "./held-session.tsx";
import { Room } from "./room/room.tsx";
import { type PendingEntry, type SessionSend, useSessionSend } from "./send.ts";
import { type HeldAnswer, useSessionAnswer } from "./session-answer.ts";
import { useKeptOffline } from "./use-kept-offline.ts";
import "./room.css";

/** A session in a frame of its own, without the navigation: all that is needed to hold it, and nothing else. */
export function DosingSessionPage(): ReactNode {
  const { studyId = "", sessionId = "" } = useParams({ strict: false });
  const study = useAnswer("GET /api/studies/:studyId", { params: { studyId } }, { offline: true });
  return (
    <Box component="main" className="vigil-room-page">
      <Answered query={study}>
        {(overview) => (
          <StudyProvider overview={overview}>
            <Loaded key={sessionId} sessionId={sessionId} />
          </StudyProvider>
        )}
      </Answered>
    </Box>
  );
}

function Loaded({ sessionId }: { readonly sessionId: string }): ReactNode {
  const { studyId } = useStudy();
  const { common } = useMessages();
  const answer = useSessionAnswer(studyId, sessionId);
  const sending = useSessionSend(sessionId);
  useKeptOffline(studyId, sessionId);
  return (
    <Answered query={answer}>
      {(known) =>
        sending.facts ? (
          <Held answer={known} sending={sending} facts={sending.facts} />
        ) : (
          <Center mih="60vh">
            <Loader aria-label={common.loading} />
          </Center>
        )
      }
    </Answered>
  );
}

type HeldProps = {
  readonly answer: HeldAnswer;
  readonly sending: SessionSend;
  readonly facts: SessionFacts;
};

function Held({ answer, sending, facts }: HeldProps): ReactNode {
  const { shell, dosingSession } = useMessages();
  const [entryTime, setEntryTime] = useState<EntryTime>(entersNow);
  const { pack, session } = facts;
  const { isSealed, pending, send: sendNow } = sending;
  useDocumentTitle(`${dosingSession.room.title(pack.visitName, pack.participantNumber)} · ${shell.appName}`);
  const { refusals, refuse, dismiss } = useRefusals(sending);
  const held = useMemo((): HeldSession => {
    const send: SessionSend["send"] = (type, data, options = {}) =>
      sendNow(type, withBasis(type, data, entryTime), {
        ...(entryTime.at === undefined ? {} : { occurredAt: entryTime.at }),
        ...options,
      });
    return {
      sessionId: answer.sessionId,
      answer,
      facts,
      session,
      pack,
      plan: pack.plan,
      isSealed,
      refusals,
      dismiss,
      send,
      enter: (type, data, options) =>
        void send(type, data, options).catch((error) => refuse(type, problemOf(error))),
      entryTime,
      setEntryTime,
      isPartial: answer.isPartial,
    };
  }, [answer, sendNow, isSealed, facts, session, pack, entryTime, refusals, refuse, dismiss]);
  return (
    <HeldSessionProvider held={held} pending={pending}>
      <Room />
    </HeldSessionProvider>
  );
}

type Refusals = Pick<HeldSession, "refusals" | "dismiss"> & {
  readonly refuse: (type: string, problem: Problem) => void;
};

/** What was refused: here, before it was sent, and by the server; the same list for as long as nothing of it changes. */
function useRefusals({ pending, dismiss: forget }: SessionSend): Refusals {
  const [own, setOwn] = useState<readonly Refused[]>([]);
  const refused = pending.filter(({ state, problem }) => state === "refused" && problem !== undefined);
  const told = refused.map(({ commandId, problem }) => `${commandId} ${problem?.code}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `told` says all that is shown of the refused
  const refusals = useMemo(() => [...refused.flatMap(asRefused), ...own], [told, own]);
  const refuse = useCallback(
    (type: string, problem: Problem): void =>
      setOwn((before) => [...before, { key: crypto.randomUUID(), type, problem }]),
    [],
  );
  const dismiss = useCallback(
    (key: string): void => {
      setOwn((before) => before.filter((one) => one.key !== key));
      forget(key);
    },
    [forget],
  );
  return { refusals, refuse, dismiss };
}

function asRefused({ commandId, type, problem, user }: PendingEntry): readonly Refused[] {
  return problem ? [{ key: commandId, type, problem, isOnDevice: user !== undefined }] : [];
}
