/** Only there: a browser does not tell when a scroll bar is released. */
const pressable = 'a, button, input, summary, .bubble';
/** After a finger is lifted. Not every release becomes a click. */
const clickWithinMs = 350;

/**
 * Whether a pointer is pressed somewhere. Until it is released and the click is over, nothing may come, go or move there: what was pressed
 * would slide away from under the pointer, and the release would miss it.
 */
export class Press {
  readonly #waiting: (() => void)[] = [];
  #isOn = false;
  #over = new AbortController();
  #timer: number | undefined;

  constructor(place: HTMLElement) {
    // By touch, the mouse button goes down, and the focus moves, only after the finger is lifted.
    for (const type of ['pointerdown', 'mousedown'])
      place.addEventListener(type, (event) => this.#begin(event));
  }

  /** Does it now or, while something is pressed, afterwards; in the order in which it came. */
  whenOver(work: () => void): void {
    if (this.#isOn) this.#waiting.push(work);
    else work();
  }

  #begin({ target }: Event): void {
    if (!(target instanceof Element && target.closest(pressable))) return;
    this.#isOn = true;
    clearTimeout(this.#timer);
    this.#over.abort();
    this.#over = new AbortController();
    const { signal } = this.#over;
    const ends = { pointerup: clickWithinMs, pointercancel: 0, click: 0, blur: 0 };
    for (const [type, ms] of Object.entries(ends)) addEventListener(type, () => this.#endIn(ms), { signal });
  }

  /** What the event itself does comes first. */
  #endIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#over.abort();
      this.#isOn = false;
      for (const work of this.#waiting.splice(0)) work();
    }, ms);
  }
}
