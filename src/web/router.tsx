import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { AppFrame } from "./layout/app-frame.tsx";
import { RootGate } from "./layout/root-gate.tsx";
import { StudyFrame } from "./layout/study-frame.tsx";
import { NotFoundPage } from "./pages/not-found-page.tsx";

const root = createRootRoute({ component: RootGate, notFoundComponent: NotFoundPage });

const page = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as never, name as never),
  });

const signIn = page("/sign-in", () => import("./pages/account/sign-in-page.tsx"), "SignInPage");
const setUp = page("/set-up", () => import("./pages/account/set-up-page.tsx"), "SetUpPage");
const invitation = page("/invitation", () => import("./pages/account/invitation-page.tsx"), "InvitationPage");
const emergency = page(
  "/emergency",
  () => import("./pages/unblinding/break-glass-page.tsx"),
  "BreakGlassPage",
);
const report = page("/report", () => import("./pages/incidents/report-page.tsx"), "ReportPage");
const handedOver = page("/handed-over", () => import("./pages/forms/handed-over-page.tsx"), "HandedOverPage");

const dosingSession = page(
  "/studies/$studyId/sessions/$sessionId",
  () => import("./pages/dosing-session/session-page.tsx"),
  "DosingSessionPage",
);

const frame = createRoute({ getParentRoute: () => root, id: "frame", component: AppFrame });
const framed = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => frame,
    path,
    component: lazyRouteComponent(load as never, name as never),
  });

const home = framed("/", () => import("./pages/administration/home-page.tsx"), "HomePage");
const studies = framed("/studies", () => import("./pages/administration/studies-page.tsx"), "StudiesPage");
const accounts = framed(
  "/accounts",
  () => import("./pages/administration/accounts-page.tsx"),
  "AccountsPage",
);
const security = framed(
  "/security",
  () => import("./pages/administration/security-page.tsx"),
  "SecurityPage",
);
const account = framed("/account", () => import("./pages/account/account-page.tsx"), "AccountPage");

const study = createRoute({ getParentRoute: () => frame, path: "/studies/$studyId", component: StudyFrame });
const inStudy = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => study,
    path,
    component: lazyRouteComponent(load as never, name as never),
  });

const studyPages = [
  inStudy("/", () => import("./pages/worklist/worklist-page.tsx"), "WorklistPage"),
  inStudy("/participants", () => import("./pages/participants/participants-page.tsx"), "ParticipantsPage"),
  inStudy("/participants/new", () => import("./pages/participants/new-contact-page.tsx"), "NewContactPage"),
  inStudy(
    "/participants/$participantId",
    () => import("./pages/participants/participant-page.tsx"),
    "ParticipantPage",
  ),
  inStudy(
    "/participants/$participantId/eligibility",
    () => import("./pages/participants/eligibility-page.tsx"),
    "EligibilityPage",
  ),
  inStudy(
    "/participants/$participantId/history",
    () => import("./pages/participants/history-page.tsx"),
    "HistoryPage",
  ),
  inStudy(
    "/participants/$participantId/forms/$visitId/$formId/$repeat",
    () => import("./pages/forms/form-page.tsx"),
    "FormPage",
  ),
  inStudy("/sessions", () => import("./pages/dosing-session/sessions-page.tsx"), "SessionsPage"),
  inStudy("/funnel", () => import("./pages/participants/funnel-page.tsx"), "FunnelPage"),
  inStudy(
    "/randomization",
    () => import("./pages/randomization/randomization-page.tsx"),
    "RandomizationPage",
  ),
  inStudy("/queries", () => import("./pages/worklist/queries-page.tsx"), "QueriesPage"),
  inStudy("/deviations", () => import("./pages/worklist/deviations-page.tsx"), "DeviationsPage"),
  inStudy("/adverse-events", () => import("./pages/safety/adverse-events-page.tsx"), "AdverseEventsPage"),
  inStudy("/training", () => import("./pages/safety/training-page.tsx"), "TrainingPage"),
  inStudy("/manual", () => import("./pages/safety/manual-page.tsx"), "ManualPage"),
  inStudy("/unblind", () => import("./pages/unblinding/unblind-page.tsx"), "UnblindPage"),
  inStudy("/unblindings", () => import("./pages/unblinding/register-page.tsx"), "RegisterPage"),
  inStudy("/envelopes", () => import("./pages/unblinding/envelopes-page.tsx"), "EnvelopesPage"),
  inStudy("/kits", () => import("./pages/kits/kits-page.tsx"), "KitsPage"),
  inStudy("/ratings", () => import("./pages/ratings/ratings-page.tsx"), "RatingsPage"),
  inStudy("/ratings/$handle", () => import("./pages/ratings/rating-page.tsx"), "RatingPage"),
  inStudy("/rater-pool", () => import("./pages/raters/rater-pool-page.tsx"), "RaterPoolPage"),
  inStudy("/rater-agreement", () => import("./pages/raters/agreement-page.tsx"), "AgreementPage"),
  inStudy("/blinding", () => import("./pages/blinding/blinding-page.tsx"), "BlindingPage"),
  inStudy("/closed", () => import("./pages/closed/closed-reports-page.tsx"), "ClosedReportsPage"),
  inStudy("/how-the-blind-held", () => import("./pages/closed/blinding-held-page.tsx"), "BlindingHeldPage"),
  inStudy("/recordings", () => import("./pages/recordings/recordings-page.tsx"), "RecordingsPage"),
  inStudy("/reviews", () => import("./pages/recordings/reviews-page.tsx"), "ReviewsPage"),
  inStudy("/incidents", () => import("./pages/incidents/incidents-page.tsx"), "IncidentsPage"),
  inStudy(
    "/participants/$participantId/after-sessions",
    () => import("./pages/after-sessions/after-sessions-page.tsx"),
    "AfterSessionsPage",
  ),
  inStudy("/design", () => import("./pages/design/designs-page.tsx"), "DesignsPage"),
  inStudy("/design/$version", () => import("./pages/design/design-page.tsx"), "DesignPage"),
  inStudy("/offline", () => import("./pages/offline/offline-page.tsx"), "OfflinePage"),
  inStudy("/ledger", () => import("./pages/ledger/ledger-page.tsx"), "LedgerPage"),
  inStudy(
    "/administration",
    () => import("./pages/administration/study-administration-page.tsx"),
    "StudyAdministrationPage",
  ),
];

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setUp,
    invitation,
    emergency,
    handedOver,
    dosingSession,
    report,
    frame.addChildren([home, studies, accounts, security, account, study.addChildren(studyPages)]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});
