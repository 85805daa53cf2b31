/** What is wrong with a file or folder, by the system's own code. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "you may not read or write there",
  EPERM: "you may not read or write there",
  EROFS: "it can only be read",
  EEXIST: "it is there already",
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder, and a file is needed",
  ENOTDIR: "a part of its path is a file and no folder",
  ENOTEMPTY: "the folder is not empty",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
};

const network: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "it ended the connection",
  ENOTFOUND: "there is no such host",
  ETIMEDOUT: "it did not answer in time",
  EADDRINUSE: "another program listens there; choose another port",
  EADDRNOTAVAIL: "this machine has no such address",
};

export type Explained = { readonly code: string; readonly message: string };

/** An error that a command did not expect, in words for the person who meets it. */
export function explainError(error: unknown): Explained {
  if (!(error instanceof Error)) return { code: "failed", message: String(error) };
  const {
    code = "",
    path,
    address,
    port,
  } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const reason = reasons[code];
  if (reason) return { code: "unusable-file", message: `Cannot use ${path ?? "a file"}: ${reason}.` };
  if (network[code])
    return {
      code: "unreachable",
      message: `Cannot reach ${address ?? "the host"}${port === undefined ? "" : `:${port}`}: ${network[code]}.`,
    };
  // SQLSTATE: two characters of class and three of kind.
  if (/^[0-9A-Z]{5}$/.test(code))
    return { code: "database-refused", message: `The database refused: ${error.message} [${code}].` };
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return {
      code: "fault",
      message: `This is a fault of Vigil, not of yours: ${error.name}. Nothing was stored.`,
    };
  return { code: "failed", message: error.message };
}

/** Why a file cannot be read. */
export function whyUnreadable(code: string): string {
  return reasons[code] ?? code;
}
