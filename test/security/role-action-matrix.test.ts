import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Role, roles } from "#design";
import { type ApiRoute, listRoutes } from "#server";
import { actions, commands, permissions, sourceEntryActions, sponsorRoles } from "#trial";
import { carryOut } from "../builders/command-call.ts";
import type { Place } from "../builders/command-samples.ts";
import { usuallyAs } from "../builders/make-world.ts";
import { ownPlace } from "../builders/places.ts";
import { nameOfRoute, type RouteSample, routeSamples } from "../builders/route-samples.ts";
import type { Answer } from "../builders/served-app.ts";
import { type Person, proofOf, signInAgain } from "../builders/signed-in.ts";
import { aWalledWorld, type WalledWorld } from "../builders/walled-world.ts";
import { readRoleTable } from "./read-role-table.ts";
import { lastLines } from "./security-lines.ts";

// Each of them sends dozens of requests.
vi.setConfig({ testTimeout: 60_000 });

const table = readRoleTable();
const routes = listRoutes();
const samples = routeSamples();

/** Asked at another address than one of the study, or within somebody else's act, where other tests try them. */
const withoutRoute = [
  "witness-kits",
  "hand-in-outbox",
  "see-security-log",
  "see-handed-over-form",
  "take-back-device",
];

describe("the table of roles and acts", () => {
  test("has a row for every act and a column for every role", () => {
    expect([...table.keys()]).toEqual([...actions]);
    expect(new Set([...table.values()].flat())).toEqual(new Set(roles));
  });

  test.each(actions)("says of %s what the software says", (action) => {
    expect(table.get(action)).toEqual(roles.filter((role) => mayDo(role, action)));
  });

  test("lets nobody of the sponsor enter or change source data", () => {
    const entries = sponsorRoles.flatMap((role) => sourceEntryActions.filter((act) => mayDo(role, act)));
    expect(entries).toEqual([]);
  });

  test("lets a participant see and answer their own form, report in confidence, and do nothing else", () => {
    expect(actions.filter((action) => mayDo("participant", action))).toEqual([
      "draft-items",
      "submit-form",
      "report-incident",
      "see-handed-over-form",
    ]);
  });

  test("lets an independent rater rate, see the own part, assessments and worklist, and nothing else", () => {
    expect(actions.filter((action) => mayDo("independent-rater", action))).toEqual([
      "start-rating",
      "draft-rating",
      "submit-rating",
      "correct-rating",
      "declare-danger",
      "file-rater-unblinding",
      "hand-back-rating",
      "see-own-part",
      "see-worklist",
      "see-ratings",
    ]);
  });

  test("lets an inspector look, verify and take a copy, and change nothing", () => {
    const changes = commands.map(({ type }) => type);
    expect(changes.filter((action) => mayDo("inspector", action))).toEqual([]);
  });

  function mayDo(role: Role, action: (typeof actions)[number]): boolean {
    return (permissions[action] as readonly Role[]).includes(role);
  }
});

describe("every cell of the table, over HTTP", () => {
  let world: WalledWorld;
  let participant: Person;

  beforeAll(async () => {
    world = await aWalledWorld();
    const [study] = world.studies;
    const { team, participant: handedTo } = study.sites[0];
    participant = await signInAgain(world.app, team);
    const target = { study: study.studyId, subject: handedTo.participantId };
    const diary = { formKey: "at-intake/diary/1" };
    await carryOut(world.app, participant, "hand-over-device", target, diary, { pin: "4711" });
  }, 120_000);
  afterAll(() => world.app.close());

  test("every act has a route, or is known to be asked elsewhere", () => {
    const reached = new Set(routes.map(({ access }) => (access.kind === "study" ? access.action : "")));
    expect(actions.filter((action) => !reached.has(action))).toEqual(
      actions.filter((action) => withoutRoute.includes(action)),
    );
  });

  const studyRoutes = routes.filter(({ access }) => access.kind === "study");

  test.each(studyRoutes.map((route) => [nameOfRoute(route), route] as const))("%s", async (_, route) => {
    const action = route.access.kind === "study" ? route.access.action : "";
    const may = table.get(action) ?? [];
    const wrong: string[] = [];
    for (const role of roles) {
      // A participant reports at an address of its own, which names nobody of the staff (test/oversight/reports.test.ts).
      if (role === "participant" && action === "report-incident") continue;
      const answer = await ask(role, route);
      const isRight = may.includes(role) ? isLetIn(answer) : await isTurnedAway(answer, role);
      if (!isRight) wrong.push(`${role}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });

  /** Whoever may is answered by the rule itself: done, or refused with its clause. */
  function isLetIn({ status, json }: Answer): boolean {
    // A rule that misses something of the subject says what; a door that stays closed says "not-found" of everything.
    const isRule = status === 404 && (json as { code: string }).code !== "not-found";
    return status === 200 || status === 409 || status === 422 || isRule;
  }

  async function isTurnedAway({ status, json }: Answer, role: Role): Promise<boolean> {
    const [line, ...more] = await lastLines(world.app);
    const code = role === "participant" ? "device-handed-over" : "not-permitted";
    const isLogged = line?.kind === code && more.length === 0;
    return status === 403 && (json as { code: string }).code === code && isLogged;
  }

  async function ask(role: Role, route: ApiRoute): Promise<Answer> {
    const person = personOf(role);
    const sample = samples.get(nameOfRoute(route))?.(placeFor(role), world.app);
    if (!sample) throw new Error(`There is no sample of ${nameOfRoute(route)}.`);
    await lastLines(world.app);
    world.app.clock.advance(120);
    const may = table.get(actionOf(route))?.includes(role) ?? false;
    const own = may && mustProve(route) ? proven(sample, person) : sample.body;
    const body = may && needsWitness(route) ? { ...(own as object), witness: witness() } : own;
    return world.app.call({ ...sample, body, cookie: person.cookie });
  }

  function personOf(role: Role): Person {
    if (role === "participant") return participant;
    return usuallyAs(world, role);
  }

  /** The ids of the test, with a form that the role answers, and for each of two roles an assessment of its own to cancel. */
  function placeFor(role: Role): Place {
    const own = ownPlace(world);
    const forms: Partial<Record<Role, string>> = {
      participant: "at-intake/diary/1",
      "lead-therapist": "at-intake/session-notes/1",
      "co-therapist": "at-intake/session-notes/1",
      pharmacist: "at-intake/stock/1",
    };
    const second = world.studies[0].sites[0].participant.handles[world.studies[0].raters[1].userId] ?? "";
    const handle = role === "rater-coordinator" ? second : own.handle;
    return { ...own, handle, formKey: forms[role] ?? own.formKey };
  }

  function actionOf({ access }: ApiRoute): string {
    return access.kind === "study" ? access.action : "";
  }

  function mustProve(route: ApiRoute): boolean {
    // What opens the seal is no command and asks for proof all the same.
    if (route.method === "POST" && route.url.includes("/randomization/")) return true;
    return commands.some(
      ({ type, needsReauthentication }) => needsReauthentication && type === actionOf(route),
    );
  }

  function needsWitness(route: ApiRoute): boolean {
    return commands.some(({ type, needsWitness: needs }) => needs && type === actionOf(route));
  }

  /** Somebody of the same site who is not the one who asks. */
  function witness(): object {
    const { team } = world.studies[0].sites[0];
    return { username: team.username, ...proofOf(world.app, team) };
  }

  function proven(sample: RouteSample, person: Person): unknown {
    return { ...(sample.body as object), proof: proofOf(world.app, person) };
  }
});
