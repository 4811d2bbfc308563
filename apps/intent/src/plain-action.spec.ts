import type { Action } from '#understanding';

import { inPlainWords } from './plain-action.ts';

const event: Action = { intent: 'create_event', confidence: 1, words: 'x' };

describe('an action in plain words', () => {
  it('has names without markup, in one line, wherever they came from', () => {
    const marked = { title: '<b>Jazz</b>\n*night*', newTitle: '`Blues`', place: '_Blue_ Note' };

    expect(inPlainWords({ ...event, ...marked })).toEqual({
      ...event,
      title: 'Jazz night',
      newTitle: 'Blues',
      place: 'Blue Note',
    });
  });

  it('has no name where nothing is left of it', () => {
    expect(inPlainWords({ ...event, title: '<br>' }).title).toBeUndefined();
    expect(inPlainWords(event)).toEqual(event);
  });
});
