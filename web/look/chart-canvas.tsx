import { useMantineTheme } from '@mantine/core';
import { BarChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  ParallelComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use as register, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { palette, series } from './palette.ts';

register([
  BarChart,
  LineChart,
  ParallelChart,
  ScatterChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  ParallelComponent,
  TooltipComponent,
  CanvasRenderer,
]);

type Scheme = 'light' | 'dark';

const axis = (scheme: Scheme) => {
  const ink = scheme === 'dark' ? palette.dark[1] : palette.gray[7];
  const line = scheme === 'dark' ? palette.dark[4] : palette.gray[3];
  return {
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: ink },
    nameTextStyle: { color: ink },
    splitLine: { lineStyle: { color: line, opacity: 0.6 } },
  };
};

const chartTheme = (scheme: Scheme, fontFamily: string) => {
  const ink = scheme === 'dark' ? palette.dark[0] : palette.gray[9];
  const ground = scheme === 'dark' ? palette.dark[6] : '#ffffff';
  return {
    color: [...series[scheme]],
    backgroundColor: 'transparent',
    textStyle: { fontFamily, color: ink },
    legend: { textStyle: { color: ink } },
    tooltip: { backgroundColor: ground, borderColor: ground, textStyle: { color: ink } },
    categoryAxis: axis(scheme),
    valueAxis: axis(scheme),
    timeAxis: axis(scheme),
    logAxis: axis(scheme),
  };
};

export interface ChartCanvasProps {
  readonly option: EChartsCoreOption;
  readonly scheme: Scheme;
  readonly calm: boolean;
  /** Gets the drawing when it is made, to listen to it; what it returns is called when it goes. Memoize it. */
  readonly onReady?: ((chart: ECharts) => () => void) | undefined;
}

/** The drawing itself. Loaded when the first chart is shown; see chart.tsx. */
export const ChartCanvas = ({ option, scheme, calm, onReady }: ChartCanvasProps) => {
  const { fontFamily } = useMantineTheme();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const made = init(element, chartTheme(scheme, fontFamily));
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [scheme, fontFamily]);
  useEffect(() => {
    chart.current?.setOption({ animation: !calm, ...option }, { notMerge: true });
  }, [option, calm, scheme, fontFamily]);
  useEffect(() => (chart.current ? onReady?.(chart.current) : undefined), [onReady, scheme, fontFamily]);
  return <div ref={place} style={{ width: '100%', height: '100%' }} />;
};
