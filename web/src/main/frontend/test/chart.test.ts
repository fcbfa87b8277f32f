import { describe, expect, it } from 'vitest';
import { ceiling } from '../src/features/reports/DayChart';

describe('the scale of the chart', () => {
  it('has room for the highest value and whole numbers at each of its four lines', () => {
    for (const highest of [0, 1, 4, 5, 9, 10, 17, 99, 100, 101, 480, 1234, 98765]) {
      const top = ceiling(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(Number.isInteger(top / 4)).toBe(true);
    }
  });

  it('reads well', () => {
    expect([0, 5, 10, 100, 1000].map(ceiling)).toEqual([4, 8, 12, 100, 1000]);
  });
});
