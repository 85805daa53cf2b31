import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Credentials, Passkey } from "#usecases";

type AuthenticatorTransport = NonNullable<
  NonNullable<Parameters<typeof generateAuthenticationOptions>[0]["allowCredentials"]>[number]["transports"]
>[number];

/** Options for making a passkey; the person is verified by the authenticator, not only present. */
export const passkeyCreation: Credentials["passkeyCreation"] = async (party, person, existing) => {
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: Uint8Array.from(new TextEncoder().encode(person.userId)),
    userName: person.username,
    userDisplayName: person.name,
    attestationType: "none",
    excludeCredentials: existing.map(descriptorOf),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
  return { options, challenge: options.challenge };
};

export const verifyCreation: Credentials["verifyCreation"] = async (party, challenge, answer) => {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    return { credentialId: id, publicKey, counter, transports: transports ?? [] };
  } catch {
    // An answer that cannot be read, or for another challenge or origin, verifies nothing.
    return undefined;
  }
};

export const passkeyRequest: Credentials["passkeyRequest"] = async (party, existing) => {
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    allowCredentials: existing.map(descriptorOf),
    userVerification: "required",
  });
  return { options, challenge: options.challenge };
};

export const verifyUse: Credentials["verifyUse"] = async (party, challenge, answer, existing) => {
  const response = answer as AuthenticationResponseJSON;
  const passkey = existing.find(({ credentialId }) => credentialId === response?.id);
  if (!passkey) return undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.counter,
      },
    });
    return verified ? { ...passkey, counter: authenticationInfo.newCounter } : undefined;
  } catch {
    return undefined;
  }
};

function descriptorOf({ credentialId, transports }: Passkey): {
  id: string;
  transports: AuthenticatorTransport[];
} {
  return { id: credentialId, transports: [...transports] as AuthenticatorTransport[] };
}
