import { Badge } from '@mantine/core';
import type { Standing } from '../../../services/contracts/http/accounts.ts';
import { standingColour } from './explain-standing.ts';

export const StandingBadge = ({
  standing,
  size = 'md',
}: {
  readonly standing: Standing;
  readonly size?: 'sm' | 'md' | 'lg';
}) => (
  <Badge color={standingColour(standing)} size={size}>
    {standing}
  </Badge>
);
