// @vitest-environment happy-dom
import { act, type ReactNode, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FormItem } from "#design";
import type { ZoneId } from "#kernel";
import { type Draft, noDraft, valueAt, withSeen, withUnreadable, withValue } from "../draft/draft.ts";
import { FormProvider, type OpenForm } from "../form-context.tsx";
import type { Question } from "../model/form-model.ts";
import { AnswerEditor } from "./answer-editor.tsx";

let root: Root;
let page: HTMLElement;
let draft: Draft;
let setDraft: (draft: Draft) => void;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  page = document.createElement("div");
  document.body.append(page);
  root = createRoot(page);
});
afterEach(() => {
  act(() => root.unmount());
  page.remove();
});

function Field({ type }: { readonly type: FormItem["type"] }): ReactNode {
  const [state, setState] = useState(noDraft);
  draft = state;
  setDraft = setState;
  const item = { id: "weight", label: "Weight", type, limits: {}, expected: {} } as FormItem;
  const question = {
    path: "weight",
    item,
    value: valueAt(state, "weight"),
    unreadable: state.unreadable["weight"],
    choices: undefined,
  } as Question;
  const form = {
    around: { today: "2026-11-20", zone: "America/New_York" as ZoneId },
    type: (path, value) => setState(withValue(draft, path, value)),
    typeUnreadable: (path, text) => setState(withUnreadable(draft, path, text)),
  } as OpenForm;
  const ids = { field: "field", label: "label", described: undefined, isInvalid: false };
  return (
    <FormProvider form={form}>
      <AnswerEditor question={question} ids={ids} />
    </FormProvider>
  );
}

function open(type: FormItem["type"]): HTMLInputElement {
  act(() => root.render(<Field type={type} />));
  return page.querySelector("input") as HTMLInputElement;
}

/** Puts a text into the field as a keyboard does: React hears of it by the input event. */
function type(input: HTMLInputElement, text: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  act(() => {
    setter?.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

describe("a field that is typed into", () => {
  test("shows what was typed for as long as it means the value", () => {
    const input = open("decimal");
    for (const text of ["7", "70", "70.", "70.5", "70,50"]) {
      type(input, text);
      expect(input.value).toBe(text);
    }
    expect(valueAt(draft, "weight")).toBe(70.5);
  });

  test("keeps a text that is no value, beside the value that was there", () => {
    const input = open("integer");
    type(input, "70");
    type(input, "70k");
    expect(input.value).toBe("70k");
    expect(draft.unreadable).toEqual({ weight: "70k" });
    expect(valueAt(draft, "weight")).toBe(70);
    type(input, "71");
    expect(draft.unreadable).toEqual({});
    expect(valueAt(draft, "weight")).toBe(71);
  });

  test("shows a value that came from elsewhere", () => {
    const input = open("integer");
    type(input, "70");
    act(() => setDraft(withSeen(noDraft, { version: 2, items: [{ path: "weight", value: 64 }] })));
    expect(input.value).toBe("64");
  });

  test("is tidied when it is left, and emptied when its text is", () => {
    const input = open("date");
    type(input, "20 nov 2026");
    expect(input.value).toBe("20 nov 2026");
    act(() => {
      input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    });
    expect(input.value).toBe("2026-11-20");
    type(input, "");
    expect(valueAt(draft, "weight")).toBe(null);
  });
});
