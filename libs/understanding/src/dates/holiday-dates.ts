import { dayAt } from './calendar-date.ts';
import { type Days, weekdayAfter, weekdayBefore } from './days.ts';
import { easterOf, orthodoxEasterOf } from './easter.ts';
import { inCalendar } from './lunar-calendar.ts';

type Local = Days['from'];
export type DayIn = (year: number, now: Local) => Local | undefined;

const on =
  (month: number, day: number): DayIn =>
  (year, now) =>
    dayAt(now, year, month, day);
/** The nth weekday of a month. */
const nth =
  (month: number, weekday: number, count: number): DayIn =>
  (year, now) =>
    dayAt(now, year, month, 1) &&
    weekdayAfter(now.startOf('day').set({ year, month, day: 1 }).minus({ days: 1 }), weekday).plus({
      weeks: count - 1,
    });
const lastOf =
  (month: number, weekday: number): DayIn =>
  (year, now) =>
    weekdayBefore(now.startOf('month').set({ year, month }).plus({ months: 1 }), weekday);
const easter =
  (offset: number): DayIn =>
  (year, now) => {
    const { month, day } = easterOf(year);
    return dayAt(now, year, month, day)?.plus({ days: offset });
  };

const orthodoxEaster =
  (offset: number): DayIn =>
  (year, now) => {
    const { month, daysAfterFirst } = orthodoxEasterOf(year);
    return dayAt(now, year, month, 1)?.plus({ days: daysAfterFirst + offset });
  };

/** Intl is a day off in years in which the new moon is within minutes of midnight in Beijing. */
const CORRECTIONS: Record<number, number> = { 2027: -1, 2030: 1 };
const firstChineseDay = inCalendar('chinese', '1', 1);
const chineseNewYear: DayIn = (year, now) =>
  firstChineseDay(year, now)?.plus({ days: CORRECTIONS[year] ?? 0 });

/** Names in plain spelling: no apostrophes, "st" for "saint", "day" left out where it is not needed. */
export const HOLIDAYS = new Map<string, DayIn>([
  ...named('christmas|xmas|x mas', on(12, 25)),
  ...named('christmas eve|xmas eve', on(12, 24)),
  ...named('boxing', on(12, 26)),
  ...named('new years eve|new year eve|nye', on(12, 31)),
  ...named('new years|new year', on(1, 1)),
  ...named('valentines|valentine|st valentines', on(2, 14)),
  ...named('groundhog', on(2, 2)),
  ...named('st patricks|saint patricks|st paddys', on(3, 17)),
  ...named('april fools|april fool|all fools', on(4, 1)),
  ...named('earth', on(4, 22)),
  ...named('may', on(5, 1)),
  ...named('star wars', on(5, 4)),
  ...named('cinco de mayo', on(5, 5)),
  ...named('juneteenth', on(6, 19)),
  ...named('independence', on(7, 4)),
  ...named('canada', on(7, 1)),
  ...named('bastille', on(7, 14)),
  ...named('halloween|hallowe en', on(10, 31)),
  ...named('all saints', on(11, 1)),
  ...named('all souls', on(11, 2)),
  ...named('world vegan', on(11, 1)),
  ...named('guy fawkes|bonfire', on(11, 5)),
  ...named('veterans|armistice|remembrance', on(11, 11)),
  ...named('womens|international womens', on(3, 8)),
  ...named('pi', on(3, 14)),
  ...named('ides of march', on(3, 15)),
  ...named('epiphany', on(1, 6)),
  ...named('inauguration', on(1, 20)),
  ...named('australia', on(1, 26)),
  ...named('anzac', on(4, 25)),
  ...named('st nicholas', on(12, 6)),
  ...named('st stephens', on(12, 26)),
  ...named('mlk|mlk jr|martin luther king|martin luther king jr|martin luther kings', nth(1, 1, 3)),
  ...named('presidents|washingtons birthday', nth(2, 1, 3)),
  ...named('mothers', nth(5, 7, 2)),
  ...named('fathers', nth(6, 7, 3)),
  ...named('memorial', lastOf(5, 1)),
  ...named('labor|labour', nth(9, 1, 1)),
  ...named('columbus|indigenous peoples', nth(10, 1, 2)),
  ...named('boss|bosss|bosses', on(10, 16)),
  ...named('thanksgiving|turkey', nth(11, 4, 4)),
  ...named('black friday', (year, now) => nth(11, 4, 4)(year, now)?.plus({ days: 1 })),
  ...named('cyber monday', (year, now) => nth(11, 4, 4)(year, now)?.plus({ days: 4 })),
  ...named('election', (year, now) => nth(11, 1, 1)(year, now)?.plus({ days: 1 })),
  ...named('administrative professionals|secretarys|secretaries|admin', (year, now) =>
    weekdayBefore(now.startOf('month').set({ year, month: 4 }).plus({ months: 1 }), 6).minus({ days: 3 }),
  ),
  ...named('easter|easter sunday', easter(0)),
  ...named('easter monday|easter mon', easter(1)),
  ...named('good friday', easter(-2)),
  ...named('holy saturday|easter saturday', easter(-1)),
  ...named('maundy thursday|holy thursday|covenant thursday', easter(-3)),
  ...named('palm sunday', easter(-7)),
  ...named('ash wednesday', easter(-46)),
  ...named('mardi gras|shrove tuesday|pancake|pancake tuesday|fat tuesday', easter(-47)),
  ...named('orthodox easter|greek easter', orthodoxEaster(0)),
  ...named('orthodox easter monday', orthodoxEaster(1)),
  ...named('orthodox good friday|orthodox great friday', orthodoxEaster(-2)),
  ...named('orthodox palm sunday', orthodoxEaster(-7)),
  ...named('lazarus saturday', orthodoxEaster(-8)),
  ...named('clean monday|orthodox ash monday|orthodox shrove monday', orthodoxEaster(-48)),
  ...named('chinese new year|lunar new year|chinese new years', chineseNewYear),
  ...named('ramadan', inCalendar('islamic-umalqura', '9', 1)),
  ...named('eid al fitr|eid ul fitr', inCalendar('islamic-umalqura', '10', 1)),
  ...named('eid al adha|eid ul adha', inCalendar('islamic-umalqura', '12', 10)),
  ...named('rosh hashanah|rosh hashana', inCalendar('hebrew', 'Tishri', 1)),
  ...named('yom kippur', inCalendar('hebrew', 'Tishri', 10)),
  ...named('sukkot', inCalendar('hebrew', 'Tishri', 15)),
  ...named('hanukkah|chanukah|hanukah', inCalendar('hebrew', 'Kislev', 25)),
  ...named('passover|pesach', inCalendar('hebrew', 'Nisan', 15)),
  ...named('shavuot', inCalendar('hebrew', 'Sivan', 6)),
  ...named('kwanzaa', on(12, 26)),
  ...named('kings|koningsdag', on(4, 27)),
  ...named('tax', on(4, 15)),
  ...named('emancipation', on(4, 16)),
  ...named('purple', on(3, 26)),
  ...named('earth hour', (year, now) => lastOf(3, 6)(year, now)),
  ...named('sysadmin|system administrator appreciation', lastOf(7, 5)),
  ...named('grandparents', (year, now) => nth(9, 1, 1)(year, now)?.plus({ days: 6 })),
  ...named('military spouse', (year, now) => nth(5, 7, 2)(year, now)?.minus({ days: 2 })),
  ...named('victoria', (year, now) => weekdayBefore(now.startOf('day').set({ year, month: 5, day: 25 }), 1)),
  ...named('ascension', easter(39)),
  ...named('pentecost|whit sunday|whitsunday', easter(49)),
  ...named('whit monday|pentecost monday', easter(50)),
  ...named('trinity sunday', easter(56)),
  ...named('corpus christi', easter(60)),
]);

/** These are words of every day unless "day" follows. */
export const NEEDS_DAY =
  /^(?:kings|tax|emancipation|purple|sysadmin|grandparents|military spouse|victoria|boxing|earth|may|star wars|independence|canada|australia|anzac|world vegan|womens|international womens|pi|memorial|labor|labour|boss|bosss|bosses|mothers|fathers|presidents|veterans|election|turkey|pancake|columbus|remembrance|armistice|inauguration|secretarys|secretaries|admin|valentine|groundhog|bastille|new year|mlk|mlk jr|martin luther kings?|martin luther king jr|indigenous peoples|administrative professionals|all saints|all souls|ascension)$/;
function named(names: string, day: DayIn): [string, DayIn][] {
  return names.split('|').map((name) => [name, day]);
}
