import { expect, test } from "vitest";
import { shellAnswer } from "./shell-request.ts";

const origin = "https://vigil.test";
const files = ["/assets/main-1.js", "/icon.svg"];
const answerTo = (path: string, mode = "cors", method = "GET") =>
  shellAnswer({ method, mode, url: `${origin}${path}` }, origin, files);

test("the app's page and its own files come from the device", () => {
  expect(answerTo("/studies/1/participants", "navigate")).toBe("page");
  expect(answerTo("/assets/main-1.js")).toBe("file");
});

test("nothing of the API is ever answered from the device, nor anything that is not of this build", () => {
  expect(answerTo("/api/session")).toBe("not-ours");
  expect(answerTo("/api/open-id/callback?code=1", "navigate")).toBe("not-ours");
  expect(answerTo("/assets/main-2.js")).toBe("not-ours");
  expect(answerTo("/studies/1", "navigate", "POST")).toBe("not-ours");
  expect(shellAnswer({ method: "GET", mode: "navigate", url: "https://other.test/" }, origin, files)).toBe(
    "not-ours",
  );
});
