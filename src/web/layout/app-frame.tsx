import {
  ActionIcon,
  Anchor,
  AppShell,
  Box,
  Burger,
  Group,
  Menu,
  Stack,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { call } from "../api/call.ts";
import { useUnsentDrafts } from "../form/draft/use-draft-keeper.ts";
import { useMessages } from "../messages/messages.tsx";
import { OutboxStatus } from "../offline/components/outbox-status.tsx";
import { useKeeper, usePersonId } from "../session/session-keeper.tsx";
import { useSession } from "../session/use-session.ts";
import { InstanceNavigation } from "./instance-navigation.tsx";
import { NavSlot, NavSlotProvider } from "./nav-slot.tsx";
import { ServerContact } from "./server-contact.tsx";

/** Header, navigation and place for a page, for everybody who is signed in. */
export function AppFrame(): ReactNode {
  const { shell } = useMessages();
  const [isNavOpen, nav] = useDisclosure(false);
  const { pathname } = useLocation();
  const { close } = nav;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu that led to it
  useEffect(close, [pathname]);
  useUnsentDrafts(usePersonId());
  return (
    <NavSlotProvider>
      <a href="#content" className="vigil-skip">
        {shell.skipToContent}
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !isNavOpen } }}
        padding="lg"
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger
                opened={isNavOpen}
                onClick={nav.toggle}
                hiddenFrom="md"
                size="sm"
                aria-label={isNavOpen ? shell.closeMenu : shell.openMenu}
              />
              <Anchor component={Link} to="/studies" underline="never" c="inherit">
                <Group gap={8} wrap="nowrap">
                  <img src="/icon.svg" alt="" width={26} height={26} />
                  <Text fw={700} size="lg">
                    {shell.appName}
                  </Text>
                </Group>
              </Anchor>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <OutboxStatus />
              <ServerContact />
              <ThemeToggle />
              <PersonMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm" component="div">
          <Stack h="100%" gap="md">
            <NavSlot />
            <InstanceNavigation />
          </Stack>
        </AppShell.Navbar>
        <AppShell.Main>
          <Box id="content" tabIndex={-1} style={{ outline: "none" }} maw={1280}>
            <Outlet />
          </Box>
        </AppShell.Main>
      </AppShell>
    </NavSlotProvider>
  );
}

function ThemeToggle(): ReactNode {
  const { shell } = useMessages();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={shell.theme}
      onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
    >
      <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}

function PersonMenu(): ReactNode {
  const { shell } = useMessages();
  const session = useSession();
  const { leave } = useKeeper();
  const navigate = useNavigate();
  const user = session.data?.user;
  if (!user) return null;
  const signOut = async (): Promise<void> => {
    await call("POST /api/sign-out", {});
    await leave();
    await navigate({ to: "/sign-in" });
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className="vigil-person">
          {user.name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          {shell.yourAccount}
        </Menu.Item>
        {user.isAdministrator ? (
          <>
            <Menu.Item component={Link} to="/accounts">
              {shell.accounts}
            </Menu.Item>
            <Menu.Item component={Link} to="/security">
              {shell.securityLog}
            </Menu.Item>
          </>
        ) : null}
        <Menu.Divider />
        <Menu.Item onClick={signOut}>{shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
