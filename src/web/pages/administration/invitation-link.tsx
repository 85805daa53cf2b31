import { Button, Code, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";

/** An invitation that was just made. The server keeps only a hash of the token: it cannot be shown again. */
export type Invitation = { readonly name: string; readonly token: string };

type InvitationLinkProps = { readonly invitation: Invitation | undefined; readonly onClose: () => void };

/** The link, to copy and hand over. A tap beside the dialog does not close it: the link would be lost. */
export function InvitationLink({ invitation, onClose }: InvitationLinkProps): ReactNode {
  const { administration, common } = useMessages();
  const link = invitation ? `${location.origin}/invitation?token=${invitation.token}` : "";
  return (
    <Modal
      opened={invitation !== undefined}
      onClose={onClose}
      title={administration.invitationLink}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": common.close }}
      size="lg"
    >
      <Stack>
        <Text size="sm">{administration.invitationLinkLead(invitation?.name ?? "")}</Text>
        <Code block tabIndex={0} style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>
          {link}
        </Code>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {administration.done}
          </Button>
          <CopyButton value={link} timeout={4_000}>
            {({ copied, copy }) => (
              <Button onClick={copy} data-autofocus aria-live="polite">
                {copied ? administration.linkCopied : administration.copyLink}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Modal>
  );
}
