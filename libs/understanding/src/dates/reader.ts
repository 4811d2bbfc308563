import type { DateTime } from 'luxon';

import type { Span } from './span.ts';
import type { Token } from './token.ts';

/** Reads tokens from left to right; a rule that does not match leaves the place as it was. */
export class Reader {
  at = 0;

  constructor(
    readonly tokens: readonly Token[],
    /** When it was said, in the person's zone. */
    readonly now: DateTime<true>,
    /** When the person's mornings begin, in minutes of the day, and their weeks: 1 is Monday. */
    readonly usage: { morning?: number; weekStart?: number } = {},
  ) {}

  get token(): Token | undefined {
    return this.tokens[this.at];
  }

  get word(): string | undefined {
    return this.tokens[this.at]?.word;
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  ahead(count = 1): Token | undefined {
    return this.tokens[this.at + count];
  }

  /** The place in the text of what was read since the token at `first`. */
  spanFrom(first: number): Span {
    return { start: this.tokens[first]?.start ?? 0, end: this.tokens[this.at - 1]?.end ?? 0 };
  }

  /** Whether the next token is one of `words`, separated by blanks. */
  isAt(words: string): boolean {
    return this.word !== undefined && wordsOf(words).has(this.word);
  }

  /** Takes the next token if it is one of `words`, separated by blanks. */
  eat(words: string): string | undefined {
    const { word } = this;
    if (!this.isAt(words)) return undefined;
    this.at++;
    return word;
  }

  /** Takes all of the words, in their order, or none. */
  eatAll(words: string): boolean {
    // Nearly always the first word decides.
    if (this.word === undefined || !words.startsWith(this.word)) return false;
    const wanted = sequenceOf(words);
    if (!wanted.every((word, index) => this.tokens[this.at + index]?.word === word)) return false;
    this.at += wanted.length;
    return true;
  }

  /** Takes the next token if `map` knows it. */
  eatFrom<T>(map: ReadonlyMap<string, T>): T | undefined {
    const found = this.word === undefined ? undefined : map.get(this.word);
    if (found !== undefined) this.at++;
    return found;
  }

  number(from: number, to: number): number | undefined {
    const { token } = this;
    if (token?.number === undefined || token.number < from || token.number > to) return undefined;
    this.at++;
    return token.number;
  }

  /** The first rule that matches decides. */
  first<T>(...rules: ((reader: Reader) => T | undefined)[]): T | undefined {
    for (const rule of rules) {
      const found = this.attempt(rule);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  attempt<T>(rule: (reader: Reader) => T | undefined): T | undefined {
    const before = this.at;
    const found = rule(this);
    if (found === undefined) this.at = before;
    return found;
  }
}

const sequences = new Map<string, string[]>();

function sequenceOf(words: string): string[] {
  const sequence = sequences.get(words) ?? words.split(' ');
  sequences.set(words, sequence);
  return sequence;
}

const known = new Map<string, Set<string>>();

function wordsOf(words: string): Set<string> {
  const set = known.get(words) ?? new Set(words.split(' '));
  known.set(words, set);
  return set;
}
