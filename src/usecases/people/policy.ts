/** How strict the door is. An instance may make it stricter; these are the defaults (ASVS 5.0 6.3, 7.3). */
export type DoorPolicy = {
  readonly mostWrongAttempts: number;
  readonly lockMinutes: number;
  /** A session ends after so long in which the person did nothing. */
  readonly idleMinutes: number;
  /** And after so long in any case. */
  readonly longestHours: number;
  /** How long a sign-in waits for its second step, and a challenge for its answer. */
  readonly pendingMinutes: number;
  readonly invitationHours: number;
  readonly shortestPassword: number;
  readonly mostWrongPins: number;
};

export const defaultPolicy: DoorPolicy = {
  mostWrongAttempts: 5,
  lockMinutes: 15,
  idleMinutes: 30,
  longestHours: 12,
  pendingMinutes: 10,
  invitationHours: 72,
  shortestPassword: 12,
  mostWrongPins: 5,
};
