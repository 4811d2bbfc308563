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
    'joke|trivia|fun fact|dice|coin|story|poem|riddle|game score|scores?|lakers|football|soccer|baseball|basketball|nba|nfl',
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
