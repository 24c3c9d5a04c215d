import { List, Stack } from '@mantine/core';
import type { SafetyCurve } from '../../../services/contracts/http/safety-curve.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { CurveCard } from './curve-card.tsx';
import { MeasureCard } from './measure-card.tsx';
import { lackTexts } from './safety-words.ts';
import { useSafetyCurve, useStartSafetyCurve } from './use-safety-curve.ts';

const Outcome = ({ result, run }: SafetyCurve) => {
  if (result?.outcome === 'measured') return <CurveCard result={result} />;
  if (result) {
    return (
      <EmptyState title="Too young or too small to be measured">
        A history is cut in two to be measured. That takes:
        <List ta="start" mt="xs">
          {lackTexts(result).map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      </EmptyState>
    );
  }
  if (run?.state === 'running') return null;
  return (
    <EmptyState title="Not measured since Relish was started">
      Measuring reads the whole log twice and makes some thousand lists, beside the service. It changes
      nothing.
    </EmptyState>
  );
};

/** What the clip of the policy costs and gives: accuracy against safety, with the shop's own data. */
export const SafetyPage = () => {
  const { data, error, refetch } = useSafetyCurve();
  const start = useStartSafetyCurve();
  return (
    <>
      <PageTitle title="Accuracy and safety">
        What the clip on likeness costs and what it gives, measured on this shop’s own orders.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the curve" rows={2} rowHeight={200} />}
      {data && (
        <Stack gap="lg">
          <MeasureCard curve={data} start={start} />
          <Outcome {...data} />
        </Stack>
      )}
    </>
  );
};
