const windowMs = 15 * 60_000;
const mostOfAddress = 10;
const mostOverAll = 100;
/** More addresses are not remembered: the limit over all holds long before. */
const mostAddresses = 1_000;

interface Window {
  count: number;
  /** On the clock given. */
  endsAtMs: number;
}

/** Counts logins that failed, in this process: by the address that they came from, and over all. */
export class Attempts {
  readonly #addresses = new Map<string, Window>();
  #all: Window = { count: 0, endsAtMs: 0 };

  /** @param nowMs a monotonic clock, in milliseconds */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Seconds until an attempt is looked at again; 0: now. */
  waitSeconds(address: string): number {
    const own = this.#current(this.#addresses.get(address));
    const all = this.#current(this.#all);
    const full = [own.count >= mostOfAddress && own, all.count >= mostOverAll && all].filter(
      (one) => one !== false,
    );
    return Math.ceil(Math.max(0, ...full.map(({ endsAtMs }) => endsAtMs - this.nowMs())) / 1_000);
  }

  failed(address: string): void {
    const own = this.#current(this.#addresses.get(address));
    own.count++;
    if (this.#addresses.size >= mostAddresses) this.#forgetOver();
    if (this.#addresses.size < mostAddresses) this.#addresses.set(address, own);
    this.#all = this.#current(this.#all);
    this.#all.count++;
  }

  /** Addresses that failed lately. */
  get remembered(): number {
    return this.#addresses.size;
  }

  succeeded(address: string): void {
    this.#addresses.delete(address);
  }

  #current(window: Window | undefined): Window {
    const now = this.nowMs();
    return window && window.endsAtMs > now ? window : { count: 0, endsAtMs: now + windowMs };
  }

  #forgetOver(): void {
    for (const [address, { endsAtMs }] of this.#addresses) {
      if (endsAtMs <= this.nowMs()) this.#addresses.delete(address);
    }
  }
}
