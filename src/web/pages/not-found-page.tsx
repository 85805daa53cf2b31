import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "../components/page.tsx";
import { useMessages } from "../messages/messages.tsx";

export function NotFoundPage(): ReactNode {
  const { common, shell } = useMessages();
  return (
    <Page title={common.notFound}>
      <Text>{common.notFoundHelp}</Text>
      <Anchor component={Link} to="/studies">
        {shell.studies}
      </Anchor>
    </Page>
  );
}
