import { Center, Loader, useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { lazy, Suspense, type ReactNode } from 'react';
import type { ChartCanvasProps } from './chart-canvas.tsx';

const ChartCanvas = lazy(() =>
  import('./chart-canvas.tsx').then((module) => ({ default: module.ChartCanvas })),
);

interface ChartProps {
  /** What is shown, for those who can't see it. */
  readonly label: string;
  /** The same data in words or as a table; hidden from sight. */
  readonly summary: ReactNode;
  /** An ECharts option (bar, line, parallel, scatter; grid, legend, tooltip, dataZoom, markLine). Memoize it. */
  readonly option: ChartCanvasProps['option'];
  readonly height?: number | string;
  /** Gets the drawing when it is made, to listen to it; what it returns is called when it goes. Memoize it. */
  readonly onReady?: ChartCanvasProps['onReady'];
}

/** A chart in the colours of the scheme. ECharts is only loaded where a chart is shown. */
export const Chart = ({ label, summary, option, height = 320, onReady }: ChartProps) => {
  const scheme = useComputedColorScheme('light');
  const calm = useReducedMotion();
  return (
    <figure style={{ margin: 0 }} aria-label={label}>
      <div role="img" aria-label={label} style={{ height }}>
        <Suspense
          fallback={
            <Center h="100%">
              <Loader role="status" aria-label="Loading the chart" />
            </Center>
          }
        >
          <ChartCanvas option={option} scheme={scheme} calm={calm} onReady={onReady} />
        </Suspense>
      </div>
      <VisuallyHidden component="figcaption">{summary}</VisuallyHidden>
    </figure>
  );
};
