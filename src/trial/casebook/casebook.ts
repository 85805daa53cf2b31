import type { CompiledDesign } from "#design";
import { type Instant, localDate } from "#kernel";
import type { FiledEvent } from "#ledger";
import type { AnyRecorded } from "../event.ts";
import { logPlace, visitIdOf } from "../form/form-key.ts";
import { viewHistory } from "../history-view.ts";
import {
  designVersionOf,
  evolveParticipant,
  noParticipant,
  type ParticipantState,
  type Stage,
  siteOf,
  stageOf,
} from "../participant.ts";
import { viewParticipant } from "../participant-view.ts";
import type { CopyContext } from "./copy-context.ts";
import { type Block, type Document, heading } from "./document.ts";
import { formBlocks } from "./form-blocks.ts";
import { historyBlocks } from "./history-blocks.ts";
import { openedEvent } from "./opened-event.ts";
import {
  consentBlocks,
  contactBlocks,
  deviationBlocks,
  queryBlocks,
  scheduleBlocks,
  signatureBlocks,
} from "./record-blocks.ts";
import { inWords } from "./words.ts";

/** What is said on a casebook beside the record itself. */
export type CasebookAround = {
  readonly context: CopyContext;
  /** When the copy was taken: the record is shown as of then. */
  readonly takenAt: Instant;
  /** Where it comes from, and how it is proved. */
  readonly provenance: readonly (readonly [string, string])[];
  /** Only in a copy with identities. */
  readonly identity?: Readonly<Record<string, string>>;
};

/** One participant's record from a copy, ready to be rendered. */
export type Casebook = {
  readonly participantId: string;
  readonly number: string | null;
  readonly stage: Stage;
  readonly document: Document;
};

/** Nobody's roles: whatever the copy lays open is shown. What it keeps is not in it to show. */
const reader = { user: "", roles: [] };

/**
 * One participant's record from a copy, to read or print: consent, schedule, every form with its answers, queries, deviations,
 * signatures, and the audit trail. Undefined where the events are of no participant, or the protocol cannot be read.
 */
export function casebookOf(filed: readonly FiledEvent[], around: CasebookAround): Casebook | undefined {
  const opened = filed.map(openedEvent);
  const events = opened.map(({ event }) => event);
  const state = events.reduce(evolveParticipant, noParticipant);
  const siteId = siteOf(state);
  const design = around.context.designOf(designVersionOf(state) ?? "");
  if (!siteId || !design) return undefined;
  const closedForms = new Set(
    opened
      .filter(({ hasClosedAnswers }) => hasClosedAnswers)
      .map(({ event }) => (event.data as { readonly formKey: string }).formKey),
  );
  return {
    participantId: state.id ?? "",
    number: state.enrollment.number,
    stage: stageOf(state),
    document: render(state, events, { ...around, design, siteId, closedForms }),
  };
}

type Inside = CasebookAround & {
  readonly design: CompiledDesign;
  readonly siteId: string;
  readonly closedForms: ReadonlySet<string>;
};

function render(state: ParticipantState, events: readonly AnyRecorded[], inside: Inside): Document {
  const { context, design, siteId, closedForms, takenAt } = inside;
  const site = context.siteOf(siteId);
  const { zone } = site;
  const { nameOf } = context;
  const words = { zone, nameOf };
  const today = localDate({ at: takenAt, zone });
  const view = viewParticipant(state, {
    design,
    designs: context.designOf,
    site,
    today: today as never,
    viewer: reader,
  });
  const number = state.enrollment.number ?? "without a number";
  const formsAt = (isHere: (place: string) => boolean): readonly Block[] =>
    Object.values(state.forms)
      .filter(({ formKey }) => isHere(visitIdOf(formKey)))
      .flatMap((form) => {
        const compiled = context.designOf(form.designVersion)?.forms.get(form.formId);
        const isClosed = closedForms.has(form.formKey);
        return formBlocks(form, { ...words, isClosed, ...(compiled ? { compiled } : {}) });
      });
  const visits = view.visits.flatMap(({ visitId, name }) => {
    const forms = formsAt((place) => place === visitId);
    return forms.length === 0 ? [] : [heading(3, name), ...forms];
  });
  const logs = formsAt((place) => place === logPlace);
  return {
    title: `Casebook of participant ${number}`,
    runningHead: `${context.study.protocolId} · site ${site.number} ${site.name} · participant ${number}`,
    blocks: [
      ...coverBlocks(state, inside),
      ...contactBlocks(view, words),
      ...consentBlocks(state, view, words),
      ...scheduleBlocks(view, words),
      heading(2, "Visits and their forms", "forms"),
      ...(visits.length > 0 ? visits : [nothing("No form was filled at a visit.")]),
      heading(2, "Logs", "logs"),
      ...(logs.length > 0 ? logs : [nothing("No log was kept.")]),
      ...queryBlocks(state, words),
      ...deviationBlocks(state, words),
      ...signatureBlocks(state, closedForms, words),
      ...historyBlocks(
        viewHistory(events, { design, designs: context.designOf, viewer: reader, nameOf }),
        design,
      ),
    ],
  };
}

function coverBlocks(state: ParticipantState, inside: Inside): readonly Block[] {
  const { context, siteId, design, provenance, identity } = inside;
  const site = context.siteOf(siteId);
  const { enrollment } = state;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["Study", context.study.name],
    ["Protocol", context.study.protocolId],
    ["Protocol version", design.design.version],
    ["Site", `${site.number} ${site.name}`],
    ["Time zone", site.zone],
    ["Stage", inWords(stageOf(state))],
    ["Screening started", enrollment.screeningStartedOn],
    ["Enrolled", enrollment.enrolledOn],
    ["Ended", enrollment.ended && `${enrollment.ended.endedOn}, ${inWords(enrollment.ended.reason)}`],
    ["Screen failure", enrollment.screenFailure?.why.freeText],
    ...provenance,
  ];
  const person = Object.entries(identity ?? {}).map(([name, value]) => [inWords(name), value] as const);
  return [
    ...(context.study.isDemonstration
      ? [{ kind: "note", text: "Demonstration data: nobody here is real." } as const]
      : []),
    { kind: "facts", facts: facts.flatMap(([name, value]) => (value ? [[name, value] as const] : [])) },
    ...(person.length > 0
      ? [heading(2, "Identity", "identity"), { kind: "facts", facts: person } as const]
      : []),
  ];
}

function nothing(text: string): Block {
  return { kind: "paragraph", text };
}
