import { Menu, Tooltip } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { formatMoment } from "../components/moment.tsx";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";
import { itemElementId } from "./item-element-id.ts";
import { focusAnswer } from "./keyboard.ts";
import type { Question } from "./model/form-model.ts";

/** What is known of an item beside its value, and what can be done with it. */
export function ItemMarksView({ question }: { readonly question: Question }): ReactNode {
  const form = useOpenForm();
  if (form.isCalm) return null;
  return (
    <div className="vigil-item-marks">
      <Verification path={question.path} />
      <Queries path={question.path} />
      <ItemMenu question={question} />
    </div>
  );
}

function Verification({ path }: { readonly path: string }): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const verification = form.marksOf(path)?.verification;
  if (!verification) return null;
  const { by, at, stands } = verification;
  const words = stands
    ? forms.verifiedBy(by, formatMoment(at, form.around.zone))
    : forms.verificationUndone(by);
  return (
    <Tooltip label={words}>
      <span className="vigil-mark" data-tone={stands ? "good" : "attention"}>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <path
            d={stands ? "m3 8.5 3.2 3.2L13 4.5" : "M8 3v6M8 11.5v1"}
            fill="none"
            stroke="currentColor"
            strokeWidth="2.2"
          />
        </svg>
        <span className="vigil-wide-only">{stands ? forms.verified : forms.verifiedBefore}</span>
        <span className="vigil-unseen">{words}</span>
      </span>
    </Tooltip>
  );
}

function Queries({ path }: { readonly path: string }): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const marks = form.marksOf(path);
  const isOpen = (marks?.openQueries ?? 0) > 0;
  if (!marks || (!isOpen && marks.answeredQueries === 0)) return null;
  return (
    <button
      type="button"
      className="vigil-mark vigil-mark-button"
      data-tone={isOpen ? "attention" : "info"}
      onClick={() => form.openQueriesOf(path)}
    >
      {isOpen ? forms.queriesOfItem(marks.openQueries) : forms.answeredQueries(marks.answeredQueries)}
    </button>
  );
}

/** Reasons for no answer, history, a query: by the button, or by Alt + M and Alt + N on the row. */
function ItemMenu({ question }: { readonly question: Question }): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const [isOpen, setOpen] = useState(false);
  const { path, item, label, value } = question;
  const acts = form.actsOn(path);
  const flavors = form.isReadOnly || item.type === "computed" ? [] : item.nullFlavors;
  const canClear =
    !form.isReadOnly && item.type !== "computed" && (value !== null || question.unreadable !== undefined);
  if (acts.length === 0 && flavors.length === 0 && !canClear) return null;
  // The focus goes back to the answer, unless what was chosen took it elsewhere.
  const backToAnswer = (): void => {
    setTimeout(() => {
      const isElsewhere = document.activeElement?.closest("[role=dialog], .vigil-item");
      if (!isElsewhere) focusAnswer(document.getElementById(itemElementId(path)));
    }, 120);
  };
  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      onClose={backToAnswer}
      position="bottom-end"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          className="vigil-icon-button"
          data-item-menu
          tabIndex={-1}
          aria-label={forms.itemMenu(label)}
          aria-keyshortcuts="Alt+M"
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
            <circle cx="3" cy="8" r="1.5" />
            <circle cx="8" cy="8" r="1.5" />
            <circle cx="13" cy="8" r="1.5" />
          </svg>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {flavors.length > 0 ? <Menu.Label>{forms.noAnswer}</Menu.Label> : null}
        {flavors.map((flavor) => (
          <Menu.Item key={flavor} onClick={() => form.leaveOut(path, flavor)}>
            {forms.nullFlavors[flavor]}
          </Menu.Item>
        ))}
        {flavors.length > 0 && (acts.length > 0 || canClear) ? <Menu.Divider /> : null}
        {canClear ? <Menu.Item onClick={() => form.type(path, null)}>{forms.clear}</Menu.Item> : null}
        {acts.map(({ key, label: words, run }) => (
          <Menu.Item key={key} onClick={run}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
