import { createContext, type ReactNode, useContext } from "react";
import { english } from "./en/index.ts";

/** All texts of the app, in one language. */
export type Messages = typeof english;

const MessagesContext = createContext<Messages>(english);

/** The texts in the language of the person. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}

export function MessagesProvider({
  messages,
  children,
}: {
  readonly messages: Messages;
  readonly children: ReactNode;
}): ReactNode {
  return <MessagesContext value={messages}>{children}</MessagesContext>;
}

/** A code of the server in words: `useWord("stage")("screen-failed")`. */
export function useWord(kind: string): (code: string) => string {
  const words = useMessages().words[kind];
  return (code) => words?.[code] ?? sentenceCase(code.replaceAll("-", " "));
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
