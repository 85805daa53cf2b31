import { useMemo, useState } from "react";
import type { CompiledDesign, CompiledForm } from "#design";
import type { ZoneId } from "#kernel";
import { type KeptForm, useDraftKeeper } from "../../form/draft/use-draft-keeper.ts";
import type { ItemAct, OpenForm } from "../../form/form-context.tsx";
import { type FormModel, formModel } from "../../form/model/form-model.ts";
import { openForm } from "../../form/open-form.ts";
import { useRows } from "../../form/use-rows.ts";
import { useMessages } from "../../messages/messages.tsx";
import { usePersonId } from "../../session/session-keeper.tsx";
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
import { useVerify } from "./use-verify.ts";

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
  const user = usePersonId();
  const rules = useCompiledForm(design, view.formId);
  if (!rules) throw new Error(`The protocol has no form ${view.formId}.`);
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
  const kept = useDraftKeeper({ place, seen: useSeen(view), isHeld: isSubmitted, lookAgain });
  const rows = useRows(kept);
  const { addedRows } = rows;
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
  const actsOn = useActs(address, view, setDrawer);
  const open = openForm(kept, rows, {
    isReadOnly,
    around: { today: view.record.today, zone: view.zone as ZoneId },
    showsCritical: study.may("verify-source"),
    showsMissing: showsMissing || isSubmitted,
    marksOf: (path) => marksIn(view, draft, path),
    actsOn,
    openQueriesOf: (path) => setDrawer({ kind: "queries", path }),
  });
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

/** What this person may do with one item beside answering it. */
function useActs(
  address: FormAddress,
  view: FormView,
  setDrawer: (drawer: OpenDrawer) => void,
): (path: string) => readonly ItemAct[] {
  const { forms } = useMessages();
  const { may } = useStudy();
  const verify = useVerify(view, address);
  return (path) => {
    const item = view.items.find((one) => one.path === path);
    const hasQueries = view.queries.some(({ itemPath }) => itemPath === path);
    const canVerify = may("verify-source") && view.status === "submitted" && item && !item.verified;
    const acts = [
      canVerify && { key: "verify", label: forms.verify, run: () => void verify.send([path]) },
      may("see-history") &&
        item && { key: "history", label: forms.history, run: () => setDrawer({ kind: "history", path }) },
      ((may("open-query") && item) || hasQueries) && {
        key: "queries",
        label: hasQueries ? forms.queries : forms.ask,
        run: () => setDrawer({ kind: "queries", path }),
      },
    ];
    return acts.filter((act) => typeof act === "object");
  };
}
