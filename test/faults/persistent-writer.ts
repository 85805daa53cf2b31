import type { SmallStudy } from "../builders/small-study.ts";

type Sent = { readonly commandId: string; readonly path: string; readonly data: unknown };

/**
 * A person at a keyboard who sends each command until it is answered, however often the server dies meanwhile. They work on
 * participants of their own, and by turns on one whom all work on.
 */
export class PersistentWriter {
  readonly acknowledged: string[] = [];
  private readonly study: SmallStudy;
  private readonly index: number;
  private own: string | undefined;
  private pending: Sent | undefined;

  constructor(study: SmallStudy, index: number) {
    this.study = study;
    this.index = index;
  }

  /** Writes until the server is gone. */
  async write(origin: string, cookie: string, shared: string): Promise<void> {
    do this.pending ??= this.next(shared);
    while (await this.send(origin, cookie));
  }

  /** Gets the answer to the command that the last kill has left without one. */
  async finish(origin: string, cookie: string): Promise<void> {
    if (this.pending && !(await this.send(origin, cookie))) throw new Error("The server is gone again.");
  }

  private next(shared: string): Sent {
    const { newId, newParticipant, contact, deviation } = this.study;
    const commandId = newId();
    const turn = (this.acknowledged.length + this.index) % 3;
    if (turn === 0 || this.own === undefined) {
      this.own = newParticipant();
      return { commandId, path: `${this.own}/commands/log-contact`, data: contact };
    }
    const about = turn === 1 ? this.own : shared;
    return { commandId, path: `${about}/commands/record-deviation`, data: deviation };
  }

  /** Whether an answer came. A server that is ending may still say that something went wrong: that is none. */
  private async send(origin: string, cookie: string): Promise<boolean> {
    const { commandId, path, data } = this.pending as Sent;
    const response = await fetch(`${origin}/api/studies/${this.study.id}/participants/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ commandId, zone: "UTC", data }),
    }).catch(() => undefined);
    const text = await response?.text().catch(() => undefined);
    if (!response || text === undefined || response.status >= 500) return false;
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    this.acknowledged.push(commandId);
    this.pending = undefined;
    return true;
  }
}
