import { useMemo, useState } from "react";
import type { CompiledDesign, CompiledForm, NullFlavor } from "#design";
import type { ZoneId } from "#kernel";
import { entriesOf } from "../../form/draft/draft.ts";
import { type KeptForm, useKeeper } from "../../form/draft/use-keeper.ts";
import type { ItemAct, OpenForm } from "../../form/form-context.tsx";
import { type FormModel, formModel, nextRow } from "../../form/model/form-model.ts";
import { useMessages } from "../../messages/messages.tsx";
import { useSession } from "../../session/use-session.ts";
import { useStudy } from "../../study/study-context.tsx";
import {
  type FormAddress,
  type FormView,
  mayFill,
  type ParticipantPage,
  partsOfKey,
  recordOf,
  useCompiledForm,
  useSeen,
} from "./form-data.ts";
import { marksIn } from "./item-marks-of.ts";

/** Which drawer is open, and about which item. */
export type OpenDrawer = { readonly kind: "history" | "queries"; readonly path: string };

/** A form as its page works with it. */
export type FormSheet = {
  readonly view: FormView;
  readonly form: CompiledForm;
  readonly design: CompiledDesign;
  readonly model: FormModel;
  readonly kept: KeptForm;
  readonly open: OpenForm;
  readonly mayFill: ReturnType<typeof mayFill>;
  readonly isCorrecting: boolean;
  readonly setCorrecting: (isCorrecting: boolean) => void;
  readonly showsMissing: boolean;
  readonly showMissing: () => void;
  readonly drawer: OpenDrawer | undefined;
  readonly setDrawer: (drawer: OpenDrawer | undefined) => void;
  readonly lookAgain: () => void;
};

type SheetNeeds = {
  readonly address: FormAddress;
  readonly view: FormView;
  readonly participant: ParticipantPage;
  readonly design: object;
  readonly lookAgain: () => void;
};

/** Ties the form's rules, the draft on this device and what the server shows into what the page draws. */
export function useFormSheet({ address, view, participant, design, lookAgain }: SheetNeeds): FormSheet {
  const study = useStudy();
  const user = useSession().data?.user?.userId ?? "";
  const rules = useCompiledForm(design, view.formId);
  if (!rules) throw new Error(`The protocol has no form ${view.formId}.`);
  const [addedRows, setAddedRows] = useState<Readonly<Record<string, readonly number[]>>>({});
  const [wantsCorrecting, setCorrecting] = useState(false);
  const [showsMissing, setShowsMissing] = useState(false);
  const [drawer, setDrawer] = useState<OpenDrawer>();
  const isSubmitted = view.status === "submitted";
  const place = {
    user,
    kind: "form" as const,
    study: address.studyId,
    subject: address.participantId,
    formKey: address.formKey,
  };
  const kept = useKeeper({ place, seen: useSeen(view), isHeld: isSubmitted, lookAgain });
  const { draft } = kept.state;
  const model = useMemo(
    () =>
      formModel({
        ...rules,
        draft,
        record: recordOf(view),
        hiddenItems: view.hiddenItems,
        addedRows,
      }),
    [rules, draft, view, addedRows],
  );
  const { visitId } = partsOfKey(address.formKey);
  const visit = participant.visits.find((one) => one.visitId === visitId);
  const fill = mayFill(study, rules.form.form, visit);
  const mayWrite = fill === "yes" && (isSubmitted ? study.may("correct-items") : true);
  const isCorrecting = isSubmitted && mayWrite && (wantsCorrecting || kept.keeper.isAhead());
  const isReadOnly = !mayWrite || (isSubmitted && !isCorrecting) || kept.state.standing === "loading";
  const open = useOpen({ view, kept, isReadOnly, showsMissing, setAddedRows, setDrawer });
  return {
    view,
    ...rules,
    model,
    kept,
    open,
    mayFill: fill,
    isCorrecting,
    setCorrecting,
    showsMissing: showsMissing || isSubmitted,
    showMissing: () => setShowsMissing(true),
    drawer,
    setDrawer,
    lookAgain,
  };
}

type OpenNeeds = {
  readonly view: FormView;
  readonly kept: KeptForm;
  readonly isReadOnly: boolean;
  readonly showsMissing: boolean;
  readonly setAddedRows: (
    change: (
      rows: Readonly<Record<string, readonly number[]>>,
    ) => Readonly<Record<string, readonly number[]>>,
  ) => void;
  readonly setDrawer: (drawer: OpenDrawer) => void;
};

function useOpen({ view, kept, isReadOnly, showsMissing, setAddedRows, setDrawer }: OpenNeeds): OpenForm {
  const { keeper, state } = kept;
  const actsOn = useActs(view, setDrawer);
  const showsCritical = useStudy().may("verify-source");
  const { draft } = state;
  return {
    isReadOnly,
    isCalm: false,
    showsCritical,
    around: { today: view.record.today, zone: view.zone as ZoneId },
    type: keeper.type,
    typeUnreadable: keeper.typeUnreadable,
    leaveOut: (path: string, nullFlavor: NullFlavor) => keeper.type(path, { nullFlavor }),
    addRow: (groupId) => {
      setAddedRows((rows) => {
        const added = rows[groupId] ?? [];
        const next = Math.max(nextRow(draft, groupId), Math.max(-1, ...added) + 1);
        return { ...rows, [groupId]: [...added, next] };
      });
    },
    removeRow: (groupId, index) => {
      const start = `${groupId}.${index}.`;
      const written = [...entriesOf(draft).map(({ path }) => path), ...Object.keys(draft.unreadable)];
      for (const path of new Set(written)) if (path.startsWith(start)) keeper.type(path, null);
      setAddedRows((rows) => ({ ...rows, [groupId]: (rows[groupId] ?? []).filter((row) => row !== index) }));
    },
    conflictAt: (path) => draft.conflicts[path],
    choose: keeper.choose,
    showsMissing: showsMissing || view.status === "submitted",
    marksOf: (path) => marksIn(view, draft, path),
    actsOn,
    openQueriesOf: (path) => setDrawer({ kind: "queries", path }),
  };
}

/** What this person may do with one item beside answering it. */
function useActs(
  view: FormView,
  setDrawer: (drawer: OpenDrawer) => void,
): (path: string) => readonly ItemAct[] {
  const { forms } = useMessages();
  const { may } = useStudy();
  return (path) => {
    const isWritten = view.items.some((item) => item.path === path);
    const hasQueries = view.queries.some(({ itemPath }) => itemPath === path);
    return [
      ...(may("see-history") && isWritten
        ? [{ key: "history", label: forms.history, run: () => setDrawer({ kind: "history", path }) }]
        : []),
      ...((may("open-query") && isWritten) || hasQueries
        ? [
            {
              key: "queries",
              label: hasQueries ? forms.queries : forms.ask,
              run: () => setDrawer({ kind: "queries", path }),
            },
          ]
        : []),
    ];
  };
}
