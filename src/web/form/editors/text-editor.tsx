import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useMessages } from "../../messages/messages.tsx";
import type { Question } from "../model/form-model.ts";
import type { EditorIds } from "./editor-ids.ts";
import { useTypedText } from "./use-typed-text.ts";

const longestLine = 200;

/** Text in a person's own words: one line where it is short by the protocol, else as many as are needed. */
export function TextEditor({
  question,
  ids,
}: {
  readonly question: Question;
  readonly ids: EditorIds;
}): ReactNode {
  const { text, change } = useTypedText(question);
  const { maximumLength } = question.item;
  const common = {
    id: ids.field,
    className: "vigil-input",
    value: text,
    autoComplete: "off",
    "aria-labelledby": ids.label,
    "aria-describedby": ids.described,
    "aria-invalid": ids.isInvalid || undefined,
  };
  const isLine = maximumLength !== undefined && maximumLength <= longestLine;
  return (
    <span className="vigil-field vigil-field-wide">
      {isLine ? (
        <input
          {...common}
          type="text"
          data-short={maximumLength <= 20 || undefined}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <GrowingText {...common} change={change} />
      )}
      <Length used={text.length} most={maximumLength} />
    </span>
  );
}

type GrowingTextProps = {
  readonly id: string;
  readonly className: string;
  readonly value: string;
  readonly change: (text: string) => void;
};

/** A field that is as high as its text. */
function GrowingText({ change, ...rest }: GrowingTextProps): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [rest.value]);
  return <textarea {...rest} ref={field} rows={2} onChange={(event) => change(event.currentTarget.value)} />;
}

/** How much of the room is used, once most of it is. */
function Length({ used, most }: { readonly used: number; readonly most: number | undefined }): ReactNode {
  const { forms } = useMessages();
  if (most === undefined || used < most * 0.8) return null;
  return <span className="vigil-hint">{forms.characters(used, most)}</span>;
}
