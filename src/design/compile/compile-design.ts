import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { Expression } from "../expression/expression.ts";
import type { ExpressionFault } from "../expression/expression-fault.ts";
import { parseExpression } from "../expression/parse-expression.ts";
import { printExpression } from "../expression/print-expression.ts";
import type { Vocabulary } from "../expression/vocabulary.ts";
import type { Instruments } from "../instrument-catalog.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { nextOf, successorsOf } from "../schedule/timeline-graph.ts";
import { withFilledTexts } from "../text/design-texts.ts";
import { compileForm } from "./compile-form.ts";
import type { CompiledDesign, CompiledInstance } from "./compiled-design.ts";
import { designVocabularies } from "./design-vocabularies.ts";
import { type ExpressionSite, expressionSites } from "./expression-sites.ts";
import { formsAtEncounters, formsAtInstances } from "./forms-at-encounter.ts";

/** An expression of the design that could not be read. */
type UnreadExpression = { readonly site: ExpressionSite; readonly fault: ExpressionFault };

/**
 * Makes a design ready for use: parses each expression once, puts the values of parameters into its texts and
 * indexes everything by its id. Fails only where an expression cannot be read; whether the design makes sense is for `checkStudyDesign` to say.
 */
export function compileDesign(
  design: StudyDesign,
  instruments: Instruments,
): Result<CompiledDesign, InvalidInput> {
  const { compiled, unread } = compileReadable(design, instruments);
  if (unread.length === 0) return ok(compiled);
  const issues = unread.map(({ site, fault }) => ({
    path: site.path,
    message: `${fault.message} (at character ${fault.span.start + 1})`,
  }));
  return failed(invalidInput(...issues));
}

/** As `compileDesign`, leaving out the expressions that cannot be read and telling which. */
export function compileReadable(
  design: StudyDesign,
  instruments: Instruments,
): { readonly compiled: CompiledDesign; readonly unread: readonly UnreadExpression[] } {
  const expressions = new Map<string, Expression>();
  const unread: UnreadExpression[] = [];
  for (const site of expressionSites(design)) {
    const parsed = parseExpression(site.text);
    if (parsed.ok) expressions.set(site.path, parsed.value);
    else unread.push({ site, fault: parsed.error });
  }
  return { compiled: compileWith(design, instruments, expressions), unread };
}

function compileWith(
  written: StudyDesign,
  { catalog, score }: Instruments,
  expressions: ReadonlyMap<string, Expression>,
): CompiledDesign {
  const design = withFilledTexts(written);
  const parameters = byId(design.parameters);
  const encounters = byId(design.encounters);
  const activities = byId(design.activities);
  const timelines = byId(design.scheduleTimelines);
  const codes = new Map(
    design.codeLists.map((list) => [list.id, new Map(list.codes.map(({ code, label }) => [code, label]))]),
  );
  const around = { expressions, codes, parameters, catalog };
  const forms = new Map(
    design.forms.map((form, index) => [form.id, compileForm(form, `forms.${index}`, around)]),
  );
  const vocabularies = designVocabularies({ forms, parameters, encounters });
  return {
    design,
    written,
    scoreInstrument: score,
    parameters,
    arms: byId(design.arms),
    epochs: byId(design.epochs),
    encounters,
    activities,
    codeLists: byId(design.codeLists),
    consents: byId(design.consents),
    forms,
    criteria: compileCriteria(design, expressions, vocabularies.record),
    timelines,
    mainTimeline: design.scheduleTimelines.find(({ mainTimeline }) => mainTimeline),
    instances: compileInstances(design, expressions),
    doseRegimens: byId(design.doseRegimens),
    factors: compileFactors(design, expressions),
    gateRules: compileGate(design, expressions),
    formsAtEncounter: formsAtEncounters({ timelines, activities }),
    formsAtInstance: formsAtInstances({ timelines, activities }),
    vocabularies,
  };
}

function byId<Of extends { readonly id: string }>(things: readonly Of[]): ReadonlyMap<string, Of> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function compileCriteria(
  { eligibilityCriteria }: StudyDesign,
  expressions: ReadonlyMap<string, Expression>,
  vocabulary: Vocabulary,
): CompiledDesign["criteria"] {
  return new Map(
    eligibilityCriteria.map((criterion, index) => {
      const path = `eligibilityCriteria.${index}`;
      const rule = expressions.get(`${path}.expression`) ?? expressions.get(`${path}.answeredBy`);
      return [
        criterion.id,
        rule ? { criterion, rule, sentence: printExpression(rule, vocabulary) } : { criterion },
      ];
    }),
  );
}

function compileFactors(
  { randomization }: StudyDesign,
  expressions: ReadonlyMap<string, Expression>,
): CompiledDesign["factors"] {
  const factors = (randomization?.factors ?? []).flatMap(({ id }, index) => {
    const reference = expressions.get(`randomization.factors.${index}.reference`);
    return reference ? [[id, { id, reference }] as const] : [];
  });
  return new Map(factors);
}

function compileGate(
  { sessions }: StudyDesign,
  expressions: ReadonlyMap<string, Expression>,
): CompiledDesign["gateRules"] {
  const rules = (sessions ?? []).flatMap(({ id, gate }, index) =>
    gate.flatMap((line, at) => {
      const rule = expressions.get(`sessions.${index}.gate.${at}.met`);
      return rule ? [[`${id}/${line.id}`, rule] as const] : [];
    }),
  );
  return new Map(rules);
}

function compileInstances(
  { scheduleTimelines }: StudyDesign,
  expressions: ReadonlyMap<string, Expression>,
): ReadonlyMap<string, CompiledInstance> {
  const compiled = new Map<string, CompiledInstance>();
  for (const [timelineIndex, timeline] of scheduleTimelines.entries()) {
    for (const [index, instance] of timeline.instances.entries()) {
      const path = `scheduleTimelines.${timelineIndex}.instances.${index}.conditions`;
      const conditions = instance.type === "decision" ? instance.conditions : [];
      compiled.set(instance.id, {
        instance,
        timelineId: timeline.id,
        successors: successorsOf(timeline, index),
        next: nextOf(timeline, index),
        when: conditions.map((_, at) => expressions.get(`${path}.${at}.when`)),
      });
    }
  }
  return compiled;
}
