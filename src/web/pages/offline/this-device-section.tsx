import { Button, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { UnlockDialog } from "../../offline/components/unlock-device.tsx";
import { lockHere, meansOf } from "../../offline/this-device.ts";
import { useDevice } from "../../offline/use-device.ts";
import { useSession } from "../../session/use-session.ts";
import { EnrollDialog } from "./enroll-dialog.tsx";

/** Whether this device is enrolled and for whom, whether it is open, and what can be done about that. */
export function ThisDeviceSection(): ReactNode {
  const { offline } = useMessages();
  const { device } = offline;
  const { isRead, record, unlocked } = useDevice();
  const username = useSession().data?.user?.username ?? "";
  const [dialog, setDialog] = useState<"enroll" | "unlock">();
  const isOwn = meansOf(username) !== undefined;
  const close = (): void => setDialog(undefined);
  return (
    <Section
      title={device.title}
      actions={
        <>
          {record && unlocked ? (
            <Button variant="default" onClick={lockHere}>
              {device.lock}
            </Button>
          ) : null}
          {record && !unlocked ? <Button onClick={() => setDialog("unlock")}>{device.unlock}</Button> : null}
          {isRead && !isOwn && (!record || unlocked) ? (
            <Button onClick={() => setDialog("enroll")}>{device.enroll}</Button>
          ) : null}
        </>
      }
    >
      <Text size="sm">{sentence()}</Text>
      <EnrollDialog opened={dialog === "enroll"} onClose={close} />
      <UnlockDialog opened={dialog === "unlock"} onClose={close} />
    </Section>
  );

  function sentence(): string {
    if (!isRead) return device.cannot;
    if (!record) return device.notEnrolled;
    const who = device.enrolledFor(record.signers.length);
    const open = unlocked ? device.isUnlocked : device.isLocked;
    return [who, ...(isOwn ? [] : [device.notForYou]), open].join(" ");
  }
}
