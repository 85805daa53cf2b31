import type { Instant, Sha256, SiteId, UserId } from "#kernel";
import { unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { studyEvents } from "./events.ts";

/** One version of the protocol as it was published. */
export type PublishedDesign = {
  readonly version: string;
  readonly hash: Sha256;
  /** The design's JSON; read it with `parseStudyDesign`. */
  readonly design: unknown;
  readonly summary: string;
  readonly publishedAt: Instant;
};

/** A physician's word for one parameter; the last one counts. */
export type ParameterConfirmation = {
  readonly parameterId: string;
  readonly by: UserId;
  readonly at: Instant;
};

export type StudyState = {
  readonly founded: boolean;
  readonly name: string;
  readonly protocolId: string;
  readonly isDemonstration: boolean;
  readonly foundedAt: Instant | null;
  readonly sites: readonly { readonly siteId: SiteId; readonly number: string }[];
  /** In the order of their publication; the last is the current one. */
  readonly designs: readonly PublishedDesign[];
  /** The parameters that a physician has confirmed, for each version. */
  readonly confirmations: Readonly<Record<string, readonly ParameterConfirmation[]>>;
  readonly exports: number;
  /** The versions of the protocol for which randomization was opened, oldest first. */
  readonly randomizationOpenedFor: readonly string[];
};

export const noStudy: StudyState = {
  founded: false,
  name: "",
  protocolId: "",
  isDemonstration: false,
  foundedAt: null,
  sites: [],
  designs: [],
  confirmations: {},
  exports: 0,
  randomizationOpenedFor: [],
};

export function evolveStudy(state: StudyState, event: Recorded<EventsOf<typeof studyEvents>>): StudyState {
  switch (event.type) {
    case "StudyFounded":
      return { ...state, ...event.data, founded: true, foundedAt: event.meta.recordedAt };
    case "RandomizationOpened": {
      const { designVersion } = event.data;
      return { ...state, randomizationOpenedFor: [...state.randomizationOpenedFor, designVersion] };
    }
    case "SiteRegistered":
      return { ...state, sites: [...state.sites, event.data] };
    case "StudyDesignPublished": {
      const { version, design, designHash, summary } = event.data;
      const published = {
        version,
        design,
        hash: designHash as Sha256,
        summary,
        publishedAt: event.meta.recordedAt,
      };
      return { ...state, designs: [...state.designs, published] };
    }
    case "ParametersConfirmed": {
      const { version, parameterIds } = event.data;
      const known = (state.confirmations[version] ?? []).filter(
        ({ parameterId }) => !parameterIds.includes(parameterId),
      );
      const fresh = parameterIds.map((parameterId) => ({
        parameterId,
        by: event.meta.actor.user,
        at: event.meta.recordedAt,
      }));
      return { ...state, confirmations: { ...state.confirmations, [version]: [...known, ...fresh] } };
    }
    case "LedgerExported":
      return { ...state, exports: state.exports + 1 };
    case "AllocationRecomputed":
    case "AllocationSeen":
    case "ClosedReportOpened":
    case "DataExtracted":
    case "LedgerRestored":
    case "SigningKeyIntroduced":
      return state;
    default:
      return unreachable(event);
  }
}
