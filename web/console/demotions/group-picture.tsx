import { Text, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { getDemotionGroup } from '../../../services/contracts/http/demotions.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { count, counted } from '../../look/format.ts';
import { coloursOf, groupOption } from './group-option.ts';
import { groupText, groupTitle } from './group-words.ts';

const ROW = 18;

/** Who ordered what when, to look at. In words it says no more than the group's sentence. */
export const GroupPicture = ({ group }: { readonly group: ReplyOf<typeof getDemotionGroup> }) => {
  const scheme = useComputedColorScheme('light');
  const option = useMemo(() => groupOption(group, scheme), [group, scheme]);
  const colours = useMemo(() => coloursOf(group, scheme), [group, scheme]);
  const accounts = group.members.length;
  return (
    <>
      <ChartLegend entries={colours} />
      <Chart
        label="Who ordered what when"
        summary={`${groupTitle(group)} ${groupText(group)}`}
        option={option}
        height={Math.min(420, 70 + ROW * accounts)}
      />
      <Text size="xs" c="dimmed" mt={4}>
        A row an account, a dot an order line that was taken home, by UTC time. Lines of one order stand
        beside each other; columns of one colour moved together.
        {group.capped && ` Of each account only the latest ${counted(latestOf(group.moves), 'line')}.`}
        {group.accounts > accounts &&
          ` ${count(accounts)} of ${counted(group.accounts, 'account')} are drawn.`}
      </Text>
    </>
  );
};

const latestOf = (moves: readonly { readonly member: number }[]): number => {
  const counts = new Map<number, number>();
  for (const { member } of moves) counts.set(member, (counts.get(member) ?? 0) + 1);
  return Math.max(0, ...counts.values());
};
