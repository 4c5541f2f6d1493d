// The trend: this year's months, and the year before as the stated reference.
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { calm, type Line, onTheme, token, type TrendData } from './data';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

function line(one: Line, now: boolean): object {
  const colour = token(now ? 'accent' : 'ink-3');
  return {
    type: 'line',
    name: one.name,
    data: one.rates,
    symbol: now ? 'circle' : 'emptyCircle',
    symbolSize: now ? 7 : 5,
    lineStyle: { width: now ? 2.5 : 1.5, type: now ? 'solid' : 'dashed', color: colour },
    itemStyle: { color: colour },
    connectNulls: false,
  };
}

function option(data: TrendData): EChartsCoreOption {
  const text = { color: token('ink-2'), fontFamily: token('sans'), fontSize: 12 };
  return {
    animation: !calm,
    textStyle: text,
    grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, textStyle: text, itemHeight: 8 },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText', // an HTML tooltip would need inline styles
      backgroundColor: token('paper'),
      borderColor: token('edge'),
      textStyle: { ...text, color: token('ink') },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value.toFixed(2)} %` : '–'),
    },
    xAxis: {
      type: 'category',
      data: data.months,
      boundaryGap: false,
      axisLine: { lineStyle: { color: token('edge') } },
      axisTick: { show: false },
      axisLabel: text,
    },
    yAxis: {
      type: 'value',
      scale: true,
      max: (range: { max: number }) => Math.min(100, Math.ceil(range.max + 0.5)),
      splitNumber: 4,
      splitLine: { lineStyle: { color: token('line') } },
      axisLabel: { ...text, formatter: '{value} %' },
    },
    series: [line(data.before, false), line(data.now, true)],
  };
}

/** Draws the trend; a point opens its month. */
export function draw(holder: HTMLElement, data: TrendData): void {
  const chart = init(holder, null, { renderer: 'canvas' });
  chart.setOption(option(data));
  chart.on('click', (event) => {
    const href = event.seriesName === data.now.name ? data.hrefs[event.dataIndex] : undefined;
    if (href) location.assign(href);
  });
  new ResizeObserver(() => chart.resize()).observe(holder);
  onTheme(() => chart.setOption(option(data)));
  holder.dataset['drawn'] = 'yes';
}
