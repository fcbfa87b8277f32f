import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ReportDay as Day } from '../../api/types';
import { chartDay, number } from '../../lib/format';
import { t } from '../../text/text';
import { Card } from '../../ui/page';

const HEIGHT = 220;
const TOP = 12;
const LEFT = 36;
const FOOT = 26;

/** The lines of the scale. */
const LINES = 4;

/** A number at or above the highest value of which each line's share is a whole number that reads well. */
export function ceiling(highest: number): number {
  const least = Math.max(1, highest / LINES);
  const unit = 10 ** Math.floor(Math.log10(least));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => factor * unit).find((size) => Number.isInteger(size) && size >= least);
  return LINES * (step ?? 10 * unit);
}

/** How many days apart the marks below stand, so that they do not touch. */
export function every(days: number, width: number): number {
  const fitting = Math.max(1, Math.floor(width / 64));
  return Math.max(1, Math.ceil(days / fitting));
}

export function DayChart({ days }: { days: Day[] }): JSX.Element {
  const asTable = useSignal(false);
  return (
    <Card
      title={t('report.byDay')}
      id="by-day"
      actions={
        <button type="button" class="button button-small" aria-pressed={asTable.value} onClick={() => (asTable.value = !asTable.value)}>
          {t('report.asTable')}
        </button>
      }
    >
      {asTable.value ? (
        <DayTable days={days} />
      ) : (
        <>
          <ul class="legend">
            <li class="legend-sent">{t('report.sent')}</li>
            <li class="legend-opened">{t('report.opened')}</li>
            <li class="legend-clicked">{t('report.clicked')}</li>
          </ul>
          <Bars days={days} />
        </>
      )}
    </Card>
  );
}

function Bars({ days }: { days: Day[] }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const width = useSignal(640);
  useEffect(() => {
    if (frame.current === null) return;
    const observer = new ResizeObserver(([entry]) => (width.value = Math.max(200, Math.floor(entry?.contentRect.width ?? 640))));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  const top = ceiling(Math.max(...days.map((day) => day.sent), 0));
  const plot = HEIGHT - TOP - FOOT;
  const slot = (width.value - LEFT) / days.length;
  const y = (value: number): number => TOP + plot * (1 - value / top);
  const bar = (index: number, value: number, share: number, name: string): JSX.Element | null =>
    value === 0 ? null : (
      <rect class={name} x={LEFT + slot * index + (slot * (1 - share)) / 2} y={y(value)} width={slot * share} height={(plot * value) / top} rx={Math.min(2, slot / 6)} />
    );
  const step = every(days.length, width.value - LEFT);
  const total = (name: 'sent' | 'opened' | 'clicked'): number => days.reduce((sum, day) => sum + day[name], 0);
  return (
    <div class="chart" ref={frame}>
      <svg
        width={width.value}
        height={HEIGHT}
        role="img"
        aria-label={t('report.chart', {
          days: days.length,
          sent: total('sent'),
          opened: total('opened'),
          clicked: total('clicked'),
        })}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line class="chart-line" x1={LEFT} x2={width.value} y1={y(top * share)} y2={y(top * share)} />
            <text class="chart-text" x={LEFT - 8} y={y(top * share) + 4} text-anchor="end">
              {number(top * share)}
            </text>
          </g>
        ))}
        {days.map((day, index) => (
          <g key={day.day}>
            <title>
              {t('report.dayTip', { day: chartDay(day.day), sent: day.sent, opened: day.opened, clicked: day.clicked })}
            </title>
            <rect class="chart-hit" x={LEFT + slot * index} y={TOP} width={slot} height={plot} />
            {bar(index, day.sent, 0.8, 'chart-sent')}
            {bar(index, day.opened, 0.56, 'chart-opened')}
            {bar(index, day.clicked, 0.3, 'chart-clicked')}
            {index % step === 0 && (
              <text class="chart-text" x={LEFT + slot * (index + 0.5)} y={HEIGHT - 6} text-anchor={index === 0 ? 'start' : 'middle'}>
                {chartDay(day.day)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

function DayTable({ days }: { days: Day[] }): JSX.Element {
  return (
    <div class="table-scroll table-high" role="group" aria-labelledby="by-day" tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('report.day')}</th>
            <th scope="col" class="numeric">
              {t('report.sent')}
            </th>
            <th scope="col" class="numeric">
              {t('report.opened')}
            </th>
            <th scope="col" class="numeric">
              {t('report.clicked')}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{chartDay(day.day)}</th>
              <td class="numeric">{number(day.sent)}</td>
              <td class="numeric">{number(day.opened)}</td>
              <td class="numeric">{number(day.clicked)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
