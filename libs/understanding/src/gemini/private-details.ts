/** An international number, or nine digits and more with separators in them. */
const numbers = /\+\d[\d ().-]{5,18}\d|(?<![\d.,:/-])\(?\d[\d ().-]{7,18}\d(?![\d:])/g;
const date = /\d{4}-\d{2}-\d{2}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/;
const fewestDigits = 9;
/** Bounded by what RFC 5321 allows, and begun at the start of a word: a long text without addresses costs no more than its length. */
const addresses = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/**
 * Keeps phone numbers and e-mail addresses from the model: it understands "call [number 1]" as well. One object serves one
 * call.
 */
export class PrivateDetails {
  /** By what stands in its place. */
  readonly #hidden = new Map<string, string>();
  /** By what it stands for. */
  readonly #placeholders = new Map<string, string>();

  hide(text: string): string {
    return text
      .replaceAll(addresses, (address) => this.#placeholder('address', address))
      .replaceAll(numbers, (number) =>
        isPhoneNumber(number) ? this.#placeholder('number', number) : number,
      );
  }

  /** Puts what was hidden back into every text of the model's answer. */
  restore<T>(answer: T): T {
    return this.#hidden.size === 0 ? answer : (this.#restored(answer) as T);
  }

  #placeholder(kind: 'number' | 'address', detail: string): string {
    const known = this.#placeholders.get(detail);
    if (known !== undefined) return known;
    const placeholder = `[${kind} ${this.#hidden.size + 1}]`;
    this.#hidden.set(placeholder, detail);
    this.#placeholders.set(detail, placeholder);
    return placeholder;
  }

  #restored(value: unknown): unknown {
    if (typeof value === 'string') {
      return value.replaceAll(/\[(?:number|address) \d+\]/g, (found) => this.#hidden.get(found) ?? found);
    }
    if (Array.isArray(value)) return value.map((one) => this.#restored(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#restored(one)]));
  }
}

function isPhoneNumber(found: string): boolean {
  return !date.test(found) && found.replaceAll(/\D/g, '').length >= fewestDigits;
}
