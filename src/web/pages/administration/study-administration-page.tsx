import { Tabs } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { SitesPanel } from "./sites/sites-panel.tsx";
import { DelegationsPanel } from "./staff/delegations-panel.tsx";
import { QualificationsPanel } from "./staff/qualifications-panel.tsx";
import { StaffPanel } from "./staff/staff-panel.tsx";
import { VersionsPanel } from "./versions/versions-panel.tsx";

const panels = {
  sites: SitesPanel,
  staff: StaffPanel,
  delegations: DelegationsPanel,
  qualifications: QualificationsPanel,
  versions: VersionsPanel,
} as const;
type PanelName = keyof typeof panels;
const names = Object.keys(panels) as readonly PanelName[];

/** Sites with their approvals, who does what there, and the versions of the protocol. */
export function StudyAdministrationPage(): ReactNode {
  const { administration } = useMessages();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const open = names.find((name) => name === hash) ?? "sites";
  // The address remembers the open part, and going back leads to the page before.
  const change = (name: string | null): Promise<void> =>
    navigate({ to: ".", hash: name ?? "", replace: true, hashScrollIntoView: false });
  const Panel = panels[open];
  return (
    <Page title={administration.title}>
      <Tabs value={open} onChange={change} keepMounted={false}>
        <Tabs.List mb="lg">
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {administration.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open}>
          <Panel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
