const names = {
  picture: 'picture',
  recording: 'recording',
  voice: 'voice message',
  video: 'video',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  card: 'contact card',
  order: 'order',
  form: 'form',
  poll: 'poll',
  message: 'message',
};
export type SentThing = keyof typeof names;

/** Answers to messages, or parts of them, that have no words to act on, in English. */
export const fileReplies = {
  fileNotPassedOn: (thing: SentThing) =>
    `WhatsApp could not pass on your ${names[thing]}. Please send it again, if it is smaller than 100 MB.`,
  editNotPassedOn: () =>
    'WhatsApp does not show me changes to a message. Please send what changed as a new message.',
  kindNotPassedOn: (thing: SentThing) =>
    `WhatsApp did not pass on what you sent, because it is of a kind that I cannot get${thing === 'message' ? '' : `: a ${names[thing]}`}. Please write it to me.`,
  fileTooBig: (thing: SentThing, megabytes: number) =>
    `Your ${names[thing]} is larger than the ${megabytes} MB that I can take. Please send a smaller one, or write it to me.`,
  fileTooLong: (thing: SentThing) =>
    `Your ${names[thing]} is longer than the 15 minutes that I can listen to. Please send a shorter one, or write it to me.`,
  fileOfWrongType: (thing: SentThing) =>
    `Your ${names[thing]} is not of a type that I can open. Please send another one, or write it to me.`,
  fileGone: (thing: SentThing) =>
    `Your ${names[thing]} was not there any more when I wanted to fetch it. Please send it again.`,
  fileDamaged: (thing: SentThing) => `Your ${names[thing]} did not arrive whole. Please send it again.`,
  fileUnreachable: (thing: SentThing) =>
    `I could not fetch your ${names[thing]} from WhatsApp. Please send it again in a while.`,
  nothingHeard: (thing: SentThing) =>
    `I heard nothing in your ${names[thing]}. Please say it again, or write it to me.`,
  nothingReadIn: (thing: SentThing) =>
    `I found nothing to read in your ${names[thing]}. Please write to me what it is about.`,
  fileReadLater: (thing: SentThing) =>
    `I cannot make use of your ${names[thing]} right now. I will try again and answer then. If it is urgent, please write it to me.`,
  fileGivenUp: (thing: SentThing, isSound: boolean) =>
    `I could not ${isSound ? 'listen to' : 'read'} your ${names[thing]} after all. Please write it to me.`,
  fileOfNoUseHere: (thing: SentThing) =>
    `I cannot make use of your ${names[thing]} here. Please write it to me.`,
  fileOfNoUseYet: (thing: SentThing) =>
    `I cannot make use of your ${names[thing]} yet. Please write it to me.`,
};
