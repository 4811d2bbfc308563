import { pretty } from './pretty.ts';

it('JSON gets a line for each value, with its escapes written out', () => {
  expect(pretty('{"text":{"body":"Gr\\u00fc\\u00dfe \\/"}}')).toBe(
    '{\n  "text": {\n    "body": "Grüße /"\n  }\n}',
  );
});

it.each(['', '[12 bytes of image/png]', '{"cut":'])('%j stays as it is', (body) => {
  expect(pretty(body)).toBe(body);
});
