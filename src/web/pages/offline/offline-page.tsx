import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useDevice } from "../../offline/use-device.ts";
import { ConfirmSection } from "./confirm-section.tsx";
import { HandOverSection } from "./hand-over-section.tsx";
import { OwnDevicesSection } from "./own-devices-section.tsx";
import { QueueSection } from "./queue-section.tsx";
import { ThisDeviceSection } from "./this-device-section.tsx";
import { UnresolvedSection } from "./unresolved-section.tsx";

/** Devices and offline: this device and who may sign on it, what waits, what was not taken, what is to be confirmed. */
export function OfflinePage(): ReactNode {
  const { offline } = useMessages();
  const { record } = useDevice();
  return (
    <Page title={offline.title} lead={offline.lead}>
      <Stack gap="xl" maw={960}>
        <ThisDeviceSection />
        {record ? (
          <>
            <UnresolvedSection />
            <QueueSection />
            <HandOverSection />
          </>
        ) : null}
        <ConfirmSection />
        <OwnDevicesSection />
      </Stack>
    </Page>
  );
}
