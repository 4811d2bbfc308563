/**
 * Words by which a language other than English is known: those of everyday requests, small words and what people say to an assistant. None
 * of them is an English word, nor one that English borrowed ("con", "pour", "die", "an", "no").
 */
const WORDS = {
  es: 'ayuda deshacer recuérdame recuerdame recordarme recordar recordatorio mañana hoy ayer qué cuándo cuando dónde donde cómo cita llamar comprar añade añadir agrega agregar lista compras tengo tienes quiero necesito puedes por favor gracias hola buenos buenas días tardes noches lunes martes miércoles jueves viernes sábado domingo para que los las una mi el hora reunión próximo próxima semana',
  fr: "rappelle rappelle-moi rappelez rappel demain aujourd'hui aujourdhui hier quand où comment ajoute ajouter acheter appeler liste courses rendez-vous rdv je tu nous vous j'ai dois veux voudrais peux merci bonjour bonsoir salut s'il lundi mardi mercredi jeudi vendredi samedi dimanche pour les une mon ma dans avec est heures prochain prochaine semaine à qu'est-ce",
  de: 'hilfe rückgängig erinnere erinnerung mich mir morgen heute gestern wann wo wie was füge hinzu kaufen kaufe anrufen einkaufsliste liste termin ich habe muss möchte kannst bitte danke hallo guten montag dienstag mittwoch donnerstag freitag samstag sonntag für der das den dem ein eine einen mein meine meinen meiner zum zur mit und ist nicht auf uhr nächste nächsten woche zahnarzt',
  pt: 'lembra-me lembre-me lembrar lembre lembrete amanhã amanha hoje ontem quando onde como adiciona adicionar adicione comprar ligar lista compras tenho quero preciso pode você obrigado obrigada olá oi bom dia boa tarde noite segunda terça quarta quinta sexta sábado domingo para uma meu minha às reunião próxima semana',
  it: 'ricordami ricorda ricordare promemoria domani oggi ieri quando dove come aggiungi aggiungere comprare chiamare chiama lista spesa ho devo voglio puoi grazie ciao buongiorno buonasera lunedì martedì mercoledì giovedì venerdì sabato domenica per che gli una mio mia alle della appuntamento prossima settimana',
  nl: 'herinner mij morgen vandaag gisteren wanneer waar hoe voeg toe kopen bellen boodschappenlijst lijst afspraak ik heb moet wil kun alsjeblieft bedankt dank hallo goedemorgen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag voor het een mijn met en niet naar uur volgende',
  pl: 'przypomnij jutro dzisiaj dziś wczoraj kiedy gdzie jak dodaj kupić zadzwonić lista zakupów spotkanie mam muszę chcę możesz proszę dziękuję cześć dzień dobry poniedziałek wtorek środa czwartek piątek sobota niedziela dla moje się jest nie',
  tr: 'hatırlat bana yarın bugün dün zaman nerede nasıl ekle almak aramak listeme toplantı lütfen teşekkürler merhaba pazartesi salı çarşamba perşembe cuma cumartesi için benim saat',
  sv: 'påminn mig imorgon idag igår när var hur lägg köpa ringa lista möte jag har måste vill kan tack hej måndag tisdag onsdag torsdag fredag lördag söndag för och att mitt min på klockan ikväll påminnelse minn påmind husk mandag tirsdag fredag',
  id: 'ingatkan saya besok hari ini kemarin kapan dimana bagaimana tambahkan beli telepon daftar belanja rapat tolong terima kasih halo selamat senin selasa rabu kamis jumat sabtu minggu untuk yang dan jam',
};
/** In none of them: what an English sentence is full of. "was" and "in" are German too, so they count for nothing. */
const ENGLISH = new Set(
  'the to and of for at on my your is are am do does did what when where who how i me you it that this with from have has not add put remind tell show list call buy need please by be will can could would today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);
/** English words too, or names of people and things that English sentences hold; they count only beside others. */
const AMBIGUOUS = new Set(
  'der das ein was per con var min mir den dem mitt hat kan har ho wo mi el las los una les est ma come hello hallo ciao hola salut hi hej oi gracias merci danke bonjour chiama dia bom tarde como para que quinta toe een het en heb mig och met waar lista liste salsa jam dan hari ini mam pour segunda sexta cuando donde quando dove mia uma una mit halo domingo ma tack wil'.split(
    ' ',
  ),
);
const LANGUAGES = Object.entries(WORDS).map(([tag, words]) => ({ tag, words: new Set(words.split(' ')) }));
/** An English sentence has at least so many of its words, and more than of any other language. */
const surelyEnglish = 2;

/** Share of letters in other scripts from which a text is not English: names in one may stand in an English sentence. */
const mostForeignLetters = 0.5;
const longestLooked = 400;

/** Whether a sentence is in another language than English. Names of people, places and dishes are not enough: "dinner at Señor Taco" is English. */
export function isOtherLanguage(text: string): boolean {
  const language = languageIn(text);
  return language !== undefined && language !== 'en';
}

/**
 * The language of a sentence, by its script or by its small words.
 *
 * @returns its BCP 47 tag, "und" for another one than English that is not known, undefined where it is not told
 */
export function languageIn(text: string): string | undefined {
  const head = text.slice(0, longestLooked);
  const letters = head.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  if (letters.length > 1 && latin.length < letters.length * mostForeignLetters) return 'und';

  const words =
    head
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}'-]+/gu) ?? [];
  // "d'appeler", "j'ai"
  const parts = words.flatMap((word) => [
    word,
    ...(/^[a-z]{1,2}'/.test(word) ? [word.replace(/^\w+'/, '')] : []),
  ]);
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const scores = LANGUAGES.map(({ tag, words: known }) => ({ tag, score: scoreIn(known, parts) }));
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one));
  // A lone sure word makes a short sentence foreign, not a long one.
  if (best.score >= 2 * english + 1 && (best.score >= 2 || words.length <= 3)) return best.tag;
  return english >= surelyEnglish && english > best.score ? 'en' : undefined;
}

function scoreIn(language: Set<string>, words: string[]): number {
  const found = [...new Set(words)].filter((word) => language.has(word));
  const sure = found.filter((word) => !AMBIGUOUS.has(word)).length;
  return sure === 0 ? 0 : sure + (found.length - sure) / 2;
}
