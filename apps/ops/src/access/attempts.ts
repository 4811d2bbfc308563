const windowMs = 15 * 60_000;
const mostOfAddress = 10;
/** Beyond that many over all, somebody may be guessing from many addresses: each of them is looked at once. */
const mostOverAll = 100;
const mostOfAddressThen = 1;
/** Of more, the address that failed longest ago is forgotten. */
const mostAddresses = 10_000;

interface Window {
  count: number;
  /** On the clock given. */
  endsAtMs: number;
}

/**
 * Counts logins that failed, in this process: by the address that they came from, and over all. An address from which nobody has tried
 * yet never waits, so that nobody can lock out others by guessing.
 */
export class Attempts {
  readonly #addresses = new Map<string, Window>();
  #all: Window = { count: 0, endsAtMs: 0 };

  /** @param nowMs a monotonic clock, in milliseconds */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Seconds until an attempt is looked at again; 0: now. */
  waitSeconds(address: string): number {
    const own = this.#current(this.#addresses.get(address));
    const most = this.#current(this.#all).count >= mostOverAll ? mostOfAddressThen : mostOfAddress;
    return own.count < most ? 0 : Math.ceil((own.endsAtMs - this.nowMs()) / 1_000);
  }

  failed(address: string): void {
    const own = this.#current(this.#addresses.get(address));
    own.count++;
    // A map keeps its order: the latest goes to the end.
    this.#addresses.delete(address);
    this.#addresses.set(address, own);
    const [oldest] = this.#addresses.keys();
    if (this.#addresses.size > mostAddresses && oldest !== undefined) this.#addresses.delete(oldest);
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
}
