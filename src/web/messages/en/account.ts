/** Signing in, setting up, one's own account. */
export const account = {
  signIn: "Sign in",
  username: "Username",
  usernameMissing: "Enter your username.",
  password: "Password",
  passwordMissing: "Enter your password.",
  newPassword: "New password",
  passwordHelp: "At least 12 characters; a sentence is good.",
  charactersMissing: (count: number) => `${count} more ${count === 1 ? "character" : "characters"}`,
  continue: "Continue",
  or: "or",
  signInWith: (provider: string) => `Sign in with ${provider}`,
  comeBack: "Sign in on the other tab, then come back to this one: it goes on by itself.",
  startOver: "Start over",

  secondStep: "Second step",
  secondStepHelp: "Your password is right. Now show that it is you.",
  code: "Code from your authenticator app",
  codeHelp: "Six digits, checked as soon as they are there. A new code comes every 30 seconds.",
  usePasskey: "Use a passkey",
  passkeyNotUsed:
    "The passkey was not used: it was cancelled, took too long, or is not on this device. Try again.",

  setUpFactor: "Protect your account",
  setUpFactorHelp: "Add a second step, asked for at every sign-in and signature.",
  app: "Authenticator app",
  passkey: "Passkey",
  scan: "Scan this with an authenticator app on your phone.",
  qrCode: "Code to scan with an authenticator app; the key below says the same",
  keyByHand: "Or enter this key by hand:",
  firstCode: "First code from the app",
  firstCodeHelp: "Six digits; they show that the app is set up right.",
  addApp: "Add the app",
  passkeyHelp:
    "A passkey stays on this device, or on your phone or security key, and is opened by finger, face or PIN.",
  passkeyLabel: "Name of the passkey",
  passkeyLabelHelp: "To tell it from others: “Clinic tablet”, “My phone”.",
  addPasskey: "Add a passkey",
  passkeyFailed:
    "The browser made no passkey: it was cancelled, or this device has none. Try again, or use an authenticator app.",

  demonstrationTitle: "Look around as",
  demonstrationHelp:
    "This instance runs a demonstration trial with invented people. Choose one; no password is needed.",
  demonstrationNote:
    "Everything works as in a real trial. What you enter is kept until the demonstration is made anew.",
  demonstrationPassword: (password: string) => `For signatures in this demonstration: ${password}`,
  wholeStudy: "The whole study",

  setUp: "Set up this instance",
  setUpHelp: "There is no account yet. Make the first administrator; everybody else is invited.",
  name: "Your name",
  nameHelp: "As it is printed beside your signature.",
  createAdministrator: "Make the administrator",
  invitation: "Accept your invitation",
  invitationHelp: "Choose a password. Nobody else ever knows it.",
  noToken:
    "This address is not complete. Open the invitation's link as you were given it, or ask for a new one.",
  setPassword: "Set the password",

  signInAgain: "Sign in again",
  signInAgainHelp: (name: string) =>
    `The session of ${name} has ended. The page behind is as it was, with everything entered.`,
  signInAgainEarly: (name: string) =>
    `The session of ${name} ends soon in any case. After this it lasts another day's work; the page behind stays as it is.`,
  notYou: (name: string) => `Not ${name}?`,
  signInAsAnother: "Sign in as somebody else",
  endsIdle: (minutes: number) =>
    `You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, since nothing was done here. What you entered stays.`,
  endsByAge: (minutes: number) =>
    `Your session ends in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, twelve hours after you signed in. What you entered stays.`,
  stay: "Stay signed in",
  signInAnew: "Sign in anew",

  yourAccount: "Your account",
  yourAccountLead: (username: string) => `You sign in as ${username}.`,
  ofDemonstration: "This account belongs to the demonstration and stays as it is, for whoever comes next.",
  printedAs: "Printed beside your signature",
  changePassword: "Change the password",
  changePasswordLead: "You stay signed in here, and are signed out everywhere else.",
  currentPassword: "Current password",
  passwordChanged: "The password is changed. You were signed out everywhere else.",
  secondSteps: "Second step",
  secondStepsLead: "Asked for at every sign-in and signature. Two are safer than one: a phone can be lost.",
  noFactors: "There is none yet. Add one, so that your password alone opens nothing.",
  factor: "What",
  factorName: "Name",
  addedOn: "Added",
  addFactor: "Add",
  removeFactor: "Remove",
  removeFactorOf: (name: string) => `Remove ${name}`,
  removeFactorLead: (name: string) => `“${name}” opens your account no more.`,
  proveLead: "First show that it is you.",
  replaceApp: "The app that you have is replaced by the new one.",
  provider: "Institution",
  providerLinked: (label: string) => `You can also sign in with ${label}.`,
  providerNotLinked: (label: string) =>
    `Link your sign-in at ${label}, to use it here. Signatures still ask for your password and second step.`,
  link: "Link",
  linkLead: (label: string) => `You are sent to ${label} to sign in there, and come back.`,
  unlink: "Cut the link",
  unlinkLead: (label: string) => `You can then no longer sign in with ${label}.`,
  sessions: "Where you are signed in",
  device: "Device",
  unknownDevice: "Unknown device",
  thisDevice: "This one",
  since: "Since",
  lastSeen: "Last used",
  endOthers: "Sign out everywhere else",
  othersEnded: "You are signed in here alone.",

  /** Why the institution's provider led back without a sign-in, by the server's code. */
  openIdProblem: (code: string, provider: string): string | undefined => {
    const name = provider === "" ? "Your institution" : provider;
    const texts: Readonly<Record<string, string>> = {
      "open-id-not-linked": `No account here is linked with that sign-in. Sign in with your username and password, then link ${name} on the page of your account.`,
      "open-id-not-verified": `${name} did not confirm who you are, or it took too long. Try again.`,
      "account-locked":
        "Your account is locked for some minutes after too many wrong attempts. An administrator can unlock it.",
      "linked-to-another": "That sign-in is linked with another account. Each belongs to one person.",
      "account-changed": "Your account was changed meanwhile. Try again.",
    };
    return texts[code];
  },
};
