/**
 * Words of fields that this assistant does not work in. They decide only where a sentence names none of its own objects:
 * "remind me to check the weather" stays a reminder.
 */
const TOPICS = new RegExp(
  `\\b(?:${[
    'weather|forecast|rain(?:ing|y)?|snow(?:ing)?|temperature|humid(?:ity)?|sunny|celsius|fahrenheit',
    'songs?|music|albums?|artist|playlists?|podcasts?|audiobooks?|radio|spotify|itunes|lyrics|melody|soundtrack',
    'movies? (?:schedule|times|showing)|cinema|showtimes?|netflix|tv|channel|episode|screening',
    'news|headlines|stocks?|shares|exchange rate|dollars?|euros?|pesos?|currency|bitcoin|mortgage|interest rate|apr',
    '(?<!\\b(?:call|phone|ring|visit|email|ask|text|see|go to) (?:the |my )?)bank|balance|checking|savings|credit|debit|card|account|transfer|transaction|bill|payment|paycheck|payday|w-?2|tax(?:es)? (?:rate|bracket)|401k|routing|pin|limit|fraud|charges?',
    '(?:my|new|any|an|the|last|unread) e-?mails?|inbox|tweets?|twitter|facebook|instagram|whatsapp',
    'lights?|lamp|thermostat|vacuum|robot|plug|socket|oven|coffee machine|brightness|volume|speaker|wemo|hue|wifi|bluetooth',
    'traffic|directions|route|miles|distance|gas|fuel|mpg|tires?|oil change|taxi|cab|uber|lyft|train|bus|subway|tickets?|flights?|airline|luggage|carry-?on|visa|passport|vaccin\\w+|immuni[sz]\\w+|hotel|rental|airport|travel',
    'restaurants?|recipes?|calories|ingredients?|nutrition|reservation|pizza|sushi|delivery|takeaway|takeout|menu',
    'translate|spell(?:ing)?|synonym|definition|meaning of|mean in|in (?:spanish|french|german|italian|japanese|chinese)',
    'joke|trivia|fun fact|dice|coin|story|poem|riddle|game score|scores?|lakers|(?:football|soccer|baseball|basketball) (?:results?|news|leagues?|seasons?|teams?|players?|on (?:tv|telly))|nba|nfl',
    'president|capital of|population|history|country|war|government|lawsuit|insurance|pto|vacation days|time off|holiday|sick days',
    'your (?:name|age|boss|maker|hobby|hobbies|favorite|language|voice|accent)|who (?:made|created|designed|programmed) you|are you (?:a|an|real|human)|siri|battery|ip address|software',
    '(?:open(?:ing)?|clos(?:ing|ed)|store|shop|business|visiting) (?:hours|times?)',
    'near(?:by| me)|around here|in town',
  ].join('|')})\\b`,
  'i',
);

export function foreignTopic(text: string): boolean {
  return TOPICS.test(text);
}

/** Of these, what one goes to, waits for or has done, each by itself: with a time it is an appointment, "pizza night friday at 7". */
const PLANNED =
  /\b(?:pizza|sushi|takeaway|takeout|restaurant|hotel|cinema|screening|movie|music|radio|tv|podcast|bank|card|tax(?:es)?|insurance|story|history|coin|game|vaccin\w+|immuni[sz]\w+|oil change|tires?|luggage|rental|bus|train|subway|taxi|cab|uber|flight|airport|passport|visa|coffee machine|oven|vacuum|vacation|holiday|travel|software)\b/i;

/** What is asked about them, or ordered. */
const ASKED_ABOUT =
  /\b(?:near|nearby|hours?|times|schedule|timetable|delivery|prices?|deals?|show|fares?|status|tonight)\b/i;

export function isPlanned(text: string): boolean {
  return PLANNED.test(text) && !ASKED_ABOUT.test(text);
}
