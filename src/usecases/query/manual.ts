import { type CompiledDesign, numberOf } from "#design";
import {
  type CalendarDate,
  failed,
  localDate,
  ok,
  type Refusal,
  type Result,
  refusal,
  type SiteId,
} from "#kernel";
import { definitionsOf, designOfDefinitions, type ShownDefinition } from "#trial";
import type { Asking } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";
import { factsAt } from "./training.ts";

/** What the manual of a site says of safety: all of it from the protocol, nothing written twice. */
export type SiteManual = {
  readonly study: string;
  readonly site: { readonly siteId: string; readonly number: string; readonly name: string } | null;
  readonly designVersion: string;
  readonly definitions: readonly ShownDefinition[];
  readonly seriousEvents: {
    readonly withinHours: number;
    readonly source: string;
    /** What makes an event serious: the items of its form. */
    readonly criteria: readonly { readonly id: string; readonly label: string }[];
  } | null;
  readonly prohibited: readonly {
    readonly label: string;
    /** Null: as long as the drug's own washout. */
    readonly washoutDays: number | null;
    readonly isAbsoluteStop: boolean;
  }[];
  readonly results: readonly {
    readonly kind: "laboratory" | "electrocardiogram";
    readonly validForDays: number;
    readonly exclusions: readonly string[];
  }[];
};

/** The manual as it is in effect at one of the person's sites; for whoever names none, at their only one or in the newest version. */
export async function seeManual(
  ports: QueryPorts,
  asking: Asking,
  wanted?: string,
): Promise<Result<SiteManual, Refusal>> {
  const sites = asking.principal.standings.flatMap(({ sites: at }) => (at === "all" ? [] : at));
  const isEverywhere = asking.principal.standings.some(({ sites: at }) => at === "all");
  if (wanted !== undefined && !isEverywhere && !sites.includes(wanted as SiteId)) return failed(noManual());
  const siteId = (wanted as SiteId | undefined) ?? (isEverywhere ? null : (sites[0] ?? null));
  const facts = await factsAt(ports, asking, siteId, "see-design");
  const day = localDate({ at: ports.clock.now(), zone: facts.site.zone }) as CalendarDate;
  const design = designOfDefinitions(facts, day);
  if (!design || (siteId && !facts.site.open)) return failed(noManual());
  const { safety } = design.design;
  const log = safety?.medication && design.forms.get(safety.medication.formId);
  const classes = log?.items.get(safety?.medication?.items.prohibitedClass ?? "")?.codes;
  return ok({
    study: design.design.name,
    site: siteId ? { siteId, number: facts.site.number, name: facts.site.name } : null,
    designVersion: design.design.version,
    definitions: definitionsOf(design).map(({ trainedRoles: _roles, ...shown }) => shown),
    seriousEvents: seriousEventsIn(design),
    prohibited: (safety?.medication?.prohibited ?? []).map(({ code, washout, absoluteStop }) => ({
      label: classes?.get(code) ?? code,
      washoutDays: numberOf(design.parameters, washout) ?? null,
      isAbsoluteStop: absoluteStop,
    })),
    results: (["laboratory", "electrocardiogram"] as const).flatMap((kind) => {
      const days = numberOf(design.parameters, design[kind]?.plan.validFor);
      const exclusions = design[kind]?.panels.flatMap((panel) => panel.exclusions) ?? [];
      const messages = [...new Set(exclusions.map(({ message }) => message))];
      return days === undefined ? [] : [{ kind, validForDays: days, exclusions: messages }];
    }),
  });
}

function seriousEventsIn({ design, forms, parameters }: CompiledDesign): SiteManual["seriousEvents"] {
  const plan = design.safety?.adverseEvents;
  const withinHours = numberOf(parameters, plan?.noticeWithin);
  if (!plan || withinHours === undefined) return null;
  const items = forms.get(plan.formId)?.items;
  const criteria = plan.items.seriousness.map((id) => ({ id, label: items?.get(id)?.label ?? id }));
  return { withinHours, source: plan.source, criteria };
}

function noManual(): Refusal {
  return refusal("not-found", "There is no manual of such a site for you in this study.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}
