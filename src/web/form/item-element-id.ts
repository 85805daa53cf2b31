/** The element id of an item's row, for links that lead to it. */
export function itemElementId(path: string): string {
  return `item-${path}`;
}
