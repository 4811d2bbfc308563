import { GraphError } from '../cloud-api/graph.error.ts';
import { selectFields } from './fields.ts';

const fields = {
  id: () => '1',
  name: () => 'Lucky Shrub',
  pin: () => undefined,
  quality_score: () => ({ score: 'GREEN', date: 2 }),
};
const select = (asked?: string) => selectFields(fields, asked, { node: 'Number', usual: ['name'] });

describe('the fields of a node', () => {
  it('are the usual ones when none are asked for, and always the id', () => {
    expect(select()).toEqual({ id: '1', name: 'Lucky Shrub' });
    expect(select('quality_score')).toEqual({ id: '1', quality_score: { score: 'GREEN', date: 2 } });
  });

  it('can be chosen inside a field too', () => {
    expect(select('name, quality_score{score}')).toEqual({
      id: '1',
      name: 'Lucky Shrub',
      quality_score: { score: 'GREEN' },
    });
  });

  it('without a value are left out', () => {
    expect(select('pin')).toEqual({ id: '1' });
  });

  it.each(['secret', 'constructor', 'name,secret{a}'])('that do not exist are refused: %s', (asked) => {
    expect(() => select(asked)).toThrow(GraphError);
  });
});
