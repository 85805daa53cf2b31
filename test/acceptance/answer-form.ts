import type { Locator, Page } from "playwright-core";
import type { CompiledForm, ItemValue } from "#design";
import { type Instant, localTime } from "#kernel";
import type { Answers } from "../../src/demonstration/answers/answering.ts";
import { choicesOf, instrumentOf } from "../../src/web/form/model/choices.ts";
import { zone } from "./served-trial.ts";

/** The row of an item on a page with a form. */
function rowOf(page: Page, path: string): Locator {
  return page.locator(`[id="item-${path}"]`);
}

/** Answers a form that is open on the page, item by item, as somebody does with mouse and keyboard. */
export async function answerForm(page: Page, form: CompiledForm, answers: Answers): Promise<void> {
  for (const [path, value] of Object.entries(answers)) {
    const row = rowOf(page, path);
    const group = groupOf(path);
    if (group !== undefined && (await row.count()) === 0) {
      await page.locator(`[data-add-row="${group}"]`).click();
    }
    await answerItem(row, form, path, value);
  }
}

type By = "mouse" | "keyboard";

/** Puts an answer into the field of an item, or of the one question on a screen. A key chooses and stays there, where a tap goes on. */
export async function answerItem(
  within: Locator,
  form: CompiledForm,
  path: string,
  value: ItemValue,
  by: By = "mouse",
): Promise<void> {
  const item = form.items.get(path.split(".").at(-1) ?? "");
  if (!item) throw new Error(`The form ${form.form.id} has no item ${path}.`);
  const choices = choicesOf(item, instrumentOf(form.form.instrument));
  const indexOf = (one: unknown): number => (choices ?? []).findIndex((choice) => choice.value === one);
  if (item.type === "boolean") return tick(within, value === true ? 0 : 1, by);
  if (item.type === "date-time") return typeMoment(within, value as Instant);
  if (item.type === "codes") {
    for (const code of value as readonly string[]) await tick(within, indexOf(code), by);
    return;
  }
  if (!choices) return type(within, value);
  const list = within.locator("select.vigil-input");
  if ((await list.count()) > 0) await list.selectOption(String(indexOf(value)));
  else await tick(within, indexOf(value), by);
}

async function tick(within: Locator, index: number, by: By): Promise<void> {
  const choice = within.locator(".vigil-chips label").nth(index);
  if (by === "mouse") await choice.click();
  else await choice.locator("input").press("Space");
}

async function type(within: Locator, value: ItemValue): Promise<void> {
  const text = typeof value === "object" && value !== null && "freeText" in value ? value.freeText : value;
  await within.locator("input.vigil-input, textarea").first().fill(String(text));
}

/** A day and a time, as the clocks of the site showed them. */
async function typeMoment(within: Locator, at: Instant): Promise<void> {
  const { date, time } = localTime({ at, zone });
  await within.getByLabel("Day", { exact: true }).fill(date);
  await within.getByLabel("Time", { exact: true }).fill(time.slice(0, 5));
}

function groupOf(path: string): string | undefined {
  return path.includes(".") ? path.split(".")[0] : undefined;
}
