// Over HTTP/1.1 browsers open six connections to one address, for all tabs together; a live board keeps one. Where
// tabs are many, those nobody looks at give theirs back; else a seventh tab would wait for ever.

/** A hidden tab keeps its stream until so many others began one after it was hidden. */
const OTHERS_MAX = 3;

export class Room {
  private readonly channel = new BroadcastChannel("vigie-streams");
  private readonly own = String(Math.random());
  /** The tabs that began a stream since this one was hidden. */
  private readonly others = new Set<unknown>();

  constructor(giveBack: () => void, signal: AbortSignal) {
    this.channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (!document.hidden) return;
      this.others.add(data);
      if (this.others.size >= OTHERS_MAX) giveBack();
    });
    document.addEventListener("visibilitychange", () => this.others.clear(), { signal });
    signal.addEventListener("abort", () => this.channel.close());
  }

  /** Tells the other tabs that this one begins a stream. */
  taken(): void {
    this.channel.postMessage(this.own);
  }
}
