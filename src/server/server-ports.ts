import type { VerificationTools } from "#ledger";
import type {
  BundlePorts,
  CheckpointPorts,
  CommandPorts,
  IdentityVault,
  Lists,
  OpenIdProvider,
  PeoplePorts,
  RelyingParty,
  StaffDirectory,
} from "#usecases";

/** All that the server needs of the world. */
export type ServerPorts = CommandPorts &
  PeoplePorts &
  CheckpointPorts &
  BundlePorts & {
    readonly staff: StaffDirectory;
    readonly lists: Lists;
    readonly vault: IdentityVault;
    /** SHA-256 and the trusted keys, for verifying the ledger. */
    readonly verification: () => VerificationTools;
    /** The address at which the app is served, known once it listens: `https://vigil.example`. */
    readonly origin: () => string;
    readonly relyingParty: () => RelyingParty;
    readonly isHttps: boolean;
    /** The institution's identity provider; absent: username and password alone. */
    readonly openId?: OpenIdProvider;
    /** The built app; absent: the API alone. */
    readonly appFolder?: string;
  };
