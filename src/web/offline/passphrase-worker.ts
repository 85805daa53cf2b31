import { passphraseSecret } from "./passphrase-secret.ts";

/** Reckons a secret beside the page, which stays free to be tapped on. */
addEventListener("message", ({ data }: MessageEvent) => {
  const { passphrase, means } = data as {
    readonly passphrase: string;
    readonly means: Parameters<typeof passphraseSecret>[1];
  };
  postMessage(passphraseSecret(passphrase, means));
});
