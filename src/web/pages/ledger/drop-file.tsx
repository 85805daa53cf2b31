import { Text } from "@mantine/core";
import { type DragEvent, type ReactNode, useState } from "react";
import { useMessages } from "../../messages/messages.tsx";
import styles from "./ledger.module.css";

/** A place to drop a file on, which is a file input for everybody who does not drop. */
export function DropFile({ onFile }: { readonly onFile: (file: File) => void }): ReactNode {
  const { ledger: words } = useMessages();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <label
      className={styles["drop"]}
      data-over={isOver ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".vigil,.gz,.zip"
        className={styles["file"]}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file may be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <Text component="span" fw={600}>
        {words.drop}
      </Text>
      <Text component="span" size="sm" c="dimmed">
        {words.dropHelp}
      </Text>
    </label>
  );
}
