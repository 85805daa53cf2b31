import { Box, NavLink } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { useSession } from "../session/use-session.ts";

/** What there is outside any study; within one, the way back to all of them. */
export function InstanceNavigation(): ReactNode {
  const { shell } = useMessages();
  const { data } = useSession();
  const { pathname } = useLocation();
  const isInStudy = /^\/studies\/./.test(pathname);
  const forAdministrators = [
    { to: "/accounts", label: shell.accounts },
    { to: "/security", label: shell.securityLog },
  ];
  const links = isInStudy
    ? [{ to: "/studies", label: shell.allStudies }]
    : [
        { to: "/studies", label: shell.studies },
        ...(data?.user?.isAdministrator ? forAdministrators : []),
        { to: "/account", label: shell.yourAccount },
      ];
  return (
    <Box component="nav" aria-label={shell.instanceNavigation} {...(isInStudy ? { mt: "auto" } : {})}>
      {links.map(({ to, label }) => {
        const isActive = pathname === to;
        return (
          <NavLink
            key={to}
            component={Link}
            to={to}
            activeOptions={{ exact: true }}
            label={label}
            active={isActive}
            {...(isActive ? { "aria-current": "page" } : {})}
          />
        );
      })}
    </Box>
  );
}
