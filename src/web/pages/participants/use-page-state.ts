import { useLocation, useNavigate } from "@tanstack/react-router";

export type TabKey = "visits" | "kits" | "logs" | "safety" | "consent" | "deviations" | "contacts";

/** What is open on a participant's page. It is in the address, so that a link leads to the very visit. */
export type PageState = {
  readonly tab: TabKey;
  readonly visit: string | undefined;
  /** The address asks to move the participant to another version of the protocol. */
  readonly isAboutProtocol: boolean;
  /** The address asks what randomization waits for. */
  readonly isAboutRandomization: boolean;
  readonly openTab: (tab: TabKey) => void;
  /** Opens a visit in the table; without one, closes it. */
  readonly openVisit: (visitId: string | undefined) => void;
};

const tabs: readonly TabKey[] = ["visits", "kits", "logs", "safety", "consent", "deviations", "contacts"];
const visitAnchor = "visit-";

export function usePageState(): PageState {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const go = (part: string): void => {
    void navigate({ to: ".", hash: part, replace: true, resetScroll: false, hashScrollIntoView: false });
  };
  return {
    tab: tabs.find((key) => key === hash) ?? "visits",
    visit: hash.startsWith(visitAnchor) ? hash.slice(visitAnchor.length) : undefined,
    isAboutProtocol: hash === "protocol",
    isAboutRandomization: hash === "randomization",
    openTab: go,
    openVisit: (visitId) => go(visitId === undefined ? "visits" : `${visitAnchor}${visitId}`),
  };
}
