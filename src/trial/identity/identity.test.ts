import { describe, expect, test } from "vitest";
import { aParticipant } from "../testing/story.ts";

const called = aParticipant().contacted();
const fields = ["given-name", "telephone"];

describe("an identity", () => {
  const recorded = called.does("record-identity", { fields });

  test("is told of by its fields and its version, never by its values", () => {
    const [event] = called.events("record-identity", { fields });
    expect(event?.data).toEqual({ fields, vaultVersion: 1 });
    const again = recorded.does("record-identity", { fields: ["address"] });
    expect(again.state.identity).toMatchObject({
      fields: ["address", "given-name", "telephone"],
      vaultVersion: 2,
    });
  });

  test("that somebody else changed after one looked is shown, never overwritten", () => {
    const by = "investigator";
    const refusal = (basedOn?: number) =>
      recorded.refusal("record-identity", { fields }, basedOn === undefined ? { by } : { by, basedOn });
    expect(refusal(called.state.version)).toMatchObject({ code: "changed-meanwhile", because: "conflict" });
    expect(refusal()?.code).toBe("changed-meanwhile");
    expect(refusal(recorded.state.version)).toBeUndefined();
    expect(recorded.refusal("record-identity", { fields })).toBeUndefined();
  });

  test("is not read before there is one; every reading says why", () => {
    expect(called.refusal("read-identity", { purpose: "Call back" })?.code).toBe("no-identity");
    const [event] = recorded.events("read-identity", { purpose: "Call back" });
    expect(event).toMatchObject({ type: "IdentityRead", data: { fields, purpose: "Call back" } });
  });
});
