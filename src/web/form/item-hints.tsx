import type { ReactNode } from "react";
import type { FormItem, Limits } from "#design";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";

type ItemHintsProps = { readonly id: string; readonly item: FormItem; readonly help: string | undefined };

/** Help in the protocol's words, and which values are usual and which are allowed. */
export function ItemHints({ id, item, help }: ItemHintsProps): ReactNode {
  const form = useOpenForm();
  const limits = useLimits(item);
  const isShown = help !== undefined || (limits !== "" && !form.isReadOnly && !form.isCalm);
  return (
    <span id={id} className="vigil-item-help">
      {isShown ? [help, form.isReadOnly || form.isCalm ? "" : limits].filter(Boolean).join(" · ") : null}
    </span>
  );
}

function useLimits({ limits, expected, decimals, source, type }: FormItem): string {
  const { forms } = useMessages();
  if (source === "instrument" || (type !== "integer" && type !== "decimal")) return "";
  const inWords = ({ minimum, maximum }: Limits): string => {
    if (minimum !== undefined && maximum !== undefined)
      return forms.between(String(minimum), String(maximum));
    if (minimum !== undefined) return forms.atLeast(String(minimum));
    return maximum === undefined ? "" : forms.atMost(String(maximum));
  };
  const [allowed, usual] = [inWords(limits), inWords(expected)];
  const parts = [
    usual === "" ? "" : forms.expected(usual),
    allowed === "" ? "" : forms.allowed(allowed),
    decimals === undefined || decimals === 0 ? "" : forms.decimals(decimals),
  ];
  return parts.filter((part) => part !== "").join(", ");
}
