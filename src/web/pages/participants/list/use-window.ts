import { type RefObject, useLayoutEffect, useState } from "react";

/** The rows that can be seen, of rows of one height in a box that scrolls; a few more on either side. */
export type RowWindow = { readonly first: number; readonly end: number };

const beyond = 12;

/** Which rows to draw. With thousands of rows only those in sight are in the page. */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const [seen, setSeen] = useState<RowWindow>({ first: 0, end: 40 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - beyond);
      const end = first + Math.ceil(element.clientHeight / rowHeight) + 2 * beyond;
      setSeen((before) => (before.first === first && before.end === end ? before : { first, end }));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [box, rowHeight]);
  const end = Math.min(count, seen.end);
  return { first: Math.min(seen.first, Math.max(0, end - 1)), end };
}
