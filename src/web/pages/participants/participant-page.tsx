import { Box, Tabs } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ConsentTab } from "./consent/consent-tab.tsx";
import { ContactsTab } from "./contacts/contacts-tab.tsx";
import { DangerNotes } from "./danger-notes.tsx";
import { DeviationsTab } from "./deviations/deviations-tab.tsx";
import { KitsTab } from "./kits/kits-tab.tsx";
import { LogsTab } from "./logs/logs-tab.tsx";
import { type Participant, ParticipantProvider } from "./participant-context.tsx";
import { ParticipantHeader } from "./participant-header.tsx";
import { SafetyTab } from "./safety-tab.tsx";
import { type TabKey, usePageState } from "./use-page-state.ts";
import { VisitsTab } from "./visits/visits-tab.tsx";

/** One participant: where they are, what happened, what is next, and all that can be done about it. */
export function ParticipantPage(): ReactNode {
  const { participantId = "" } = useParams({ strict: false });
  const { studyId } = useStudy();
  const query = useAnswer(
    "GET /api/studies/:studyId/participants/:participantId",
    { params: { studyId, participantId } },
    { offline: true },
  );
  return (
    <Answered query={query}>
      {(participant) => (
        <ParticipantProvider participant={participant} key={participant.participantId}>
          <ParticipantHeader>
            <DangerNotes />
            <Body participant={participant} />
          </ParticipantHeader>
        </ParticipantProvider>
      )}
    </Answered>
  );
}

function Body({ participant }: { readonly participant: Participant }): ReactNode {
  const { page } = useMessages().participants;
  const { mayAt } = useStudy();
  const { tab, visit, openTab, openVisit } = usePageState();
  const open = participant.deviations.filter(({ closed }) => !closed).length;
  const label = (key: TabKey, count = 0): string => page.tabCount(page.tabs[key], count);
  return (
    <Tabs value={tab} onChange={(next) => openTab((next ?? "visits") as TabKey)} keepMounted={false}>
      <Tabs.List aria-label={page.tabList} className="vigil-no-print">
        <Tabs.Tab value="visits">{label("visits")}</Tabs.Tab>
        {mayAt("see-session-kits", participant.siteId) ? (
          <Tabs.Tab value="kits">{label("kits")}</Tabs.Tab>
        ) : null}
        <Tabs.Tab value="logs">{label("logs")}</Tabs.Tab>
        <Tabs.Tab value="safety">{label("safety")}</Tabs.Tab>
        <Tabs.Tab value="consent">{label("consent")}</Tabs.Tab>
        <Tabs.Tab value="deviations">{label("deviations", open)}</Tabs.Tab>
        <Tabs.Tab value="contacts">{label("contacts")}</Tabs.Tab>
      </Tabs.List>
      <Box pt="md">
        <Tabs.Panel value="visits">
          <VisitsTab opened={visit} onOpen={openVisit} />
        </Tabs.Panel>
        <Tabs.Panel value="kits">
          <KitsTab />
        </Tabs.Panel>
        <Tabs.Panel value="logs">
          <LogsTab />
        </Tabs.Panel>
        <Tabs.Panel value="safety">
          <SafetyTab />
        </Tabs.Panel>
        <Tabs.Panel value="consent">
          <ConsentTab />
        </Tabs.Panel>
        <Tabs.Panel value="deviations">
          <DeviationsTab />
        </Tabs.Panel>
        <Tabs.Panel value="contacts">
          <ContactsTab />
        </Tabs.Panel>
      </Box>
    </Tabs>
  );
}
