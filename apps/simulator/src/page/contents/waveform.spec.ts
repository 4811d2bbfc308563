import { barsOf } from './waveform.ts';

it('a waveform shows each part against the loudest, and silence as a low line', () => {
  expect(barsOf(Float32Array.from([0, 0, 0.1, -0.25, 0.5, 0.2]), 3)).toEqual([0.08, 0.5, 1]);
  expect(barsOf(new Float32Array(8), 2)).toEqual([0.08, 0.08]);
});
