import type { StudyId, UserId } from "#kernel";
import {
  type Account,
  type HandOver,
  type Principal,
  principalInStudy,
  type StaffDirectory,
} from "#usecases";
import type { DemonstrationClock } from "./demonstration-clock.ts";

/** The study, and the accounts of those who act in it, by username. */
export type Cast = { readonly study: StudyId; readonly accounts: ReadonlyMap<string, Account> };

/** The form that a device was handed over for. */
export type Hold = Omit<HandOver, "pinHash" | "triedPins">;

/** Those who act, as the door would let them in. */
export type Performers = {
  readonly userIdOf: (username: string) => UserId;
  readonly usernameOf: (user: UserId) => string;
  /** With a hold it is the participant who acts, on the device of this member of staff. */
  readonly principalOf: (username: string, hold?: Hold) => Promise<Principal>;
  /** Roles have changed. */
  readonly forget: () => void;
};

export function performersOf(
  ports: { readonly staff: StaffDirectory; readonly clock: Pick<DemonstrationClock, "now"> },
  { study, accounts }: Cast,
): Performers {
  const known = new Map<string, Principal>();
  const accountOf = (username: string): Account => {
    const account = accounts.get(username);
    if (!account) throw new Error(`The demonstration has nobody called ${username}.`);
    return account;
  };
  const admit = (username: string, hold: Hold | undefined): Promise<Principal> => {
    const handedOver = hold ? { ...hold, pinHash: "", triedPins: 0 } : null;
    // Of a session the door asks for nothing but what the device is handed over for.
    const session = { handedOver } as Parameters<typeof principalInStudy>[1]["session"];
    return principalInStudy(ports, { account: accountOf(username), session }, study);
  };
  return {
    userIdOf: (username) => accountOf(username).userId,
    usernameOf: (user) => [...accounts.values()].find(({ userId }) => userId === user)?.username ?? user,
    principalOf: async (username, hold) => {
      if (hold) return admit(username, hold);
      const principal = known.get(username) ?? (await admit(username, undefined));
      known.set(username, principal);
      return principal;
    },
    forget: () => known.clear(),
  };
}
