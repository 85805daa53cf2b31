import { Radio } from "@mantine/core";
import type { ReactNode } from "react";
import type { EmergencyReason } from "#trial";
import { useMessages } from "../../messages/messages.tsx";

/** Why, in one tap. */
export function ReasonChoice({
  value,
  onChange,
}: {
  readonly value: EmergencyReason | undefined;
  readonly onChange: (reason: EmergencyReason) => void;
}): ReactNode {
  const { unblinding: words } = useMessages();
  return (
    <Radio.Group
      label={words.reasonTitle}
      description={words.reasonHelp}
      value={value ?? ""}
      onChange={(reason) => onChange(reason as EmergencyReason)}
      required
    >
      <div className="vigil-reasons" style={{ marginBlockStart: 8 }}>
        {Object.entries(words.reasons).map(([code, label]) => (
          <Radio key={code} value={code} label={label} className="vigil-choice" />
        ))}
      </div>
    </Radio.Group>
  );
}
