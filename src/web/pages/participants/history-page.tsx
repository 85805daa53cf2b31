import { Button, Stack, Text } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { filterHistory, type HistoryFilter, namesIn, noHistoryFilter } from "./history/history-filter.ts";
import { HistoryFilters } from "./history/history-filters.tsx";
import { HistoryList } from "./history/history-list.tsx";
import type { Participant } from "./participant-context.tsx";

export type HistoryEntry = Answer<"GET /api/studies/:studyId/participants/:participantId/history">[number];

/** What happened to a participant: who, what, when, why, from where. An address with a form, or an item, shows its part. */
export function HistoryPage(): ReactNode {
  const { participantId = "" } = useParams({ strict: false });
  const { studyId } = useStudy();
  const params = { studyId, participantId };
  const participant = useAnswer("GET /api/studies/:studyId/participants/:participantId", { params });
  const history = useAnswer("GET /api/studies/:studyId/participants/:participantId/history", {
    params,
    query: {},
  });
  return (
    <Answered query={participant}>
      {(person) => (
        <Answered query={history}>{(entries) => <History participant={person} entries={entries} />}</Answered>
      )}
    </Answered>
  );
}

function History({
  participant,
  entries,
}: {
  readonly participant: Participant;
  readonly entries: readonly HistoryEntry[];
}): ReactNode {
  const { history: texts, page } = useMessages().participants;
  const { studyId } = useStudy();
  const [own, setOwn] = useState<HistoryFilter>(noHistoryFilter);
  const { about, showAbout } = useAbout();
  const { formKey, path } = about;
  const filter = useMemo(() => ({ ...own, formKey, path }), [own, formKey, path]);
  const names = useMemo(() => namesIn(participant), [participant]);
  const found = useMemo(() => filterHistory(entries, filter), [entries, filter]);
  return (
    <Page
      title={texts.title(participant.number ?? page.noNumber.toLowerCase())}
      lead={texts.lead}
      actions={
        <Button
          variant="default"
          component={Link}
          to={`/studies/${studyId}/participants/${participant.participantId}`}
        >
          {texts.backTo}
        </Button>
      }
    >
      <Stack gap="md">
        <HistoryFilters
          entries={entries}
          names={names}
          filter={filter}
          onFilter={(next) => {
            setOwn(next);
            showAbout(next.formKey, next.path);
          }}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {texts.count(found.length, entries.length)}
        </Text>
        <HistoryList entries={found} names={names} participant={participant} path={path} onItem={showAbout} />
      </Stack>
    </Page>
  );
}

/** The form and the item that the address names. */
function useAbout(): {
  readonly about: Pick<HistoryFilter, "formKey" | "path">;
  readonly showAbout: (formKey: string | null, path: string | null) => void;
} {
  const search = useSearch({ strict: false }) as { readonly form?: string; readonly item?: string };
  const navigate = useNavigate();
  return {
    about: { formKey: search.form ?? null, path: search.item ?? null },
    showAbout: (formKey, path) => {
      const wanted = {
        ...(formKey === null ? {} : { form: formKey }),
        ...(path === null ? {} : { item: path }),
      };
      void navigate({ to: ".", search: wanted as never, replace: true, resetScroll: false });
    },
  };
}
