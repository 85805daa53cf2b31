import type { Role } from "#design";
import type { UserId } from "#kernel";
import type { Grant, Standing } from "#trial";

/** Who is asking, as far as the door has established it. */
export type Principal = {
  readonly user: UserId;
  readonly name: string;
  /** What they may act as in the study that is asked about. */
  readonly standings: readonly Standing[];
  /** Every role that they have or had in that study; absent where there is none but what the standings say. */
  readonly grants?: readonly Grant[];
  readonly isInstanceAdministrator: boolean;
  /** Set while they hold a device that a site handed over: they see one form and nothing else. */
  readonly handedOver?: { readonly study: string; readonly participant: string; readonly formKey: string };
};

/** Nobody: for what the software does by itself. */
export const systemUser = "00000000-0000-4000-8000-000000000001" as UserId;

/** The role that an event of the software itself names. */
export const systemRole = "system" as Role;
