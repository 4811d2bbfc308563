import type { Line } from '../phone/phone.events.ts';
import { wordsOf } from '../phone/content.ts';
import { Chat } from './chat.ts';
import { Composer } from './composer.ts';
import { element } from './elements.ts';
import { listen, send } from './simulator.client.ts';

const presence = element('presence', HTMLElement);
const notice = element('notice', HTMLElement);

let connected = false;
let typing = false;
let line: Line | undefined;

const chat = new Chat((isTyping) => {
  typing = isTyping;
  showState();
});
const composer = new Composer(send);

listen(
  {
    snapshot: ({ name, phone, bubbles }) => {
      connected = true;
      element('owner-name', HTMLElement).textContent = name;
      element('owner-phone', HTMLElement).textContent = phone;
      for (const bubble of bubbles) composer.dropSuggestion(wordsOf(bubble.content));
      chat.replaceAll(bubbles);
      showState();
    },
    bubble: (bubble) => {
      composer.dropSuggestion(wordsOf(bubble.content));
      chat.show(bubble);
    },
    typing: ({ forMs }) => chat.showTyping(forMs),
    line: (news) => {
      line = news;
      showState();
    },
  },
  () => {
    connected = false;
    showState();
  },
);

function showState(): void {
  const says = notices();
  // Unchanged words are left alone, so that they are not read out again.
  if (notice.textContent !== says) notice.textContent = says;
  presence.textContent = presenceNow();
}

function notices(): string {
  if (!connected) return 'The connection to the simulator is lost; trying again';
  if (!line?.trouble) return '';
  return `Handsfree is not answering at ${line.url} (${line.trouble}); trying again`;
}

function presenceNow(): string {
  if (!connected) return 'connecting…';
  if (line?.trouble) return 'not answering';
  return typing ? 'typing…' : 'online';
}
