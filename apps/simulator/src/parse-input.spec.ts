import { z } from 'zod';

import { parseInput } from './parse-input.ts';
import { personSchema } from './phone/person.schema.ts';

describe('why an input is refused', () => {
  it.each([
    [
      'a sentence',
      personSchema,
      { phone: '12' },
      'A phone number has 7 to 15 digits, with the country code.',
    ],
    [
      'what its field must be',
      z.object({ who: z.object({ id: z.string().min(3, 'must be long') }) }),
      { who: { id: 'a' } },
      'who.id must be long',
    ],
    [
      'what is known of its field',
      z.object({ ids: z.array(z.int()) }),
      { ids: [1, 'b'] },
      'ids[1]: Invalid input: expected number, received string',
    ],
    ['what holds for all of it', z.object({}).refine(() => false, 'needs an id'), {}, 'needs an id'],
  ])('is told as %s', (_, schema, input, words) => {
    expect(() => parseInput<unknown>(schema, input)).toThrow(
      new RegExp(`^${words.replace(/[[\].]/g, '\\$&')}$`),
    );
  });

  it('is told of each field', () => {
    const schema = z.object({ one: z.string(), two: z.string() });
    expect(() => parseInput(schema, {})).toThrow(/^one: .*\ntwo: /);
  });
});
