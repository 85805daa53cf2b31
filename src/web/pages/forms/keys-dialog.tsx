import { Kbd, Modal, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";

/** Which keys do what. */
export function KeysDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { forms, common } = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={forms.keysTitle}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {forms.keyRows.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                <Kbd>{keys}</Kbd>
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
