import { NativeSelect, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { CountsSection } from "./counts-section.tsx";
import { EveryKit } from "./every-kit.tsx";
import { LevelsSection } from "./levels-section.tsx";
import { MapSection } from "./map-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";
import { ShipButton } from "./ship-dialog.tsx";
import { ShipmentsSection } from "./shipments-section.tsx";

/** The kits of a site: what it can serve, what comes, what is handed out, what was counted; for the unblinded side, what is in them. */
export function KitsPage(): ReactNode {
  const { kits: say } = useMessages();
  const { overview, mayAt } = useStudy();
  const sites = overview.sites.map(({ site }) => site).filter(({ siteId }) => mayAt("see-kits", siteId));
  const [chosen, setChosen] = useState(sites[0]?.siteId ?? "");
  const choices = sites.map(({ siteId, number, name }) => ({
    value: siteId,
    label: say.siteLabel(number, name),
  }));
  const actions = (
    <>
      {sites.length > 1 ? (
        <NativeSelect
          label={say.site}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={choices}
        />
      ) : null}
      {mayAt("ship-kits", chosen) ? <ShipButton siteId={chosen} key={chosen} /> : null}
    </>
  );
  return (
    <Page title={say.title} lead={say.lead} actions={actions}>
      {chosen === "" ? <Text c="dimmed">{say.noSite}</Text> : <SiteStock siteId={chosen} key={chosen} />}
    </Page>
  );
}

function SiteStock({ siteId }: { readonly siteId: string }): ReactNode {
  const { studyId, mayAt } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/sites/:siteId/stock", { params: { studyId, siteId } });
  return (
    <Answered query={query}>
      {(stock) => (
        <Stack gap="xl">
          <LevelsSection stock={stock} />
          <ShipmentsSection stock={stock} />
          {mayAt("open-kit-map", siteId) ? <MapSection siteId={siteId} /> : null}
          <SessionsSection stock={stock} />
          <CountsSection stock={stock} />
          <EveryKit stock={stock} />
        </Stack>
      )}
    </Answered>
  );
}
