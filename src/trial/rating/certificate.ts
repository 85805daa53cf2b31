import type { CompiledDesign, RaterCertificate } from "#design";
import type { CalendarDate } from "#kernel";
import type { Credential } from "../staff/evolve.ts";

/** What somebody must hold to rate with the form; undefined where the protocol asks for nothing. */
export function certificateFor(
  { design }: Pick<CompiledDesign, "design">,
  formId: string,
): RaterCertificate | undefined {
  return design.independentRating?.certificates.find((wanted) => wanted.formId === formId);
}

/** The credentials that are that certificate, whether valid now or not. */
export function certificatesOf(
  credentials: readonly Credential[],
  { kind, name }: Pick<RaterCertificate, "kind" | "name">,
): readonly Credential[] {
  return credentials.filter((credential) => credential.kind === kind && credential.name === name);
}

/** Whether somebody is entitled to rate with the form on that day: the first and last day of a certificate are valid. */
export function isCertified(
  credentials: readonly Credential[],
  wanted: RaterCertificate | undefined,
  on: CalendarDate,
): boolean {
  if (!wanted) return true;
  return certificatesOf(credentials, wanted).some(
    ({ validFrom, validUntil }) => validFrom <= on && (validUntil === undefined || on <= validUntil),
  );
}
