import { IANAZone } from 'luxon';

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
/** Days remembered per zone; a message needs a few dozen at most. */
const REMEMBERED = 2048;

/**
 * A time zone that remembers its offsets. Asking Intl for one takes longer than most sentences take to understand, and a
 * date phrase needs dozens: an offset holds for the whole day, or from one quarter of an hour to the next on a day on
 * which the clocks change.
 */
class RememberingZone extends IANAZone {
  readonly #offsets = new Map<number, number>();

  override offset(ts: number): number {
    const day = Math.floor(ts / DAY_MS) * DAY_MS;
    const start = this.#offsetAt(day);
    return start === this.#offsetAt(day + DAY_MS)
      ? start
      : this.#offsetAt(Math.floor(ts / QUARTER_MS) * QUARTER_MS);
  }

  #offsetAt(ts: number): number {
    const known = this.#offsets.get(ts);
    if (known !== undefined) return known;
    const offset = super.offset(ts);
    if (this.#offsets.size >= REMEMBERED) this.#offsets.clear();
    this.#offsets.set(ts, offset);
    return offset;
  }
}

/** There are about 400 zones; more names than these are spellings of the same ones. */
const MOST_ZONES = 600;
const zones = new Map<string, IANAZone>();

/** @param name IANA name of a zone; an invalid one yields an invalid zone, as in luxon */
export function zoneNamed(name: string): IANAZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = new RememberingZone(name);
  if (zone.isValid && zones.size < MOST_ZONES) zones.set(name, zone);
  return zone;
}
