import { formatDate } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import type { Visit } from "../participant-context.tsx";

type Window = Pick<Visit, "earliest" | "latest">;

/** A window in words: its first and last day, without a year that both share. */
export function useWindowWords(): (window: Window) => string {
  const { visits } = useMessages().participants;
  return ({ earliest, latest }) => {
    if (earliest === null || latest === null) return "";
    if (earliest === latest) return visits.onlyDay(formatDate(earliest));
    const [first, last] = [formatDate(earliest), formatDate(latest)];
    const isSameYear = earliest.slice(0, 4) === latest.slice(0, 4);
    return visits.window(isSameYear ? first.replace(` ${earliest.slice(0, 4)}`, "") : first, last);
  };
}
