/** A list that is being read: how it is numbered and at which item it stands. */
export type ListLevel = { readonly style: ListStyle; item: number };

type ListStyle = "bullet" | "decimal" | "alpha" | "roman";

/** What an `ol` or `ul` says of itself; letters and Roman numerals are written small. */
export function listLevel(name: string, attributes: ReadonlyMap<string, string>): ListLevel {
  const style = `${attributes.get("style") ?? ""} ${attributes.get("type") ?? ""}`;
  const start = Number(attributes.get("start") ?? 1);
  const item = Number.isSafeInteger(start) && start > 0 && start < 10_000 ? start - 1 : 0;
  if (name !== "ol") return { style: "bullet", item };
  if (/alpha|latin| a$/i.test(style)) return { style: "alpha", item };
  return { style: /roman| i$/i.test(style) ? "roman" : "decimal", item };
}

/** The mark before the item: `-`, `3.`, `c.`, `iii.` */
export function marker({ style, item }: ListLevel): string {
  if (style === "bullet") return "-";
  if (style === "alpha") return `${letters(item)}.`;
  return `${style === "roman" ? roman(item) : item}.`;
}

function letters(item: number): string {
  const rest = Math.floor((item - 1) / 26);
  return (rest > 0 ? letters(rest) : "") + String.fromCharCode(97 + ((item - 1) % 26));
}

const numerals = [
  ...([
    ["m", 1000],
    ["cm", 900],
    ["d", 500],
    ["cd", 400],
    ["c", 100],
    ["xc", 90],
  ] as const),
  ...([
    ["l", 50],
    ["xl", 40],
    ["x", 10],
    ["ix", 9],
    ["v", 5],
    ["iv", 4],
    ["i", 1],
  ] as const),
];

function roman(item: number): string {
  const found = numerals.find(([, value]) => value <= item);
  return found ? found[0] + roman(item - found[1]) : "";
}
