/** Easter Sunday of the western churches, by the anonymous Gregorian algorithm (Meeus, "Astronomical Algorithms"). */
export function easterOf(year: number): { month: number; day: number } {
  const cycle = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * cycle + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((cycle + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * shift + 114;
  return { month: Math.floor(sum / 31), day: (sum % 31) + 1 };
}

/** Easter Sunday of the eastern churches: Meeus' Julian algorithm, thirteen days on, which holds from 1900 to 2099. */
export function orthodoxEasterOf(year: number): { month: number; daysAfterFirst: number } {
  const epact = (19 * (year % 19) + 15) % 30;
  const weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7;
  const sum = epact + weekday + 114;
  return { month: Math.floor(sum / 31), daysAfterFirst: (sum % 31) + 13 };
}
