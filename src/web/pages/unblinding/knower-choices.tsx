import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";

/** Whom the arm has become known to: as many as there are. */
export function KnowerChoices({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (who: readonly string[]) => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  return (
    <Checkbox.Group label={label} value={[...value]} onChange={onChange} required>
      <div className="vigil-reasons" style={{ marginBlockStart: 8 }}>
        {Object.entries(words.knowers).map(([code, name]) => (
          <Checkbox key={code} value={code} label={name} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
