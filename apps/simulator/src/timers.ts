import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** All waiting goes through here, so that nothing fires after the app was told to stop. */
@Injectable()
export class Timers implements OnModuleDestroy {
  readonly #pending = new Set<NodeJS.Timeout>();
  #stopped = false;

  after(delayMs: number, work: () => void): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      work();
    }, delayMs);
    timer.unref();
    this.#pending.add(timer);
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
