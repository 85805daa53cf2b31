import { type ReactNode, useRef } from "react";
import { useMessages } from "../../messages/messages.tsx";

/** A button that opens the device's own calendar: for thumbs, who do not type dates. */
export function DayPicker({
  day,
  onPick,
}: {
  readonly day: string;
  readonly onPick: (day: string) => void;
}): ReactNode {
  const { forms } = useMessages();
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className="vigil-picker">
      <button
        type="button"
        tabIndex={-1}
        className="vigil-icon-button"
        aria-label={forms.pickDay}
        onClick={() => input.current?.showPicker?.()}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor">
          <rect x="2" y="3" width="12" height="11" rx="1.5" />
          <path d="M2 6.5h12M5 1.5v3M11 1.5v3" />
        </svg>
      </button>
      <input
        ref={input}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={day.length === 10 ? day : ""}
        onChange={(event) => onPick(event.currentTarget.value)}
      />
    </span>
  );
}
