import type { CommandPorts, PeoplePorts, RelyingParty, StaffDirectory } from "#usecases";

/** All that the server needs of the world. */
export type ServerPorts = CommandPorts &
  PeoplePorts & {
    readonly staff: StaffDirectory;
    /** The address at which the app is served, known once it listens: `https://vigil.example`. */
    readonly origin: () => string;
    readonly relyingParty: () => RelyingParty;
    readonly isHttps: boolean;
    /** The built app; absent: the API alone. */
    readonly appFolder?: string;
  };
