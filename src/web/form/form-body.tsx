import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useOpenForm } from "./form-context.tsx";
import { FormSection } from "./form-section.tsx";
import { formKeys } from "./keyboard.ts";
import type { FormModel } from "./model/form-model.ts";
import "./form.css";

/** All sections of a form. It never unmounts for the network: what is typed stays where it is. */
export function FormBody({ model, label }: { readonly model: FormModel; readonly label: string }): ReactNode {
  const form = useOpenForm();
  const body = useRef<HTMLFormElement>(null);
  const onKeyDown = useMemo(formKeys, []);
  const { type } = form;
  useEffect(() => {
    const element = body.current;
    const clear = (event: Event): void => type(String((event as CustomEvent).detail), null);
    element?.addEventListener("vigil-clear", clear);
    return () => element?.removeEventListener("vigil-clear", clear);
  }, [type]);
  return (
    <form
      ref={body}
      data-form
      data-reading={form.isReadOnly || undefined}
      className="vigil-form"
      aria-label={label}
      noValidate
      autoComplete="off"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      {model.sections.map((section) => (
        <FormSection key={section.id} section={section} instrument={model.instrument?.id} />
      ))}
    </form>
  );
}
