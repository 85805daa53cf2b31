import { flushSync } from "react-dom";

/** How long after a digit another one still belongs to it: 1 and 0 is ten. */
const digitPause = 700;

type Pressed = { readonly text: string; readonly at: number; readonly group: Element };

/**
 * The form by keyboard: Enter goes on, a digit or a letter chooses an answer and goes on, Alt + M and Alt + N open the
 * item's menu. Returns what the form's element listens with.
 */
export function formKeys(): (event: React.KeyboardEvent<HTMLElement>) => void {
  let last: Pressed | undefined;
  return (event) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>(".vigil-item");
    if (!row || event.nativeEvent.isComposing) return;
    if (event.altKey && (event.code === "KeyM" || event.code === "KeyN")) {
      openMenu(row);
      event.preventDefault();
      return;
    }
    if (event.altKey || event.metaKey) return;
    if (event.key === "Enter" && goesOn(event, target)) {
      moveFrom(row, event.shiftKey ? -1 : 1);
      event.preventDefault();
      return;
    }
    if (event.ctrlKey) return;
    const group = target.closest<HTMLElement>("[data-digits], [data-letters]");
    if (!group || !isChoice(target)) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      row.dispatchEvent(new CustomEvent("vigil-clear", { bubbles: true, detail: row.dataset["path"] }));
      event.preventDefault();
      return;
    }
    const pressed = pressedIn(group, event.key, event.timeStamp, last);
    last = pressed;
    if (pressed && choose(group, pressed.text)) event.preventDefault();
  };
}

/** In a long text Enter makes a line; with Control it goes on. On a button it presses it. */
function goesOn(event: React.KeyboardEvent, target: HTMLElement): boolean {
  if (target.tagName === "BUTTON" || target.tagName === "A") return false;
  return target.tagName !== "TEXTAREA" || event.ctrlKey;
}

function isChoice(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && (target.type === "radio" || target.type === "checkbox");
}

function pressedIn(
  group: HTMLElement,
  key: string,
  at: number,
  last: Pressed | undefined,
): Pressed | undefined {
  if (key.length !== 1) return undefined;
  const digits = listOf(group.dataset["digits"]);
  const continues = last && last.group === group && at - last.at < digitPause;
  const longer = continues ? last.text + key : key;
  const text = digits.includes(longer) ? longer : key;
  return { text: text.toLowerCase(), at, group };
}

/** Presses the choice that the key stands for, and goes on where one answer is enough. */
function choose(group: HTMLElement, text: string): boolean {
  const digits = listOf(group.dataset["digits"]);
  const letters = listOf(group.dataset["letters"]) as unknown as readonly (readonly string[])[];
  const index = digits.length > 0 ? digits.indexOf(text) : letters.findIndex((keys) => keys.includes(text));
  const input = group.querySelectorAll<HTMLInputElement>("input")[index];
  if (!input) return false;
  input.focus();
  // Drawn at once: the answer may decide what is asked next, and the next key belongs to the next answer however soon it comes.
  flushSync(() => input.click());
  const isPartOfMore = digits.some((digit) => digit !== text && digit.startsWith(text));
  const row = group.closest<HTMLElement>(".vigil-item");
  if (row && !("many" in group.dataset) && !isPartOfMore) moveFrom(row, 1);
  return true;
}

function listOf(json: string | undefined): readonly string[] {
  return json === undefined ? [] : (JSON.parse(json) as readonly string[]);
}

/** Puts the focus on the answer of the next row, or of the one before. */
function moveFrom(row: HTMLElement, by: 1 | -1): void {
  const form = row.closest<HTMLElement>("[data-form]") ?? document.body;
  // What stands aside, such as notes, is reached with the Tab key.
  const rows = [...form.querySelectorAll<HTMLElement>(".vigil-item:not([data-aside])")];
  for (let at = rows.indexOf(row) + by; at >= 0 && at < rows.length; at += by) {
    if (focusAnswer(rows[at])) return;
  }
  form.querySelector<HTMLElement>("[data-form-action]")?.focus();
}

/** Puts the focus on a row's answer: on the chosen one where there is one. */
export function focusAnswer(row: HTMLElement | null | undefined): boolean {
  const answer = row?.querySelector(".vigil-item-answer");
  const field =
    answer?.querySelector<HTMLElement>("input:checked") ??
    answer?.querySelector<HTMLElement>(
      "input:not([aria-hidden]), select, textarea, button.vigil-small-button",
    );
  if (!field) return false;
  field.focus();
  if (field instanceof HTMLInputElement && field.type === "text") field.select();
  return true;
}

function openMenu(row: HTMLElement): void {
  row.querySelector<HTMLElement>("[data-item-menu]")?.click();
}
