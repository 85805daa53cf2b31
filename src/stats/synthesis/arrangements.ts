/** How many distinct orders the keys have, where equal keys cannot be told apart. */
export function countArrangements(keys: readonly number[]): number {
  const seen = new Map<number, number>();
  let count = 1;
  keys.forEach((key, index) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    count = Math.round((count * (index + 1)) / times);
  });
  return count;
}

/**
 * The distinct orders of the keys, which need not differ, as they follow each other in a dictionary.
 *
 * Knuth (2011), The Art of Computer Programming 4A, algorithm 7.2.1.2 L.
 */
export function* arrangements(keys: readonly number[]): Iterable<readonly number[]> {
  const order = [...keys].sort((a, b) => a - b);
  for (;;) {
    yield order;
    let left = order.length - 2;
    while (left >= 0 && (order[left] as number) >= (order[left + 1] as number)) left -= 1;
    if (left < 0) return;
    let right = order.length - 1;
    while ((order[left] as number) >= (order[right] as number)) right -= 1;
    exchange(order, left, right);
    for (let i = left + 1, j = order.length - 1; i < j; i += 1, j -= 1) exchange(order, i, j);
  }
}

function exchange(items: number[], i: number, j: number): void {
  [items[i], items[j]] = [items[j] as number, items[i] as number];
}
