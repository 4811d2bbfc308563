import { IANAZone } from 'luxon';
import { getAllCountries } from 'countries-and-timezones';

import { timezoneOf } from './timezone-of.ts';

describe('timezoneOf', () => {
  it.each([
    ['+491701234567', 'Europe/Berlin', true],
    ['919876543210', 'Asia/Kolkata', true],
    ['447400123456', 'Europe/London', true],
    ['+31612345678', 'Europe/Amsterdam', true],
    ['+14155552671', 'America/New_York', false],
    ['+14165550123', 'America/Toronto', false],
    ['+5511912345678', 'America/Sao_Paulo', false],
    ['+6281234567890', 'Asia/Jakarta', false],
    ['+34612345678', 'Europe/Madrid', false],
  ])('phone %s: %s, certain %s', (phone, timezone, certain) => {
    expect(timezoneOf({ phone })).toEqual({ timezone, certain });
  });

  it('falls back to the country in the BSUID', () => {
    expect(timezoneOf({ bsuid: 'US.13491208655302741918' })).toEqual({
      timezone: 'America/New_York',
      certain: false,
    });
    expect(timezoneOf({ phone: '+999123', bsuid: 'FR.1349' })).toEqual({
      timezone: 'Europe/Paris',
      certain: true,
    });
  });

  it.each([{}, { phone: '' }, { phone: 'not a number' }, { bsuid: 'XX.1' }, { bsuid: '1349' }])(
    'is UTC and uncertain for %j',
    (person) => {
      expect(timezoneOf(person)).toEqual({ timezone: 'UTC', certain: false });
    },
  );

  it('names a zone that exists for every country', () => {
    const zones = Object.keys(getAllCountries()).map(
      (country) => timezoneOf({ bsuid: `${country}.1` }).timezone,
    );
    expect(zones.filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
  });
});
