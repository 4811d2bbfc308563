/** Only there: a browser does not tell when a scroll bar is released. */
const pressable = 'a, button, input, summary, .bubble';

/**
 * Whether a pointer is pressed somewhere. Until it is released and the click is over, nothing may come, go or move there: what was pressed
 * would slide away from under the pointer, and the release would miss it.
 */
export class Press {
  readonly #waiting: (() => void)[] = [];
  #isOn = false;

  constructor(place: HTMLElement) {
    place.addEventListener('pointerdown', ({ target }) => {
      if (!(target instanceof Element && target.closest(pressable))) return;
      this.#isOn = true;
      const released = new AbortController();
      const release = (): void => {
        released.abort();
        // The click comes after the release.
        setTimeout(() => this.#end());
      };
      for (const end of ['pointerup', 'pointercancel', 'blur'])
        addEventListener(end, release, { signal: released.signal });
    });
  }

  /** Does it now or, while something is pressed, afterwards; in the order in which it came. */
  whenOver(work: () => void): void {
    if (this.#isOn) this.#waiting.push(work);
    else work();
  }

  #end(): void {
    this.#isOn = false;
    for (const work of this.#waiting.splice(0)) work();
  }
}
