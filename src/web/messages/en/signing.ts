/** Putting a signature to a record. */
export const signing = {
  sign: "Sign",
  signsAs: (name: string) => `You sign as ${name}. The signature is bound to what the record says now.`,
  password: "Your password",
  code: "Code from your authenticator app",
  usePasskey: "Sign with a passkey",
  passkeyFailed: "The passkey was not used. Try again, or enter your password.",
};
