import type { OutboxKeys } from "../outbox-ports.ts";

/** No encryption, for tests of the order and of crashes, which run by the thousand. */
export const plainKeys: OutboxKeys = {
  seal: async (header, content) => ({ header, content, ephemeral: "", keys: {}, signature: "" }),
  sealForDevice: async (_header, content) => ({ content, ephemeral: "", keys: {} }),
  open: async ({ content }) => content,
};
