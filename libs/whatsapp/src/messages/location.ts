import { checkFilled, MessageLimitError } from './message-limit.ts';

export interface Place {
  /** In degrees, from -90 to 90. */
  latitude: number;
  /** In degrees, from -180 to 180. */
  longitude: number;
  name?: string;
  address?: string;
}

export interface LocationContent extends Place {
  kind: 'location';
}

export function locationOf({ latitude, longitude, name, address }: Place): object {
  if (name !== undefined) checkFilled('name of the location', name);
  if (address !== undefined) checkFilled('address of the location', address);
  return {
    latitude: degrees('latitude', latitude, 90),
    longitude: degrees('longitude', longitude, 180),
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  };
}

/** As a string, as Meta's schema has it; the sixth decimal is 11 cm, and with more a number may be written as `1e-7`. */
function degrees(what: string, value: number, most: number): string {
  // Also what is not a number.
  if (!(Math.abs(value) <= most)) {
    throw new MessageLimitError(`the ${what} must be between -${most} and ${most}, not ${value}`);
  }
  return String(Number(value.toFixed(6)));
}
