const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;

/** Working without the server: the device, what it has queued, who may sign on it. */
export const offline = {
  title: "Devices and offline",
  lead: "What is entered on this device while the server is out of reach, who may sign on it, and what became of it.",

  status: {
    waiting: (entries: number) => `${count(entries, "entry", "entries")} to send`,
    allSent: "Everything is sent",
    refused: (entries: number) => `${count(entries, "entry needs", "entries need")} you`,
    locked: "Device locked",
    open: "Devices and offline",
    halt: {
      unreached: "The server is out of reach. What you enter is saved on this device.",
      "not-signed-in": "Sign in again: what waits is then sent.",
      "another-person":
        "What comes next was entered by somebody else. They sign in, or you hand it in for them.",
      fault: "The server failed on an entry. It is tried again.",
    } as Readonly<Record<string, string>>,
    lastContact: (at: string) => `Server last reached ${at}`,
    noContact: "Server not reached yet",
  },

  device: {
    title: "This device",
    notEnrolled:
      "Not enrolled. Enroll it while the server is at hand, and it goes on working when it is not.",
    cannot:
      "This browser keeps no data of its own here. Open the app in a browser that does, over a secure connection.",
    enrolledFor: (people: number) => `Enrolled for ${count(people, "person", "people")}.`,
    notForYou: "You are not among them: whoever is unlocks it, and then you enroll.",
    isLocked: "Locked. What is entered is still taken; nothing on it can be read.",
    isUnlocked: "Unlocked. It locks itself after 15 minutes in which nobody touches it, or now:",
    lock: "Lock",
    unlock: "Unlock",
    unlockTitle: "Unlock this device",
    unlockLead: "Your username, and the passphrase or passkey with which you enrolled on this device.",
    unlockOffline: "The server is out of reach. Unlock this device to go on with what it keeps.",
    username: "Username",
    passphrase: "Device passphrase",
    wrong:
      "That does not open this device. Its passphrase is the one that you chose here, not your password.",
    enroll: "Enroll yourself",
    enrollTitle: "Enroll on this device",
    enrollLead:
      "You make a key that this device holds and only you can open. With it you work and sign here without the server; what you sign you confirm later.",
    label: "Name of this device",
    labelHelp: "As people at the site call it: “Tablet of room 2”.",
    means: "How you open it",
    withPassphrase: "A passphrase for this device",
    withPasskey: "Finger, face or PIN of this device",
    passphraseHelp:
      "At least 12 characters; a sentence is good. Not your password: it opens this device alone.",
    passphraseAgain: "The passphrase again",
    passphraseDiffers: "This is not the same.",
    noPasskey: "This device has no passkey that could open it. Choose a passphrase.",
    lockedFirst: "Somebody who is enrolled unlocks this device first.",
  },

  queue: {
    title: "To send",
    lead: "In the order in which it was entered. Nothing is lost: it stays here until the server has it.",
    empty: "Nothing waits on this device.",
    send: "Send now",
    what: "What",
    when: "Entered",
    number: "No.",
    standing: "Standing",
    saved: "Saved on this device",
    sent: "Sent, not yet answered",
    held: "Waits for one before it",
    unreadable: "Locked",
    ofAnother: "Entered by somebody else",
  },

  unresolved: {
    title: "Needs you",
    lead: "The server did not take these. They stay here until you decide.",
    empty: "Nothing was refused.",
    item: "Item",
    valueBy: (value: string, by: string) => (by === "" ? value || "empty" : `${value || "empty"} (${by})`),
    states: { refused: "Refused", conflict: "Changed meanwhile", sent: "Not taken" } as Readonly<
      Record<string, string>
    >,
    yours: "As you entered it",
    theirs: "As the server has it",
    why: "Why it was not taken",
    stuck: "The server has failed on it again and again.",
    lockedHelp: "Unlock this device to see what it was.",
    sendAnew: "Send it again",
    putAside: "Leave it",
    putAsideTitle: "Leave this entry",
    putAsideLead: "It is not carried out. That you left it, and why, is recorded.",
    reason: "Why",
    reasons: {
      "entered-otherwise": "I have entered it another way",
      "entered-twice": "It was entered twice",
      "no-longer-true": "It is no longer so",
      "never-happened": "It never happened",
      other: "Another reason",
    },
    byOther: "Whoever entered it decides.",
  },

  confirm: {
    title: "To confirm",
    lead: "Sent from a device in your name. Look at each, then confirm that it was you.",
    empty: "Nothing is to be confirmed.",
    what: "What",
    when: "When",
    how: "How",
    signedOffline: (as: string) =>
      as === "witness" ? "You witnessed it on a device" : "You signed it on a device",
    handedIn: (by: string) => `Handed in for you by ${by}`,
    confirm: "Confirm all",
    confirmMeaning: "I did this.",
    dispute: "It was not me",
    disputeTitle: "This was not you",
    disputeLead: "What was recorded stays; the study team is told that you say it was not you.",
    open: "Open",
  },

  handOver: {
    title: "To another device",
    lead: "Where this device can go on no longer: another takes what waits here, or anybody at the site hands it in.",
    save: "Save to a file",
    saved: (entries: number) =>
      `${count(entries, "entry is", "entries are")} in the file. Type this code on the other device:`,
    take: "Take from a file",
    code: "Code",
    wrongCode: "The code does not open this file.",
    taken: (entries: number) =>
      `${count(entries, "entry was", "entries were")} taken over. They are sent when their author signs in here, or you hand them in.`,
    handIn: (entries: number) => `Hand in ${count(entries, "entry", "entries")} for somebody else`,
    handedIn: (done: number, not: number) =>
      not === 0
        ? `${count(done, "entry was", "entries were")} handed in.`
        : `${done} handed in, ${not} not taken.`,
    nothing: "Nothing waits here.",
  },

  own: {
    title: "Where you may sign without the server",
    empty: "On no device.",
    device: "Device",
    since: "Since",
    until: "Until",
    remove: "Remove",
    here: "This device",
  },

  asOf: (at: string) => `From this device, as the server had it at ${at}.`,
};
