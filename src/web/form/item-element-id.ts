const prefix = "item-";

/** The element id of an item's row, for links that lead to it. */
export function itemElementId(path: string): string {
  return `${prefix}${path}`;
}

/** The item that a link leads to; undefined for one that leads to no item. */
export function itemPathOf(elementId: string): string | undefined {
  return elementId.startsWith(prefix) ? elementId.slice(prefix.length) : undefined;
}
