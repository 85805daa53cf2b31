import path from "node:path";
import { fileURLToPath } from "node:url";
import { readStudyDesign, systemClock } from "#adapters";
import { makeDemonstration } from "#demonstration";
import { type CliCommand, done, notDone, type Outcome, type Surroundings, wrongUse } from "../command.ts";
import {
  type Instance,
  type InstancePlace,
  instanceInHaste,
  openInstance,
  placeFromEnvironment,
} from "../instance.ts";
import {
  clearUnfinished,
  isAllAtHome,
  isUnfinished,
  noteBeginning,
  noteEnd,
} from "../unfinished-demonstration.ts";
import { listen, readPort } from "./serve.ts";

const reference = fileURLToPath(new URL("../../../studies/mdma-ptsd-phase3", import.meta.url));

// Another seed makes other people and other values; one seed makes the same ones wherever it is used.
const seed = "vigil demonstration 1";

/** Makes the demonstration trial where the instance is empty, and serves it. */
export const demo: CliCommand = {
  name: "demo",
  summary: "Make the demonstration trial, all of it invented, and serve it.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: {
    port: { type: "string" },
    host: { type: "string" },
    origin: { type: "string" },
    home: { type: "string" },
    "no-serve": { type: "boolean" },
  },
  optionHelp: {
    port: "port to listen on (4400; 0 takes a free one)",
    host: "address to listen on (127.0.0.1)",
    origin: "address at which people reach the app, as https://vigil.example (behind a proxy)",
    home: "folder in which the demonstration is kept (VIGIL_HOME, else .vigil)",
    "no-serve": "make the data only, and end",
  },
  examples: ["vigil demo", "vigil demo --port 0 --home /tmp/vigil-demo", "vigil demo --no-serve --json"],
  run: async (_operands, options, around) => {
    const port = readPort(options);
    if (port === undefined) return wrongUse("--port must be a number from 0 to 65535.");
    const named = placeFromEnvironment(around.environment);
    const home =
      options["home"] === undefined ? named.home : path.resolve(around.folder, String(options["home"]));
    const place = { ...named, home };
    const no = await clearHalfMade(place, around);
    if (no) return no;
    const instance = await openInstance(place);
    let isPassedOn = false;
    try {
      const made = await makeUnlessThere(instance, place, around);
      if (made.code !== 0 || options["no-serve"] === true) return made;
      isPassedOn = true;
      return await listen(instance, { ...options, port: String(port) }, around);
    } finally {
      if (!isPassedOn) await instance.close();
    }
  },
};

/** Half a demonstration is never taken for a whole one: where it can be cleared away it is, and made anew. */
async function clearHalfMade(place: InstancePlace, { say }: Surroundings): Promise<Outcome | undefined> {
  if (!isUnfinished(place)) return undefined;
  if (!isAllAtHome(place)) {
    const message = `Cannot go on: making the demonstration was interrupted, and its database, keys or witness lie outside of ${place.home}. Empty them, remove ${place.home} and start again.`;
    return notDone({ code: "demonstration-half-made", message });
  }
  say("Making the demonstration was interrupted the last time. Clearing away what there is of it.");
  await clearUnfinished(place);
  return undefined;
}

async function makeUnlessThere(
  instance: Instance,
  place: InstancePlace,
  around: Surroundings,
): Promise<Outcome> {
  const accounts = await instance.ports.accounts.list();
  if (accounts.some(({ isDemonstration }) => !isDemonstration)) {
    return notDone({
      code: "real-accounts",
      message:
        "Cannot make the demonstration: this instance has real accounts, and invented data never go beside real ones. Name an empty folder with --home.",
    });
  }
  if (accounts.length > 0)
    return done({ made: false, accounts: accounts.length }, "The demonstration is there.");
  return make(instance, place, around);
}

async function make(instance: Instance, place: InstancePlace, around: Surroundings): Promise<Outcome> {
  const read = readStudyDesign(reference);
  if (!read.ok)
    return notDone({
      code: "reference-study-unreadable",
      message: `Cannot read the reference study: ${read.error.issues[0]?.message}`,
    });
  around.say("Making the demonstration trial; this takes a moment, once.");
  const began = Date.now();
  let isWanted = true;
  void around.untilAsked().then(() => {
    isWanted = false;
  });
  noteBeginning(place);
  const hasty = instanceInHaste(instance, place, systemClock);
  try {
    const options = { design: read.value.design, seed, isWanted: () => isWanted };
    const study = await makeDemonstration(hasty.ports, options);
    if (study === undefined) return interrupted();
    noteEnd(place);
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    return done({ made: true, study, seconds }, `Made the demonstration trial in ${seconds} seconds.`);
  } finally {
    await hasty.close();
  }
}

function interrupted(): Outcome {
  const message = "Making the demonstration was interrupted. The next start makes it anew.";
  return notDone({ code: "interrupted", message });
}
