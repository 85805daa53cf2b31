import type { ReactNode } from "react";
import { type Caps5Item, severityOf, standingOf } from "../../form/instruments/caps-5.ts";
import { useMessages } from "../../messages/messages.tsx";

type Caps5MapProps = {
  readonly items: readonly Caps5Item[];
  readonly number: string;
  readonly onChoose: (item: Caps5Item) => void;
  readonly showsMissing: boolean;
};

/** All thirty items at a glance: which are rated, and as what; each leads to its item. */
export function Caps5Map({ items, number, onChoose, showsMissing }: Caps5MapProps): ReactNode {
  const { ratings } = useMessages();
  const wordsOf = (item: Caps5Item): string => {
    const standing = standingOf(item);
    if (standing === "open") return ratings.notRated;
    if (standing === "part") return ratings.ratedInPart;
    const severity = item.isSymptom ? severityOf(item) : undefined;
    return severity === undefined ? ratings.rated : ratings.ratedAs(severity);
  };
  const parts = [...new Set(items.map(({ part }) => part))];
  return (
    <nav className="vigil-map" aria-label={ratings.itemsMap}>
      {parts.map((part) => (
        <div key={part} className="vigil-map-part">
          <span className="vigil-map-letter" aria-hidden="true" title={ratings.sections[part]}>
            {part <= "G" ? part : ""}
          </span>
          {items
            .filter((item) => item.part === part)
            .map((item) => (
              <button
                key={item.number}
                type="button"
                data-standing={standingOf(item)}
                data-missed={(showsMissing && standingOf(item) !== "done") || undefined}
                aria-current={item.number === number ? "step" : undefined}
                title={item.label}
                onClick={() => onChoose(item)}
              >
                <span className="vigil-unseen">{ratings.itemOf(item.number, item.label, wordsOf(item))}</span>
                <span className="vigil-map-number" aria-hidden="true">
                  {item.number}
                </span>
                <span className="vigil-map-severity" aria-hidden="true">
                  {item.isSymptom ? (severityOf(item) ?? "·") : markOf(item)}
                </span>
              </button>
            ))}
        </div>
      ))}
    </nav>
  );
}

function markOf(item: Caps5Item): string {
  return standingOf(item) === "done" ? "✓" : "·";
}
