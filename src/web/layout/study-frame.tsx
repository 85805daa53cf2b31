import { Box, NavLink, Stack, Text } from "@mantine/core";
import { Link, Outlet, useLocation, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Action } from "#trial";
import { useAnswer } from "../api/use-answer.ts";
import { Answered } from "../components/answered.tsx";
import { useMessages, useWord } from "../messages/messages.tsx";
import { StudyProvider, useStudy } from "../study/study-context.tsx";
import { InNavSlot } from "./nav-slot.tsx";

type NavKey = keyof ReturnType<typeof useMessages>["shell"]["nav"];

const links: readonly { readonly key: NavKey; readonly path: string; readonly action: Action }[] = [
  { key: "worklist", path: "", action: "see-worklist" },
  { key: "participants", path: "/participants", action: "see-participants" },
  { key: "sessions", path: "/sessions", action: "see-sessions" },
  { key: "funnel", path: "/funnel", action: "see-funnel" },
  { key: "randomization", path: "/randomization", action: "see-randomization" },
  { key: "queries", path: "/queries", action: "see-queries" },
  { key: "deviations", path: "/deviations", action: "see-deviations" },
  { key: "adverseEvents", path: "/adverse-events", action: "see-adverse-events" },
  { key: "training", path: "/training", action: "see-training" },
  { key: "unblind", path: "/unblind", action: "see-to-unblind" },
  { key: "unblindings", path: "/unblindings", action: "see-unblindings" },
  { key: "envelopes", path: "/envelopes", action: "see-envelopes" },
  { key: "kits", path: "/kits", action: "see-kits" },
  { key: "ratings", path: "/ratings", action: "see-ratings" },
  { key: "raterPool", path: "/rater-pool", action: "see-rater-pool" },
  { key: "agreement", path: "/rater-agreement", action: "see-agreement" },
  { key: "blinding", path: "/blinding", action: "see-guess-counts" },
  { key: "closed", path: "/closed", action: "see-closed-reports" },
  { key: "blindingHeld", path: "/how-the-blind-held", action: "see-closed-reports" },
  { key: "recordings", path: "/recordings", action: "see-recordings" },
  { key: "reviews", path: "/reviews", action: "see-reviews" },
  { key: "incidents", path: "/incidents", action: "see-incidents" },
  { key: "design", path: "/design", action: "see-design" },
  { key: "ledger", path: "/ledger", action: "verify-ledger" },
  { key: "offline", path: "/offline", action: "put-aside-command" },
  { key: "administration", path: "/administration", action: "see-staff" },
];

/** Loads the study of the address, and shows its navigation and, where it is one, that it is a demonstration. */
export function StudyFrame(): ReactNode {
  const { studyId = "" } = useParams({ strict: false });
  const study = useAnswer("GET /api/studies/:studyId", { params: { studyId } }, { offline: true });
  return (
    <Answered query={study}>
      {(overview) => (
        <StudyProvider overview={overview}>
          <StudyNavigation />
          <DemonstrationRibbon />
          <Outlet />
        </StudyProvider>
      )}
    </Answered>
  );
}

function StudyNavigation(): ReactNode {
  const { shell } = useMessages();
  const word = useWord("role");
  const { studyId, overview, roles, may } = useStudy();
  const { pathname } = useLocation();
  const base = `/studies/${studyId}`;
  return (
    <InNavSlot>
      <Stack gap="sm" component="nav" aria-label={shell.navigation}>
        <Box px="xs">
          <Text fw={600} size="sm" lineClamp={2}>
            {overview.study.name}
          </Text>
          <Text size="xs" c="dimmed">
            {overview.study.protocolId}
          </Text>
        </Box>
        <Box>
          {links
            .filter(({ action }) => may(action))
            .map(({ key, path }) => {
              const to = `${base}${path}`;
              const isActive =
                path === ""
                  ? pathname.replace(/\/$/, "") === base
                  : pathname === to || pathname.startsWith(`${to}/`);
              return (
                <NavLink
                  key={key}
                  component={Link}
                  to={to}
                  activeOptions={{ exact: path === "" }}
                  label={shell.nav[key]}
                  active={isActive}
                  {...(isActive ? { "aria-current": "page" } : {})}
                />
              );
            })}
        </Box>
        <Text size="xs" c="dimmed" px="xs">
          {shell.actingAs(roles.map(word).join(", "))}
        </Text>
      </Stack>
    </InNavSlot>
  );
}

function DemonstrationRibbon(): ReactNode {
  const { shell } = useMessages();
  const { overview } = useStudy();
  if (!overview.study.isDemonstration) return null;
  return (
    <Box role="note" className="vigil-ribbon">
      {shell.demonstration}
    </Box>
  );
}
