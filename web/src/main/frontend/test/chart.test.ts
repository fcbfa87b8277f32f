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
    expect([0, 3, 5, 10, 17, 41, 99, 101, 1000].map(ceiling)).toEqual([4, 4, 8, 12, 20, 60, 100, 120, 1000]);
  });
});
