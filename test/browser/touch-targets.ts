import type { Page } from "playwright-core";

/** The least side of anything that a thumb has to hit, in CSS pixels. */
const least = 48;

/**
 * What of a page one thumb cannot work: a control that is smaller than 48 × 48 px, or that does not come under the thumb by scrolling up
 * and down alone. What a label covers is as large as its label; a slider is as large as its track, which takes a tap.
 */
export function beyondOneThumb(page: Page): Promise<readonly string[]> {
  return page.evaluate((smallest) => {
    const controls = "button, a[href], input, select, textarea, summary, [role=tab], [role=slider]";
    const found: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      const target = targetOf(control);
      if (!isShown(target) || !isInFront(control)) continue;
      target.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const { x, y, width, height } = target.getBoundingClientRect();
      const name = `${control.tagName.toLowerCase()} “${nameOf(control)}”`;
      // Half a pixel is lost where a grid shares its width out.
      if (width < smallest - 0.5 || height < smallest - 0.5)
        found.push(`${name} is ${Math.round(width)} × ${Math.round(height)}`);
      if (isDisabled(control)) continue;
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      if (!hit || !(target.contains(hit) || hit.contains(target)))
        found.push(`${name} is not reached by scrolling`);
    }
    return found;

    function targetOf(control: HTMLElement): HTMLElement {
      const slider = control.closest<HTMLElement>(".vigil-slider");
      if (slider) return slider;
      const type = control.getAttribute("type");
      if (type === "radio" || type === "checkbox") {
        const own = control.id ? document.querySelector<HTMLElement>(`label[for="${control.id}"]`) : null;
        const body = control.closest<HTMLElement>(
          ".mantine-Checkbox-body, .mantine-Radio-body, .mantine-Switch-body",
        );
        return body ?? own ?? control;
      }
      return control;
    }
    function isShown(element: HTMLElement): boolean {
      const { width, height } = element.getBoundingClientRect();
      return (
        width > 1 &&
        height > 1 &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      );
    }
    /** Behind a dialog nothing can be touched. */
    function isInFront(element: HTMLElement): boolean {
      const dialog = document.querySelector("[role=dialog]");
      return !dialog || dialog.contains(element);
    }
    function isDisabled(element: HTMLElement): boolean {
      return element.matches(":disabled") || element.getAttribute("data-disabled") !== null;
    }
    function nameOf(element: HTMLElement): string {
      return (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 60);
    }
  }, least);
}

/** What stands out of a page at its side: a page is never scrolled sideways. */
export function standingOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > window.innerWidth + 0.5,
    );
    return [
      `stands out at the side: ${wide
        .map((element) => element.outerHTML.slice(0, 90))
        .slice(0, 3)
        .join(" | ")}`,
    ];
  });
}

/** The parts of a page that do not lie whole in the lower two thirds of the screen as it is, before anything is scrolled. */
export function outOfLowerTwoThirds(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>(wanted)].flatMap((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const isThere = top >= window.innerHeight / 3 && bottom <= window.innerHeight + 0.5;
        const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
        return isThere
          ? []
          : [`${name} from ${Math.round(top)} to ${Math.round(bottom)} of ${window.innerHeight}`];
      }),
    selector,
  );
}
