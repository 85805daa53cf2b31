import { describe, expect, test } from "vitest";
import { contentHash } from "#kernel";
import { meadowStudy } from "../testing/meadow-study.ts";
import { anEmptyStudy, aTrial } from "../testing/story.ts";

const summary = "First version.";

describe("a protocol", () => {
  test("is published whole and pinned by the hash of its content", () => {
    const [event] = anEmptyStudy().events("publish-design", { design: meadowStudy, summary });
    const data = event?.data as { readonly design: unknown; readonly designHash: string };
    expect(data.designHash).toBe(contentHash(data.design));
  });

  test("that cannot be read is refused with the path of its fault", () => {
    const no = anEmptyStudy().refusal("publish-design", { design: { ...meadowStudy, forms: 3 }, summary });
    expect(no).toMatchObject({ code: "design-unreadable", path: "data.design.forms" });
    expect(no?.message).toContain("vigil design check");
  });

  test("that contradicts itself is refused with the path of its fault", () => {
    const twice = { ...meadowStudy, forms: [...(meadowStudy.forms ?? []), ...(meadowStudy.forms ?? [])] };
    const no = anEmptyStudy().refusal("publish-design", { design: twice, summary });
    expect(no).toMatchObject({ code: "design-faulty" });
    expect(no?.path).toMatch(/^data\.design\.forms/);
  });

  test("is never published twice under one version: a change is a new version", () => {
    const changed = { ...meadowStudy, title: "Another title" };
    expect(aTrial().refusal("publish-design", { design: changed, summary })?.code).toBe("version-published");
  });
});

describe("the open numbers of a protocol", () => {
  test("are confirmed by a physician, each by name, for one version", () => {
    const confirm = (version: string, ...parameterIds: string[]) =>
      aTrial().refusal("confirm-parameters", { version, parameterIds })?.code;
    expect(confirm("1.0", "minimum-age")).toBeUndefined();
    expect(confirm("9", "minimum-age")).toBe("no-such-version");
    expect(confirm("1.0", "maximum-age")).toBe("no-such-parameter");
    expect(aTrial().trial.study.confirmations["1.0"]?.map(({ parameterId }) => parameterId)).toEqual([
      "minimum-age",
    ]);
  });
});
