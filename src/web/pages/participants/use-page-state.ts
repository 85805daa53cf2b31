import { useNavigate, useSearch } from "@tanstack/react-router";

export type TabKey = "visits" | "logs" | "consent" | "deviations" | "contacts";

/** What is open on a participant's page. It is in the address, so that a link leads to the very visit. */
export type PageState = {
  readonly tab: TabKey;
  readonly visit: string | undefined;
  readonly openTab: (tab: TabKey) => void;
  /** Opens a visit in the table; without one, closes it. */
  readonly openVisit: (visitId: string | undefined) => void;
};

const tabs: readonly TabKey[] = ["visits", "logs", "consent", "deviations", "contacts"];

export function usePageState(): PageState {
  const search = useSearch({ strict: false }) as { readonly tab?: string; readonly visit?: string };
  const navigate = useNavigate();
  const go = (next: { readonly tab: TabKey; readonly visit?: string | undefined }): void => {
    const wanted = {
      ...(next.tab === "visits" ? {} : { tab: next.tab }),
      ...(next.visit ? { visit: next.visit } : {}),
    };
    void navigate({ to: ".", search: wanted as never, replace: true, resetScroll: false });
  };
  const tab = tabs.find((key) => key === search.tab) ?? "visits";
  const { visit } = search;
  return {
    tab,
    visit,
    openTab: (next) => go({ tab: next, visit }),
    openVisit: (next) => go({ tab: "visits", visit: next }),
  };
}
